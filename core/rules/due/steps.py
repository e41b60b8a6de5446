"""The steps of a matter: on which days its reminders come, at which moments, by which ways, until when they help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.call.definition import Call, Moment, Reminder
from core.model.matter import Duty, Matter, MatterKind, Way
from core.rules.due.hours import instant_of
from core.rules.window import keeps_window

_INSTANT = timedelta(microseconds=1)
_OF_THE_WINDOW = frozenset({MatterKind.INVITATION, MatterKind.PROFILE, MatterKind.BOUNCED})
"""What nobody can act on once the window is over, in a call that keeps one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A duty as planned; `on` is the day it is counted to, by which steps of one matter follow one another."""

    duty: Duty
    on: date
    overdue: bool
    """Whether it tells the secretariat that the deadline has passed: then it helps whenever it comes."""


@dataclass(frozen=True, slots=True)
class _End:
    """A deadline: the first instant after it, and the last day that counts in the call's zone."""

    at: datetime
    day: date


def steps_of(call: Call, matter: Matter, zone: ZoneInfo) -> tuple[Step, ...]:
    """Return the steps that the call plans for a matter, in their order; none where an anchor is unknown.

    `zone` is the person's; what goes to the secretariat goes by the call's. A step counted from a date that was over
    when the matter began is not planned.
    """
    reminder = reminder_for(call, matter.kind)
    return tuple(_planned(call, matter, reminder, zone)) if reminder else ()


def reminder_for(call: Call, kind: MatterKind) -> Reminder | None:
    """Return the call's reminder of a kind of matter; who owes details is reminded as who is silent, unless it says."""
    found = {reminder.key: reminder for reminder in call.reminders}
    usual = found.get(MatterKind.INVITATION) if kind is MatterKind.PROFILE else None
    return found.get(kind, usual)


def _planned(call: Call, matter: Matter, reminder: Reminder, zone: ZoneInfo) -> Iterator[Step]:
    end, home = _deadline(call, matter, reminder), ZoneInfo(call.zone)
    for place, day in enumerate(reminder.days):
        way = Way.SECRETARIAT if matter.kind is MatterKind.TASK else reminder.way(place)
        local = home if way is Way.SECRETARIAT else zone
        anchor = matter.since.astimezone(local).date() if reminder.by_act else _anchor_day(call, matter, reminder)
        if anchor is None:
            return
        on = anchor + timedelta(days=day)
        at = instant_of(on, call.reminding.at, local)
        if reminder.by_act:
            at = max(at, matter.since.astimezone(UTC) + timedelta(hours=call.mail.hours_between_reminders))
        elif at < matter.since:
            continue
        named = matter.since.astimezone(UTC).date() if reminder.by_act else anchor
        key = f"{matter.kind}:{matter.subject}:{matter.generation}:{named.isoformat()}:{day}"
        duty = Duty(matter=matter, day=day, way=way, key=key, at=at, deadline=end.at if end else None)
        overdue = way is Way.SECRETARIAT and not reminder.by_act and end is not None and at >= end.at
        yield Step(duty, named + timedelta(days=day), overdue)


def _anchor_day(call: Call, matter: Matter, reminder: Reminder) -> date | None:
    """Return the day from which the days are counted; it moves along with a deadline of the matter's own."""
    anchor, usual = call.moments.get(reminder.anchor), _usual_end(call, matter.kind, reminder)
    if anchor is None or anchor.day is None:
        return None
    if matter.deadline is None or usual is None:
        return anchor.day
    return anchor.day + (_last_day(matter.deadline, ZoneInfo(call.zone)) - usual.day)


def _deadline(call: Call, matter: Matter, reminder: Reminder) -> _End | None:
    if matter.deadline is not None:
        return _End(matter.deadline, _last_day(matter.deadline, ZoneInfo(call.zone)))
    if matter.kind in _OF_THE_WINDOW and not keeps_window(call):
        return None
    return _usual_end(call, matter.kind, reminder)


def _usual_end(call: Call, kind: MatterKind, reminder: Reminder) -> _End | None:
    """Return the call's own deadline for a kind of matter."""
    if kind is MatterKind.REPORT:
        return _reports_end(call)
    by_window = kind is MatterKind.DRAFT or kind in _OF_THE_WINDOW
    return _end(call.moments.get("submission_closes" if by_window else reminder.anchor))


def _reports_end(call: Call) -> _End | None:
    """O02: `report_days` whole days after the last day of the event."""
    ends = call.moments["event_ends"].day
    if ends is None or call.report_days is None:
        return None
    last = ends + timedelta(days=call.report_days)
    return _End(instant_of(last + timedelta(days=1), datetime.min.time(), ZoneInfo(call.zone)), last)


def _end(moment: Moment | None) -> _End | None:
    if moment is None or moment.at is None or moment.day is None or not moment.ends:
        return None
    return _End(moment.at, moment.day)


def _last_day(deadline: datetime, zone: ZoneInfo) -> date:
    return (deadline.astimezone(UTC) - _INSTANT).astimezone(zone).date()
