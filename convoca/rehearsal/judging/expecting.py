"""Which reminders a call promises, worked out day by day from its file and from why people are to be reminded.

This is a reading of the rules of its own: it shares nothing with `core.rules.due`, which it is to judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from convoca.rehearsal.judging.reasons import Reason
from core.call.definition import Call, Moment, Reminder
from core.model.matter import MatterKind, Way
from core.rules.window import keeps_window

DAY = timedelta(days=1)
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


@dataclass(frozen=True, slots=True)
class Version:
    """A call, and the time in which it was in force."""

    call: Call
    begins: datetime
    ends: datetime


def versions_of(calls: Sequence[tuple[datetime, Call]]) -> list[Version]:
    """Return the versions of a call with their times."""
    ends = [*(at for at, _ in calls[1:]), NEVER]
    return [Version(call, begins, end) for (begins, call), end in zip(calls, ends, strict=True)]


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
        planned = list(_planned(version.call, reason, zone))
        overtaken = [step for step in planned if step.at < version.begins]
        said = max([heard, *(step.on for step in found)])
        if overtaken and overtaken[-1].on > said:
            found.append(replace(overtaken[-1], at=version.begins))
        found += [step for step in planned if version.begins <= step.at < version.ends and step.on > said]
    return found


def _hears_of(before: Version, version: Version, reason: Reason) -> bool:
    """Whether a version moved the close while the draft was there."""
    was, now = (item.call.moments["submission_closes"].at for item in (before, version))
    return was != now and reason.since <= version.begins


def _planned(call: Call, reason: Reason, zone: str) -> Iterator[Step]:
    reminder = _reminder(call, reason.kind)
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
            named, at = anchor.day, _hour(anchor.day + day * DAY, call.reminding.at, local)
            if at < reason.since:
                continue
        until = _helps_until(call, reason.kind, anchor, at, way)
        yield Step(reason=reason, day=day, on=named + day * DAY, at=at, until=until, way=way)


def _reminder(call: Call, kind: MatterKind) -> Reminder | None:
    found = {item.key: item for item in call.reminders}
    return found.get(kind) or (found.get(MatterKind.INVITATION) if kind is MatterKind.PROFILE else None)


def _helps_until(call: Call, kind: MatterKind, anchor: Moment | None, at: datetime, way: Way) -> datetime:
    end = _deadline(call, kind, anchor)
    if end is None or (way is Way.SECRETARIAT and anchor is not None and at >= end):
        return NEVER
    return end.astimezone(UTC) - timedelta(hours=call.reminding.hours_before_deadline)


def _deadline(call: Call, kind: MatterKind, anchor: Moment | None) -> datetime | None:
    if kind in WINDOW:
        never_closes = kind is not MatterKind.DRAFT and not keeps_window(call)
        return None if never_closes else call.moments["submission_closes"].at
    if kind is MatterKind.REPORT:
        last = call.moments["event_ends"].day
        if last is None or call.report_days is None:
            return None
        return _hour(last + (call.report_days + 1) * DAY, time(0), ZoneInfo(call.zone))
    return anchor.at if anchor is not None and anchor.ends else None


def _hour(on: date, shown: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, shown, zone).astimezone(UTC)
