"""Wall clocks and instants: hours that a zone skips or has twice, and where quiet hours end.

All instants come and go in UTC: adding to a moment in another zone would move its wall clock, not the time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.call.definition import Reminding

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def instant_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Return when a zone's clocks first show an hour on a day, or else jump over it."""
    wall = datetime.combine(day, hour)
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    # Of an hour that does not exist, the reading by the old clock comes after the one by the new clock.
    return first if first <= second else _turn(second, first, zone)


def quiet_until(now: datetime, reminding: Reminding, zone: ZoneInfo) -> datetime:
    """Return `now` where it is no quiet hour in a zone, else the first instant after it that is none."""
    while is_quiet(now, reminding, zone):
        wall = now.astimezone(zone)
        end = datetime.combine(wall.date(), reminding.quiet_until)
        ahead = (end - wall.replace(tzinfo=None)) % _DAY
        then = now.astimezone(UTC) + ahead
        # Where the clocks change on the way, what they show then decides how it goes on.
        now = then if then.astimezone(zone).utcoffset() == wall.utcoffset() else _turn(now, then, zone)
    return now.astimezone(UTC)


def is_quiet(now: datetime, reminding: Reminding, zone: ZoneInfo) -> bool:
    """Whether nobody who lives by the zone is to be disturbed."""
    return reminding.is_quiet(now.astimezone(zone).time())


def _turn(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant after `before`, up to `after`, at which a zone's clocks go as they do at `after`."""
    # Clocks change on whole seconds.
    before, after = (moment.astimezone(UTC).replace(microsecond=0) for moment in (before, after))
    goal = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == goal:
            after = middle
        else:
            before = middle
    return after
