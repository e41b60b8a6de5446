"""How much time there is until a deadline, as people count it by their own clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

_INSTANT = timedelta(microseconds=1)
_HOUR = timedelta(hours=1)
SOON = timedelta(hours=12)
"""From here on it is counted in hours, whether or not a night lies in between."""


class Unit(StrEnum):
    """In what the time is counted."""

    DAYS = "days"
    TOMORROW = "tomorrow"
    """The last day is the next one."""
    HOURS = "hours"
    LAST_HOUR = "last_hour"


@dataclass(frozen=True, slots=True)
class Left:
    """So many whole days or hours; 1 of a unit that is not counted."""

    unit: Unit
    count: int = 1


def time_left(deadline: datetime, now: datetime, zone: ZoneInfo) -> Left | None:
    """Return the time until a deadline, the first instant that is too late; None once it has come.

    Days are those of the calendar in the reader's zone, up to the last one that counts.
    """
    rest = deadline - now
    if rest <= timedelta():
        return None
    days = ((deadline - _INSTANT).astimezone(zone).date() - now.astimezone(zone).date()).days
    if days > 0 and rest >= SOON:
        return Left(Unit.TOMORROW) if days == 1 else Left(Unit.DAYS, days)
    hours = rest // _HOUR
    return Left(Unit.HOURS, hours) if hours else Left(Unit.LAST_HOUR)


def with_time_left(item: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Return what a notice tells of one thing (plain JSON) with the time `left` as it is now, where it has any."""
    rest = {key: value for key, value in item.items() if key != "left"}
    deadline = item.get("deadline")
    found = time_left(datetime.fromisoformat(deadline), now, zone) if deadline else None
    return {**rest, "left": {"unit": str(found.unit), "count": found.count}} if found else rest
