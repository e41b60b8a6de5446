"""What changed between two versions of a call, in people's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from core.call.dates import UNKNOWN
from templates.say import day, listed, number
from templates.words import Words


def change_said(change: Mapping[str, object], words: Words) -> str:
    """Return one change (`core.call.comparing.Change`) as a sentence."""
    kind, before, after = str(change["kind"]), change.get("before"), change.get("after")
    name, path = _name(change, words), str(change["path"]).removesuffix(".enabled")
    facts = {"name": name or path, "what": f"{name} ({path})" if name else path}
    if kind == "date":
        kind = "date_known" if _is_open(before) else "date_unknown" if _is_open(after) else kind
        return words(f"calendar.change.{kind}", **facts, before=_date(before, words), after=_date(after, words))
    if kind == "value":
        kind = "value_new" if before is None else "value_gone" if after is None else kind
        return words(f"calendar.change.{kind}", **facts, before=_value(before, words), after=_value(after, words))
    return words(f"calendar.change.{kind}", **facts)


def _name(change: Mapping[str, object], words: Words) -> str:
    """Return what the thing is called in the call's words, '' where it has no name."""
    names = change.get("name")
    known = names if isinstance(names, Mapping) else {}
    return str(known.get(words.language) or known.get("es") or next(iter(known.values()), ""))


def _is_open(value: object) -> bool:
    return value in {None, UNKNOWN}


def _date(value: object, words: Words) -> str:
    """Return a date as a file has it, in words; one that leans on another as it is written."""
    written = str(value or UNKNOWN)
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    said = day(at.date(), words.language)
    return said if len(written) == len(date.min.isoformat()) else f"{said}, {at:%H:%M}"


def _value(value: object, words: Words) -> str:
    match value:
        case bool():
            return words("calendar.change.yes" if value else "calendar.change.no")
        case int():
            return str(number(value, words.language))
        case list() | tuple() if value:
            return listed([_value(item, words) for item in value], words.language)
        case None | [] | ():
            return words("calendar.change.nothing")
        case _:
            return str(value)
