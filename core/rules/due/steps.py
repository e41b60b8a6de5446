"""The steps of a matter: on which days its reminders come, at which moments, by which ways, until when they help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.call.definition import Call, Moment, Reminder
from core.model.matter import Duty, Matter, MatterKind, Way
from core.rules.due.hours import instant_of
from core.rules.window import keeps_window

EVER = datetime.max.replace(tzinfo=UTC)
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_OF_THE_LIST = frozenset({MatterKind.INVITATION, MatterKind.PROFILE, MatterKind.BOUNCED})
"""What nobody can act on once the window is over, in a call that keeps one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A duty as planned, by the way that the call's file says."""

    duty: Duty
    on: date
    """The day that it is counted to: by it the steps of one matter follow one another, whatever they count from."""
    helps_until: datetime
    """The first instant at which saying it no longer helps."""


@dataclass(frozen=True, slots=True)
class _End:
    """A deadline: the first instant after it, and the last day that counts in the call's zone."""

    at: datetime
    day: date


def steps_of(call: Call, matter: Matter, zone: ZoneInfo) -> tuple[Step, ...]:
    """Return the steps that the call plans for a matter, by rising day; none where the anchor is unknown.

    `zone` is the person's; what goes to the secretariat goes by the call's. What a date of the call planned for before
    the matter began is not planned for it. All moments are in UTC.
    """
    reminder = _reminder_for(call, matter.kind)
    return tuple(_Plan(call, matter, reminder).steps(zone)) if reminder else ()


def _reminder_for(call: Call, kind: MatterKind) -> Reminder | None:
    """Return the call's reminder of a kind; who owes details is reminded like who is silent, unless the call says."""
    found = {reminder.key: reminder for reminder in call.reminders}
    usual = found.get(MatterKind.INVITATION) if kind is MatterKind.PROFILE else None
    return found.get(kind, usual)


def key_of(kind: MatterKind, subject: str, generation: int, anchor: date, day: int) -> str:
    """Return the ledger key of a step: a date that moves makes other keys (ADR 0014)."""
    return f"{kind}:{subject}:{generation}:{anchor.isoformat()}:{day}"


class _Plan:
    """One matter under the reminder of its kind."""

    def __init__(self, call: Call, matter: Matter, reminder: Reminder) -> None:
        self._call, self._matter, self._reminder = call, matter, reminder
        self._home = ZoneInfo(call.zone)
        self._since = matter.since.astimezone(UTC)
        self._end = self._deadline()

    def steps(self, zone: ZoneInfo) -> Iterator[Step]:
        """Yield the steps; a day beyond the calendar never comes."""
        for place, day in enumerate(self._reminder.days):
            way = Way.SECRETARIAT if self._matter.kind is MatterKind.TASK else self._reminder.way(place)
            with suppress(OverflowError):
                step = self._step(day, way, self._home if way is Way.SECRETARIAT else zone)
                if step and (self._reminder.by_act or step.duty.at >= self._since):
                    yield step

    def _step(self, day: int, way: Way, zone: ZoneInfo) -> Step | None:
        anchor = self._anchor()
        if anchor is None:
            return None
        matter, end = self._matter, self._end
        duty = Duty(
            matter=matter,
            day=day,
            way=way,
            key=key_of(matter.kind, matter.subject, matter.generation, anchor, day),
            at=self._moment(anchor, day, zone),
            deadline=end.at if end else None,
        )
        # What a file plans for after a deadline tells the secretariat that it is over: that helps whenever it comes.
        overdue = way is Way.SECRETARIAT and not self._reminder.by_act and end is not None and duty.at >= end.at
        rest = timedelta(hours=self._call.reminding.hours_before_deadline)
        return Step(duty=duty, on=anchor + day * _DAY, helps_until=EVER if end is None or overdue else end.at - rest)

    def _anchor(self) -> date | None:
        """Return the day that keys name, from which the days of a date are counted; None while unknown.

        Of an act it is the day in UTC: who moves to another zone is not reminded twice. A date moves along with a
        deadline of the matter's own.
        """
        if self._reminder.by_act:
            return self._since.date()
        anchor, usual = self._call.moments.get(self._reminder.anchor), self._usual_end()
        if anchor is None or anchor.day is None:
            return None
        return anchor.day + (self._end.day - usual.day) if self._end and usual else anchor.day

    def _moment(self, anchor: date, day: int, zone: ZoneInfo) -> datetime:
        """Return when a step comes: at the hour of reminders on its day; after an act, never within the pause."""
        hour = self._call.reminding.at
        if not self._reminder.by_act:
            return instant_of(anchor + day * _DAY, hour, zone)
        rested = self._since + timedelta(hours=self._call.mail.hours_between_reminders)
        return max(rested, instant_of(self._since.astimezone(zone).date() + day * _DAY, hour, zone))

    def _deadline(self) -> _End | None:
        own = self._matter.deadline
        if own is not None:
            own = own.astimezone(UTC)
            return _End(own, (own - _INSTANT).astimezone(self._home).date())
        if self._matter.kind in _OF_THE_LIST and not keeps_window(self._call):
            return None
        return self._usual_end()

    def _usual_end(self) -> _End | None:
        """Return the call's own deadline for this kind of matter."""
        kind = self._matter.kind
        if kind is MatterKind.REPORT:
            return _end_of_reports(self._call)
        by_window = kind is MatterKind.DRAFT or kind in _OF_THE_LIST
        return _end(self._call.moments.get("submission_closes" if by_window else self._reminder.anchor))


def _end_of_reports(call: Call) -> _End | None:
    """O02: so many whole days after the last day of the event."""
    event = call.moments.get("event_ends")
    if event is None or event.day is None or call.report_days is None:
        return None
    with suppress(OverflowError):
        last = event.day + timedelta(days=call.report_days)
        return _End(instant_of(last + _DAY, time(), ZoneInfo(call.zone)), last)
    return None


def _end(moment: Moment | None) -> _End | None:
    if moment is None or moment.at is None or moment.day is None or not moment.ends:
        return None
    return _End(moment.at.astimezone(UTC), moment.day)
