"""What was moved, and what was in force when: as text for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from core.call.definition import Call, Moment
from core.model.version import CallVersion
from core.rules.calendar.standing import CLOSE, as_it_stands_for
from core.usecases.calendar.extend import Extended
from core.usecases.calendar.extend_proposals import OwnExtended
from templates.say import instant, moment
from templates.versions import change_said
from templates.words import Words


def said(done: Extended, words: Words, call: Call) -> str:
    """Return what an extension did: the dates that moved, what to think of, and how many people are to hear."""
    lines = [words("calendar.done.version", version=done.version.version)]
    for item in done.moved:
        before, after = moment(item.before, words, call), moment(item.after, words, call)
        lines.append("  " + words("calendar.done.moved", name=_name(item.after, words), before=before, after=after))
    overtaken = [(_name(date, words), moment(date, words, call)) for date in done.overtaken]
    lines += [words("calendar.done.overtaken", name=name, date=date) for name, date in overtaken]
    lines += [words("calendar.done.reopened")] if done.reopens else []
    lines += [words("calendar.done.told", count=done.told)] if done.told else []
    return "\n".join(lines)


def document(done: Extended) -> dict[str, Any]:
    """Return the same as JSON."""
    return {
        "version": done.version.version,
        "moved": [{"key": item.after.key, "before": _at(item.before), "after": _at(item.after)} for item in done.moved],
        "overtaken": [item.key for item in done.overtaken],
        "reopens": done.reopens,
        "told": done.told,
    }


def own_times_said(given: Sequence[OwnExtended], words: Words, call: Call) -> str:
    """Return until when each proposal that got more time may be sent."""
    closes = [(item.record.number or 0, as_it_stands_for(call, item.record).moments[CLOSE]) for item in given]
    return "\n".join(words("calendar.done.own", number=no, date=moment(at, words, call)) for no, at in closes)


def own_times(given: Sequence[OwnExtended]) -> list[dict[str, Any]]:
    """Return the same as JSON: the moments are the first at which they can't be sent any more."""
    return [
        {"number": item.record.number, "until": _iso(item.record.extended_to), "before": _iso(item.before)}
        for item in given
    ]


def versions_said(versions: Sequence[CallVersion], names: Mapping[str, str], words: Words, call: Call) -> str:
    """Return versions as text, each with its changes; `names` are those of the people who made them."""
    return "\n".join(line for item in versions for line in _lines(item, names, words, call))


def version(item: CallVersion) -> dict[str, Any]:
    """Return a version as JSON, without who of the secretariat it was."""
    return {
        "version": item.version,
        "at": item.at.isoformat(),
        "by": item.by.partition(":")[0],
        "reason": item.reason,
        "takes_back": item.takes_back,
        "amendments": {key: dict(told) for key, told in item.amendments.items()},
        "changes": [dict(change) for change in item.changes],
    }


def _lines(item: CallVersion, names: Mapping[str, str], words: Words, call: Call) -> list[str]:
    kind, _, person_id = item.by.partition(":")
    by = words(f"calendar.by.{kind}", name=names.get(person_id, person_id))
    lines = [words("calendar.history.version", version=item.version, at=instant(item.at, words, call), by=by)]
    lines += ["  " + words("calendar.history.reason", reason=item.reason)] if item.reason else []
    lines += ["  " + words("calendar.history.takes_back", version=item.takes_back)] if item.takes_back else []
    return [*lines, *(f"  {change_said(change, words)}" for change in item.changes)]


def _name(date: Moment, words: Words) -> str:
    return date.name.said_in(words.language)


def _at(date: Moment) -> dict[str, str | None]:
    utc = date.at.astimezone(UTC) if date.at else None
    return {"written": date.written, "day": date.day.isoformat() if date.day else None, "utc": _iso(utc)}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
