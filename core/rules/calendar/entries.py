"""The whole calendar of a call as values: its dates, and everything that the service will do because of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.call.dates import leans_on, start_of
from core.call.definition import Call, Moment, Reminder
from core.rules.due.hours import instant_of

_DAY = timedelta(days=1)
EVENT_ENDS = "event_ends"
REPORT, DIGEST = "report", "digest"


class Sort(StrEnum):
    """What stands in a calendar."""

    DATE = "date"
    """A date of the call's file."""
    REMINDER = "reminder"
    """A day on which people are reminded; its hour is theirs, told here by the call's clock."""
    REPORT = "report"
    """The last day for reports."""
    DIGEST = "digest"
    """The secretariat's next digest."""


class Known(StrEnum):
    """How a date is known."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    """It leans on another date."""
    BY_ACT = "by_act"
    """It is counted from what each person did, so it has no day of its own."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One date or duty. `at` is the first instant of it, of an end the first instant after it; None while unknown."""

    key: str
    """The date's key in the file; 'reminders.draft', 'report', 'digest'."""
    sort: Sort
    known: Known
    leans_on: str | None = None
    """The date, or the act, that it is counted from."""
    days: int | None = None
    """So many days from there."""
    at: datetime | None = None
    day: date | None = None
    """The day that people are told, in the call's zone; of an end the last that counts."""
    whole_day: bool = False
    ends: bool = False
    zone: str
    way: str = ""
    """How a reminder goes."""
    waits_for: str | None = None
    """The unknown date because of which this can't be planned."""

    @property
    def utc(self) -> datetime | None:
        """The moment in UTC."""
        return self.at.astimezone(UTC) if self.at else None


def calendar_of(call: Call, now: datetime) -> tuple[Entry, ...]:
    """Return every date of the call in the file's order, then what is done because of them."""
    dates = [_date(call, moment) for moment in call.moments.values()]
    reminders = [entry for reminder in call.reminders for entry in _reminder(call, reminder)]
    return (*dates, *reminders, *_report(call), _digest(call, now))


def blocked_by(entries: tuple[Entry, ...], key: str) -> tuple[Entry, ...]:
    """Return what can't be planned while a date is unknown."""
    return tuple(entry for entry in entries if entry.waits_for == key)


def _date(call: Call, moment: Moment) -> Entry:
    found = leans_on(moment)
    known = Known.RELATIVE if found else Known.ABSOLUTE
    return Entry(
        key=moment.key,
        sort=Sort.DATE,
        known=known if moment.at else Known.UNKNOWN,
        leans_on=found[0] if found else None,
        days=found[1] if found else None,
        at=moment.at,
        day=moment.day,
        whole_day=moment.whole_day,
        ends=moment.ends,
        zone=call.zone,
        waits_for=found[0] if found and moment.at is None else None,
    )


def _reminder(call: Call, reminder: Reminder) -> Iterator[Entry]:
    for place, days in enumerate(reminder.days):
        anchor, at = call.moments.get(reminder.anchor), None
        if anchor is not None and anchor.day is not None:
            with suppress(OverflowError):
                at = instant_of(anchor.day + days * _DAY, call.reminding.at, ZoneInfo(call.zone))
        unknown = Known.BY_ACT if reminder.by_act else Known.UNKNOWN
        yield Entry(
            key=f"reminders.{reminder.key}",
            sort=Sort.REMINDER,
            known=Known.RELATIVE if at else unknown,
            leans_on=reminder.anchor,
            days=days,
            at=at.astimezone(ZoneInfo(call.zone)) if at else None,
            day=anchor.day + days * _DAY if anchor and anchor.day and at else None,
            zone=call.zone,
            way=reminder.way(place),
            waits_for=None if at or reminder.by_act else reminder.anchor,
        )


def _report(call: Call) -> Iterator[Entry]:
    """O02: so many days after the last day of the event, the last one whole."""
    if call.report_days is None:
        return
    event = call.moments.get(EVENT_ENDS)
    last = event.day + call.report_days * _DAY if event and event.day else None
    yield Entry(
        key=REPORT,
        sort=Sort.REPORT,
        known=Known.RELATIVE if last else Known.UNKNOWN,
        leans_on=EVENT_ENDS,
        days=call.report_days,
        at=start_of(last + _DAY, ZoneInfo(call.zone)) if last else None,
        day=last,
        whole_day=True,
        ends=True,
        zone=call.zone,
        waits_for=None if last else EVENT_ENDS,
    )


def _digest(call: Call, now: datetime) -> Entry:
    """Return the next digest: today's until its hour has come, else tomorrow's."""
    zone, hour = ZoneInfo(call.zone), call.mail.digest_at
    today = now.astimezone(zone).date()
    day = today if instant_of(today, hour, zone) > now else today + _DAY
    at = instant_of(day, hour, zone).astimezone(zone)
    return Entry(key=DIGEST, sort=Sort.DIGEST, known=Known.ABSOLUTE, at=at, day=day, zone=call.zone)
