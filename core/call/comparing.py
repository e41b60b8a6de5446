"""What one definition of a call says and another does not: key by key, as values that can be kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import time
from hashlib import sha256
from json import dumps
from typing import Any, cast

from core.call.definition import Call, Moment
from core.model.words import LANGUAGES, LocalText

Said = Mapping[str, object]
"""What a call says, by the dotted key of its file; what only repeats a default is left out."""
Change = Mapping[str, object]
"""`kind` ('date', 'on', 'off', 'text', 'value', 'added', 'removed'), `path`, the thing's `name` by language,
`before` and `after`."""

_FILE_NAMES = {"moments": "dates"}
_DERIVED = frozenset({"reading"})
_KEYS = ("key", "name")


def said_by(call: Call) -> Said:
    """Return everything that a call says, flat."""
    return dict(_walk(call, ()))


def fingerprint_of(said: Said) -> str:
    """Return a mark that is the same for the same meaning, however the file is laid out."""
    return sha256(dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def changes(before: Said, after: Said) -> tuple[Change, ...]:
    """Return what is different, in the order of the newer one; a whole thing that came or went is one change."""
    found: dict[str, Change] = {}
    for path in (*after, *(path for path in before if path not in after)):
        if before.get(path) == after.get(path):
            continue
        thing = _thing(path)
        was, is_now = _has(before, thing), _has(after, thing)
        if thing != path and was != is_now:
            found.setdefault(thing, _change("added" if is_now else "removed", thing, before, after))
        else:
            found[path] = _change(_kind(path, before, after), path, before, after)
    return tuple(found.values())


def dates_of(call: Call) -> Mapping[str, str | None]:
    """Return where each date of a call falls, as people are told it; None while it is unknown."""
    return {key: told(moment) for key, moment in call.moments.items()}


def told(moment: Moment) -> str | None:
    """Return a date as it can be kept: a day, or a day with its hour in the call's zone."""
    if moment.last_second is None or moment.day is None:
        return None
    return moment.day.isoformat() if moment.whole_day else moment.last_second.isoformat()


def moves(before: Mapping[str, str | None], after: Mapping[str, str | None], *said: Said) -> tuple[Change, ...]:
    """Return the dates that fall elsewhere, whether they or what they lean on were changed; `said` has their names."""
    names = {
        key: next((name for one in said if (name := _name(f"dates.{key}.at", one))), {}) for key in {**after, **before}
    }
    return tuple(
        {"kind": "date", "path": f"dates.{key}.at", "name": name, "before": before.get(key), "after": after.get(key)}
        for key, name in names.items()
        if before.get(key) != after.get(key)
    )


def _change(kind: str, path: str, before: Said, after: Said) -> Change:
    name = _name(path, after) or _name(path, before)
    return {"kind": kind, "path": path, "name": name, "before": before.get(path), "after": after.get(path)}


def _kind(path: str, before: Said, after: Said) -> str:
    section, last = path.split(".")[0], path.rpartition(".")[2]
    if section == "dates" and last == "at":
        return "date"
    if last == "enabled":
        return "on" if after.get(path, True) else "off"
    return "text" if last in LANGUAGES else "value"


def _thing(path: str) -> str:
    """Return the path of what a value belongs to: 'fields.title' of 'fields.title.label.es'."""
    parts = path.split(".")
    return ".".join(parts[:2]) if len(parts) > 2 else path


def _has(said: Said, thing: str) -> bool:
    return thing in said or any(path.startswith(f"{thing}.") for path in said)


def _name(path: str, said: Said) -> Mapping[str, str]:
    """Return what people call the thing that a value belongs to."""
    thing = _thing(path)
    for word in ("name", "label", "question"):
        found = {language: said[key] for language in LANGUAGES if (key := f"{thing}.{word}.{language}") in said}
        if found:
            return cast(Mapping[str, str], found)
    return {}


def _walk(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    if isinstance(value, LocalText):
        yield from ((".".join((*path, language)), words) for language, words in value.by_language.items())
    elif isinstance(value, Moment):
        yield ".".join((*path, "at")), value.written
        yield from _walk(value.name, (*path, "name"))
        if value.end_of_day is not None:
            yield ".".join((*path, "end_of_day")), value.end_of_day
    elif dataclasses.is_dataclass(value):
        yield from _fields(value, path)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, (*path, str(key)))
    elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
        for item in value:
            yield from _walk(item, (*path, _key(item)))
    else:
        yield ".".join(path), _plain(value)


def _fields(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        if item == _default(field) or field.name in _DERIVED or (path and field.name == "key"):
            continue
        flat = field.name == "parameters"  # in the file they stand beside the rule's own keys
        yield from _walk(item, path if flat else (*path, _FILE_NAMES.get(field.name, field.name)))


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else dataclasses.MISSING


def _key(item: Any) -> str:
    return str(next(getattr(item, name) for name in _KEYS if hasattr(item, name)))


def _plain(value: Any) -> object:
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, time) else value
