"""Which reminders a call promises, worked out day by day from its file and from why people are to be reminded.

This is a reading of the rules of its own: it shares nothing with `core.rules.due`, which it is to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from convoca.rehearsal.judging.reasons import Reason
from core.call.definition import Call, Moment, Reminder
from core.model.matter import MatterKind, Way
from core.rules.window import keeps_window

DAY = timedelta(days=1)
CLOSE = "submission_closes"
NEVER = datetime.max.replace(tzinfo=UTC)
WINDOW = frozenset({MatterKind.DRAFT, MatterKind.INVITATION, MatterKind.PROFILE, MatterKind.BOUNCED})
"""What must be settled before proposals close."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One reminder as the call promises it: not before `at`, and of no help from `until` on."""

    reason: Reason
    day: int
    on: date
    at: datetime
    until: datetime
    way: Way
    is_last: bool = False
    """Whether no other that the person gets comes after it in time to help."""


@dataclass(frozen=True, slots=True)
class Version:
    """A call, and the time in which it was in force: for all, or for one proposal that was given more time."""

    call: Call
    begins: datetime
    ends: datetime
    own: datetime | None = None
    """The first instant at which that one can't be sent any more, where that is later than for all."""
    own_day: date = date.min
    """Its last day."""

    @property
    def closes(self) -> datetime | None:
        """The first instant at which nothing can be sent any more."""
        return self.own or self.call.moments[CLOSE].at

    @property
    def shift(self) -> timedelta:
        """How much later than the others' all is that is counted from the close."""
        day = self.call.moments[CLOSE].day
        return self.own_day - day if self.own and day else timedelta()


def versions_of(calls: Sequence[tuple[datetime, Call]], given: Sequence[tuple[datetime, int]] = ()) -> list[Version]:
    """Return the versions of a call with their times, as they hold for a proposal that was `given` days more."""
    moves: list[tuple[datetime, Call | int]] = sorted([*calls, *given], key=lambda item: item[0])
    begins = [at for at, _ in moves]
    found: list[Version] = []
    for (at, move), end in zip(moves, [*begins[1:], NEVER], strict=True):
        own: tuple[datetime | None, date] = (found[-1].own, found[-1].own_day) if found else (None, date.min)
        call = found[-1].call if isinstance(move, int) else move
        if isinstance(move, int):
            own = _later(found[-1], at, move)
        closes = call.moments[CLOSE].at
        if own[0] is not None and closes is not None and own[0] <= closes:
            own = (None, date.min)
        found.append(Version(call, at, end, *own))
    return found


def _later(version: Version, at: datetime, days: int) -> tuple[datetime, date]:
    """Return a close so many days later, after it from today; and its last day."""
    zone, moment = ZoneInfo(version.call.zone), version.call.moments[CLOSE]
    end = (version.closes or NEVER).astimezone(zone)
    last = version.own_day if version.own else moment.day or end.date()
    first = max(last, at.astimezone(zone).date()) if end <= at else last
    day = first + days * DAY
    return datetime.combine(day + (end.date() - last), end.time(), zone).astimezone(UTC), day


def steps_of(versions: Sequence[Version], reason: Reason, zone: str) -> list[Step]:
    """Return the reminders of a reason in their order; `zone` is the person's.

    A date that moves is counted from anew: what came before the move stands, and of what the new date would have had
    said before, the latest is due at the move, unless as much was said already. The news that the close for sending
    moved say as much as a draft's reminder of that day.
    """
    found: list[Step] = []
    heard = date.min
    for before, version in zip([None, *versions[:-1]], versions, strict=True):
        if reason.kind is MatterKind.DRAFT and before is not None and _hears_of(before, version, reason):
            heard = version.begins.astimezone(ZoneInfo(version.call.zone)).date()
        planned = _with_the_last(_planned(version, reason, zone))
        overtaken = [step for step in planned if step.at < version.begins]
        said = max([heard, *(step.on for step in found)])
        if overtaken and overtaken[-1].on > said:
            found.append(replace(overtaken[-1], at=version.begins))
        found += [step for step in planned if version.begins <= step.at < version.ends and step.on > said]
    return found


def _hears_of(before: Version, version: Version, reason: Reason) -> bool:
    """Whether a version moved the close while the draft was there."""
    return before.closes != version.closes and reason.since <= version.begins


def _with_the_last(steps: Iterable[Step]) -> list[Step]:
    """Mark the last step of which the person has something."""
    planned = list(steps)
    theirs = [step for step in planned if step.way is not Way.SECRETARIAT and step.at < step.until]
    return [replace(step, is_last=step is theirs[-1]) if theirs else step for step in planned]


def _planned(version: Version, reason: Reason, zone: str) -> Iterator[Step]:
    call, reminder = version.call, _reminder(version.call, reason.kind)
    if reminder is None:
        return
    anchor = call.moments.get(reminder.anchor)
    for place, day in enumerate(reminder.days):
        way = reminder.ways[min(place, len(reminder.ways) - 1)]
        local = ZoneInfo(call.zone if way is Way.SECRETARIAT else zone)
        if anchor is None:  # counted from the act itself
            begun, named = reason.since.astimezone(local).date(), reason.since.astimezone(UTC).date()
            earliest = reason.since + timedelta(hours=call.mail.hours_between_reminders)
            at = max(_hour(begun + day * DAY, call.reminding.at, local), earliest)
        else:
            if anchor.day is None:
                return
            named = anchor.day + (version.shift if reason.kind in WINDOW else timedelta())
            at = _hour(named + day * DAY, call.reminding.at, local)
            if at < reason.since:
                continue
        until = _helps_until(version, reason.kind, anchor, at, way)
        yield Step(reason=reason, day=day, on=named + day * DAY, at=at, until=until, way=way)


def _reminder(call: Call, kind: MatterKind) -> Reminder | None:
    found = {item.key: item for item in call.reminders}
    return found.get(kind) or (found.get(MatterKind.INVITATION) if kind is MatterKind.PROFILE else None)


def _helps_until(version: Version, kind: MatterKind, anchor: Moment | None, at: datetime, way: Way) -> datetime:
    end = _deadline(version, kind, anchor)
    if end is None or (way is Way.SECRETARIAT and anchor is not None and at >= end):
        return NEVER
    return end.astimezone(UTC) - timedelta(hours=version.call.reminding.hours_before_deadline)


def _deadline(version: Version, kind: MatterKind, anchor: Moment | None) -> datetime | None:
    call = version.call
    if kind in WINDOW:
        never_closes = kind is not MatterKind.DRAFT and not version.own and not keeps_window(call)
        return None if never_closes else version.closes
    if kind is MatterKind.REPORT:
        last = call.moments["event_ends"].day
        if last is None or call.report_days is None:
            return None
        return _hour(last + (call.report_days + 1) * DAY, time(0), ZoneInfo(call.zone))
    return anchor.at if anchor is not None and anchor.ends else None


def _hour(on: date, shown: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, shown, zone).astimezone(UTC)
