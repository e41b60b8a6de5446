"""Moving a date of the call, or the close of one proposal: what would come of it, and why it is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.call.dates import redated
from core.call.definition import Call, Moment
from core.model.records import ProposalRecord, ProposalState
from core.rules.calendar.standing import CLOSE, as_it_stands_for
from core.rules.window import is_closed

MOST_DAYS = 120
"""From where a date stands to where one extension may put it: more is a slip of the hand."""


class Why(StrEnum):
    """Why a date is not moved."""

    NO_SUCH_DATE = "no_such_date"
    STILL_UNKNOWN = "still_unknown"
    NOT_A_DATE = "not_a_date"
    PAST = "past"
    EARLIER = "earlier"
    """Nobody said that it is meant to come earlier."""
    SAME = "same"
    TOO_FAR = "too_far"
    OUT_OF_ORDER = "out_of_order"
    """Something would end before it begins."""
    NO_REASON = "no_reason"
    NO_SUCH_PROPOSAL = "no_such_proposal"
    WITHDRAWN = "withdrawn"
    NOTHING_TO_TAKE_BACK = "nothing_to_take_back"


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed. `facts` are those of the words: dates, names, numbers."""

    why: Why
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """A date before and after."""

    before: Moment
    after: Moment


@dataclass(frozen=True, slots=True)
class Plan:
    """A date moved: the call as it would be, everything that moves (the date itself first), and what to think of."""

    call: Call
    moved: tuple[Moved, ...]
    written: str
    """The new date as a call file has it."""
    overtaken: tuple[Moment, ...]
    """Dates that came after it and would now come before it."""
    reopens: bool
    """Whether what was closed for sending would be open again."""


def plan_extension(
    call: Call, key: str, now: datetime, *, to: str | None = None, days: int | None = None, shorten: bool = False
) -> Plan | Refused:
    """Plan to move a date `to` a day or an hour as a call file has them, or by `days`.

    Days are counted from where the date stands, of a date that has passed from today. With `shorten` it may come
    earlier, though never to lie in the past.
    """
    before = call.moments.get(key)
    if before is None:
        return Refused(Why.NO_SUCH_DATE, {"asked": key, "known": tuple(call.moments)})
    if before.at is None or before.day is None:
        return Refused(Why.STILL_UNKNOWN, {"date": before.name})
    if days is not None and abs(days) > MOST_DAYS:
        return Refused(Why.TOO_FAR, {"maximum": MOST_DAYS})
    written = to.strip() if to is not None else _later(before, days or 0, call.zone, now)
    if not _is_absolute(written):
        return Refused(Why.NOT_A_DATE, {"written": written[:60]})
    changed = redated(call, {key: written})
    if not isinstance(changed, Call):
        flaw = changed[0]
        bad = flaw.problem in {"not_a_date", "impossible_date"}
        return Refused(Why.NOT_A_DATE, {"written": written[:60]}) if bad else Refused(Why.OUT_OF_ORDER, {**flaw.facts})
    return _refusal(before, changed.moments[key], now, shorten=shorten) or _plan(call, changed, key, written, now)


def plan_own(call: Call, record: ProposalRecord, days: int, now: datetime) -> datetime | Refused:
    """Return until when one proposal may be sent that gets `days` more, counted as `plan_extension` counts them.

    What is returned is the first instant at which it can't be sent any more.
    """
    if record.state is ProposalState.WITHDRAWN:
        return Refused(Why.WITHDRAWN, {"number": record.number or 0})
    if not 1 <= days <= MOST_DAYS:
        return Refused(Why.TOO_FAR, {"maximum": MOST_DAYS})
    own = as_it_stands_for(call, record)
    planned = plan_extension(own, CLOSE, now, days=days)
    if isinstance(planned, Refused):
        return planned
    at = planned.call.moments[CLOSE].at
    assert at is not None  # noqa: S101 - a date that was moved is known
    return at.astimezone(UTC)


def moved_between(call: Call, other: Call) -> tuple[Moved, ...]:
    """Return the dates that stand elsewhere in another version of a call, in the call's order."""
    pairs = [(item, other.moments[item.key]) for item in call.moments.values()]
    return tuple(Moved(was, will) for was, will in pairs if was.at != will.at)


def _refusal(before: Moment, after: Moment, now: datetime, *, shorten: bool) -> Refused | None:
    if before.at is None or after.at is None:
        return Refused(Why.STILL_UNKNOWN, {"date": before.name})
    facts: dict[str, object] = {"date": before.name, "before": before, "after": after}
    if after.at == before.at:
        return Refused(Why.SAME, facts)
    if after.at <= now:
        return Refused(Why.PAST, facts)
    if after.at < before.at and not shorten:
        return Refused(Why.EARLIER, facts)
    if after.at - max(before.at, now) > timedelta(days=MOST_DAYS + 1):
        return Refused(Why.TOO_FAR, {"maximum": MOST_DAYS})
    return None


def _plan(call: Call, changed: Call, key: str, written: str, now: datetime) -> Plan:
    pairs = [(item, changed.moments[item.key]) for item in call.moments.values()]
    before, after = call.moments[key], changed.moments[key]
    overtaken = tuple(will for was, will in pairs if was != before and _passed_by(was, will, before, after))
    return Plan(
        call=changed,
        moved=tuple(sorted(moved_between(call, changed), key=lambda item: item.after.key != key)),
        written=written,
        overtaken=overtaken,
        reopens=is_closed(call, now) and not is_closed(changed, now),
    )


def _passed_by(was: Moment, will: Moment, before: Moment, after: Moment) -> bool:
    """Whether a date that came after another comes before it now."""
    came, comes, stood, stands = (item.last_second for item in (was, will, before, after))
    return bool(came and comes and stood and stands and came >= stood and comes < stands)


def _later(before: Moment, days: int, zone: str, now: datetime) -> str:
    """Return a date so many days later, as a call file has it."""
    named = before.last_second
    assert named is not None  # noqa: S101 - whoever asks has looked
    assert before.day is not None  # noqa: S101
    local, today = named.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    passed = before.at is not None and before.at <= now
    day = (max(before.day, today) if passed else before.day) + timedelta(days=days)
    if before.whole_day:
        return day.isoformat()
    return datetime.combine(day, local.time()).isoformat()


def _is_absolute(written: str) -> bool:
    try:
        date.fromisoformat(written[: len("2025-08-24")])
    except ValueError:
        return False
    return True
