"""The calendar of a call: what the service will do by itself, in people's words, and all of it as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from core.call.definition import Call
from core.rules.calendar.entries import Entry, Known, Sort, blocked_by, calendar_of
from templates.say import day, listed, number
from templates.words import Words


def duties_said(call: Call, words: Words, now: datetime) -> Iterator[str]:
    """Yield what is done because of the dates; what can't be planned says which date it waits for."""
    entries = calendar_of(call, now)
    if any(entry.sort is Sort.REMINDER for entry in entries):
        yield words("calendar.show.hours", at=f"{call.reminding.at:%H:%M}")
    for key, steps in groupby((entry for entry in entries if entry.sort is Sort.REMINDER), lambda entry: entry.key):
        yield _reminders(key.removeprefix("reminders."), tuple(steps), call, words)
    for entry in entries:
        if entry.sort is Sort.REPORT:
            what = words("calendar.duty.report_due")
            said = words("calendar.show.report", day=day(entry.day, words.language)) if entry.day else None
            yield said or _waits(what, entry, call, words)
        if entry.sort is Sort.DIGEST:
            yield words("calendar.show.digest", at=f"{call.mail.digest_at:%H:%M}")


def as_document(call: Call, now: datetime) -> list[dict[str, Any]]:
    """Return the whole calendar as JSON: every entry with its zone, in UTC too, and what an unknown date keeps back."""
    entries = calendar_of(call, now)
    return [_entry(entry, [item.key for item in blocked_by(entries, entry.key)]) for entry in entries]


def _entry(entry: Entry, blocks: list[str]) -> dict[str, Any]:
    return {
        "key": entry.key,
        "sort": entry.sort,
        "known": entry.known,
        "leans_on": entry.leans_on,
        "days": entry.days,
        "day": entry.day.isoformat() if entry.day else None,
        "whole_day": entry.whole_day,
        "ends": entry.ends,
        "zone": entry.zone,
        "at": entry.at.isoformat() if entry.at else None,
        "utc": entry.utc.isoformat() if entry.utc else None,
        "way": entry.way or None,
        "waits_for": entry.waits_for,
        "keeps_back": list(dict.fromkeys(blocks)),
    }


def _reminders(kind: str, steps: Sequence[Entry], call: Call, words: Words) -> str:
    known = words.has(f"calendar.duty.{kind}")
    what = words(f"calendar.duty.{kind}") if known else kind
    if steps[0].waits_for:
        return _waits(what, steps[0], call, words)
    return words(
        "calendar.show.reminders", what=what, days=listed([_step(item, words) for item in steps], words.language)
    )


def _step(step: Entry, words: Words) -> str:
    way = words(f"calendar.way.{step.way}")
    if step.known is not Known.BY_ACT and step.day is not None:
        return words("calendar.show.day", day=day(step.day, words.language), way=way)
    days = step.days or 0
    return words(f"calendar.show.{'before' if days < 0 else 'after'}", days=number(abs(days), words.language), way=way)


def _waits(what: str, entry: Entry, call: Call, words: Words) -> str:
    date = call.moments.get(entry.waits_for or "")
    return words("calendar.show.waits", what=what, date=date.name.said_in(words.language) if date else entry.waits_for)
