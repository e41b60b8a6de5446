"""When people do things: by day, in their own zone, on the hour, so that one moment serves several."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

GRID = timedelta(hours=1)
WAKES, SLEEPS = 8, 23
"""Hours of the day."""


def on_grid(moment: datetime) -> datetime:
    """Return the next moment on the grid, which the hour begins."""
    over = timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not over else moment - over + GRID


def awake(moment: datetime, zone: str, chance: random.Random) -> datetime:
    """Return the moment, or some time of the next morning where somebody sleeps then."""
    local = moment.astimezone(ZoneInfo(zone))
    if local.hour < WAKES or local.hour >= SLEEPS:
        days = 1 if local.hour >= SLEEPS else 0
        hours = WAKES + chance.randrange(4)
        morning = local.replace(hour=hours, minute=0, second=0, microsecond=0)
        local = morning + timedelta(days=days)
    return on_grid(local.astimezone(moment.tzinfo))
