"""A call as it stands for one proposal: its close moved, where the secretariat gave that one more time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.call.dates import start_of
from core.call.definition import Call, Moment
from core.model.records import ProposalRecord

CLOSE = "submission_closes"
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def as_it_stands_for(call: Call, record: ProposalRecord) -> Call:
    """Return the call whose close is the one that holds for this proposal: the later of the call's and its own.

    Nothing else moves: what leans on the close in the calendar belongs to everybody.
    """
    end = call.moments.get(CLOSE)
    if end is None or end.at is None or record.extended_to is None or record.extended_to <= end.at:
        return call
    return replace(call, moments={**call.moments, CLOSE: closing_at(end, record.extended_to, call.zone)})


def closing_at(end: Moment, at: datetime, zone: str) -> Moment:
    """Return an end of the call as if it fell at `at`, the first instant after it."""
    local = at.astimezone(ZoneInfo(zone))
    last = (at.astimezone(UTC) - _SECOND).astimezone(ZoneInfo(zone))
    whole = last.date() != local.date()
    written = last.date().isoformat() if whole else last.isoformat()
    return replace(end, at=local, day=last.date(), whole_day=whole, ends=True, written=written, end_of_day=None)


def close_of(call: Call) -> datetime | None:
    """Return the first instant after the call's close, in UTC.

    Closes are compared across zones, and Python holds moments of two zones for unequal, whatever they are, where one of
    them falls into an hour that its clocks show twice.
    """
    at = call.moments[CLOSE].at
    return at.astimezone(UTC) if at else None


def close_for(close: datetime | None, record: ProposalRecord) -> datetime | None:
    """Return the first instant after the close that holds for a proposal where the call's close is `close`."""
    own = record.extended_to
    return own if close is not None and own is not None and own > close else close


def close_told(written: str | None, zone: str) -> datetime | None:
    """Return the first instant after a close that was told so (`core.call.comparing.told`: a day, or a last second)."""
    if written is None:
        return None
    if len(written) == len(date.min.isoformat()):
        return start_of(date.fromisoformat(written) + _DAY, ZoneInfo(zone)).astimezone(UTC)
    return datetime.fromisoformat(written).astimezone(UTC) + _SECOND
