"""How much time is left, as whoever reads it counts by their own clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.rules.due.remaining import Left, Unit, time_left, with_time_left

HERE, TOKYO = ZoneInfo("America/Argentina/Cordoba"), ZoneInfo("Asia/Tokyo")
CLOSE = datetime(2025, 8, 25, 3, tzinfo=UTC)
"""The 24th has ended in Argentina; in Tokyo it is noon of the 25th."""


@pytest.mark.parametrize(
    ("now", "zone", "left"),
    [
        ("2025-08-21T10:00-03:00", HERE, Left(Unit.DAYS, 3)),
        ("2025-08-21T23:59:59-03:00", HERE, Left(Unit.DAYS, 3)),
        ("2025-08-23T00:00-03:00", HERE, Left(Unit.TOMORROW)),
        ("2025-08-23T23:59-03:00", HERE, Left(Unit.TOMORROW)),
        ("2025-08-24T00:00-03:00", HERE, Left(Unit.HOURS, 24)),
        ("2025-08-24T21:30-03:00", HERE, Left(Unit.HOURS, 2)),
        ("2025-08-24T23:00-03:00", HERE, Left(Unit.HOURS, 1)),
        ("2025-08-24T23:00:01-03:00", HERE, Left(Unit.LAST_HOUR)),
        ("2025-08-25T00:00-03:00", HERE, None),
        ("2025-08-24T10:00+09:00", TOKYO, Left(Unit.TOMORROW)),
        ("2025-08-25T00:00+09:00", TOKYO, Left(Unit.HOURS, 12)),
        ("2025-08-24T23:59+09:00", TOKYO, Left(Unit.TOMORROW)),
    ],
)
def test_days_are_the_reader_s_and_the_last_hours_are_hours(now: str, zone: ZoneInfo, left: Left | None) -> None:
    assert time_left(CLOSE, datetime.fromisoformat(now), zone) == left


def test_a_night_in_between_makes_no_tomorrow_of_a_few_hours() -> None:
    early = datetime(2025, 8, 25, 12, tzinfo=UTC)  # 9:00 on the 25th in Argentina
    night = datetime(2025, 8, 25, 1, tzinfo=UTC)  # 22:00 on the 24th
    assert time_left(early, night, HERE) == Left(Unit.HOURS, 11)


def test_what_is_told_of_a_thing_bears_the_time_that_is_left_now_and_none_where_none_is() -> None:
    thing = {"kind": "draft", "deadline": CLOSE.isoformat(), "left": {"unit": "days", "count": 3}}
    day = datetime(2025, 8, 23, 13, tzinfo=UTC)
    assert with_time_left(thing, day, HERE) == {**thing, "left": {"unit": "tomorrow", "count": 1}}
    bare = {"kind": "draft", "deadline": CLOSE.isoformat()}
    assert with_time_left(thing, CLOSE, HERE) == bare
    assert with_time_left({"kind": "task", "deadline": None}, day, HERE) == {"kind": "task", "deadline": None}
