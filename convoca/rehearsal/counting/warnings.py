"""What a secretariat should know before a call opens, found in its calendar and in what a rehearsal of it told people.

A warning is a value: its kind names the words (`rehearsal.warning.…`), its facts fill them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from convoca.rehearsal.judging.verdict import Checked
from convoca.rehearsal.log import Log, Told, reminded_of
from convoca.rehearsal.people.cast import SECRETARIAT
from core.call.definition import Call, Moment
from core.model.matter import Way
from core.model.records import Channel

MANY_A_DAY = 3
"""Letters and messages to one person in a day that somebody should know of."""
DAYS_TOLD = 5
SILENCE = timedelta(days=14)
LONG_DIGEST = 80
"""Lines of a digest that nobody reads to its end."""
LETTERS_AN_HOUR = 300
"""What common mail providers take from one sender in an hour."""
IN_ORDER = (
    ("submission_opens", "submission_closes"),
    ("submission_closes", "evaluation_opens"),
    ("evaluation_opens", "scoring_closes"),
    ("scoring_closes", "results"),
    ("evaluation_closes", "results"),
    ("results", "confirmation_deadline"),
    ("confirmation_deadline", "event_starts"),
    ("event_starts", "event_ends"),
)
"""Moments of which the first should be over when the second comes, where a call has both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One thing to know; dates and moments are plain values."""

    kind: str
    facts: Mapping[str, object] = field(default_factory=dict)


def warnings(log: Log, checked: Checked) -> tuple[Warned, ...]:
    """Return all that there is to know, what the calendar says first."""
    _, call = log.calls[-1]
    found = (_unknown, _out_of_order, _never_reminded, _crowded_days, _silences, _busy_hour, _long_digests)
    return (*(item for look in found for item in look(call, log)), *_waits(call, checked))


def _unknown(call: Call, _: Log) -> Iterator[Warned]:
    """Dates that nobody knows yet, and the reminders that hang on them."""
    for moment in call.moments.values():
        if moment.at is None:
            yield Warned(kind="unknown_date", facts={"moment": moment})
    for reminder in call.reminders:
        anchor = call.moments.get(reminder.anchor)
        if anchor is not None and anchor.at is None:
            yield Warned(kind="no_reminders", facts={"matter": reminder.key, "moment": anchor})


def _out_of_order(call: Call, _: Log) -> Iterator[Warned]:
    for first, second in IN_ORDER:
        before, after = call.moments.get(first), call.moments.get(second)
        if before and after and before.at and after.at and _is_too_late(before, after):
            yield Warned(kind="out_of_order", facts={"first": after, "second": before})


def _is_too_late(before: Moment, after: Moment) -> bool:
    return before.at is not None and after.at is not None and before.at > after.at


def _never_reminded(call: Call, log: Log) -> Iterator[Warned]:
    """Reminders that the call plans, whose moment came, and that nobody got."""
    reminded = {item.kind for told in log.told for item in reminded_of(told)}
    for reminder in call.reminders:
        anchor = call.moments.get(reminder.anchor)
        if set(reminder.ways) == {Way.SECRETARIAT}:
            continue
        if reminder.key not in reminded and (anchor is None or anchor.at is not None):
            yield Warned(kind="nobody_reminded", facts={"matter": reminder.key})


def _crowded_days(call: Call, log: Log) -> Iterator[Warned]:
    """Days on which people get many messages, the worst first."""
    zone = ZoneInfo(call.zone)
    each: dict[date, Counter[str]] = defaultdict(Counter)
    for told in log.told:
        if told.address != SECRETARIAT and is_pushed(told):
            each[told.at.astimezone(zone).date()][told.address] += 1
    days = []
    for on, counted in each.items():
        many = [count for count in counted.values() if count >= MANY_A_DAY]
        if many:
            days.append((len(many), max(many), on))
    for people, most, on in sorted(days, key=lambda item: (-item[0], item[2]))[:DAYS_TOLD]:
        yield Warned(kind="crowded_day", facts={"people": people, "count": MANY_A_DAY, "most": most, "day": on})
    if len(days) > DAYS_TOLD:
        yield Warned(kind="more_crowded_days", facts={"days": len(days) - DAYS_TOLD, "count": MANY_A_DAY})


def _silences(call: Call, log: Log) -> Iterator[Warned]:
    """Long times in which nobody but the secretariat hears anything."""
    zone = ZoneInfo(call.zone)
    moments = [log.begins, *sorted(told.at for told in log.told if told.address != SECRETARIAT), log.ends]
    for before, after in pairwise(moments):
        if after - before >= SILENCE:
            yield Warned(
                kind="silence",
                facts={
                    "from": before.astimezone(zone).date(),
                    "until": after.astimezone(zone).date(),
                    "days": (after - before).days,
                },
            )


def _busy_hour(_: Call, log: Log) -> Iterator[Warned]:
    hours = Counter(_hour(told.at) for told in log.told if told.channel is Channel.MAIL)
    at, count = hours.most_common(1)[0] if hours else (log.begins, 0)
    if count > LETTERS_AN_HOUR:
        yield Warned(kind="busy_hour", facts={"at": at, "count": count})


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _long_digests(call: Call, log: Log) -> Iterator[Warned]:
    zone = ZoneInfo(call.zone)
    sizes = [(len(told.text.splitlines()), told.at) for told in log.told if told.kind == "digest"]
    lines, at = max(sizes, default=(0, log.begins))
    if lines > LONG_DIGEST:
        yield Warned(kind="long_digest", facts={"lines": lines, "day": at.astimezone(zone).date()})


def _waits(call: Call, checked: Checked) -> Iterator[Warned]:
    """Reminders that could not go when they were due."""
    if checked.nights:
        hour = f"{call.reminding.quiet_until:%H:%M}"
        yield Warned(kind="after_the_night", facts={"count": checked.nights, "hour": hour})
    if checked.asleep:
        yield Warned(kind="asleep", facts={"count": checked.asleep})
    if checked.weeks:
        most = call.reminding.messages_per_week
        yield Warned(kind="over_the_cap", facts={"people": len(checked.weeks), "count": most})


def is_pushed(told: Told) -> bool:
    """Whether a notice comes to somebody: a letter does; news that their chat's card shows do not disturb."""
    return told.channel is not Channel.CHAT or bool(reminded_of(told))
