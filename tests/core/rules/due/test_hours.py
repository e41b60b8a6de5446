"""Clocks that skip hours, or show them twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.call.definition import Reminding
from core.rules.due.hours import instant_of, quiet_until
from tests.core.rules.due.naive import DAY, shows
from tests.core.rules.due.plays import NIGHTS

SECOND = timedelta(seconds=1)
HOURS = st.sampled_from([time(hour, minute) for hour in (0, 1, 2, 3, 8, 10, 21, 23) for minute in (0, 15, 30)])


@pytest.mark.parametrize(
    ("zone", "day", "hour", "instant"),
    [
        ("Europe/Madrid", date(2025, 8, 24), time(10), "2025-08-24T08:00"),
        ("America/Santiago", date(2025, 9, 7), time(0), "2025-09-07T04:00"),  # becomes 01:00
        ("America/Santiago", date(2025, 9, 7), time(0, 30), "2025-09-07T04:00"),
        ("America/Santiago", date(2026, 4, 4), time(23, 30), "2026-04-05T02:30"),  # the first of two
        ("Europe/Madrid", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00"),
        ("Europe/Madrid", date(2025, 10, 26), time(2, 30), "2025-10-26T00:30"),
        ("Australia/Lord_Howe", date(2025, 10, 5), time(2, 15), "2025-10-04T15:30"),
        ("Pacific/Apia", date(2011, 12, 30), time(10), "2011-12-30T10:00"),  # no such day: the next one begins
    ],
)
def test_an_hour_is_when_clocks_first_show_it_or_jump_over_it(zone: str, day: date, hour: time, instant: str) -> None:
    assert instant_of(day, hour, ZoneInfo(zone)) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@given(st.sampled_from(NIGHTS), st.integers(-2, 2), HOURS)
def test_hours_are_what_the_walls_show(night: tuple[str, date], days: int, hour: time) -> None:
    zone, day = night
    assert instant_of(day + days * DAY, hour, ZoneInfo(zone)) == shows(zone, day + days * DAY, hour)


@settings(deadline=None)
@given(st.sampled_from(NIGHTS), st.integers(-200, 200), HOURS, HOURS)
def test_quiet_hours_end_at_the_first_instant_that_is_not_quiet(
    night: tuple[str, date], quarters: int, begins: time, ends: time
) -> None:
    rules, zone = Reminding(quiet_from=begins, quiet_until=ends), ZoneInfo(night[0])
    now = datetime.combine(night[1], time(), UTC) + quarters * timedelta(minutes=15)
    awake = now
    while rules.is_quiet(awake.astimezone(zone).time()):
        awake += timedelta(minutes=15)
    assert quiet_until(now, rules, zone) == awake


def test_the_end_of_quiet_hours_does_not_depend_on_the_zone_in_which_one_asks() -> None:
    night = datetime(2025, 9, 7, 3, 59, 59, tzinfo=UTC)
    found = quiet_until(night.astimezone(ZoneInfo("Asia/Tokyo")), Reminding(), ZoneInfo("America/Santiago"))
    assert found == datetime(2025, 9, 7, 11, tzinfo=UTC)


def test_a_night_in_which_an_hour_comes_twice_is_an_hour_longer() -> None:
    zone, evening = ZoneInfo("America/Santiago"), datetime(2026, 4, 5, 0, 0, tzinfo=UTC)
    assert quiet_until(evening - SECOND, Reminding(), zone) == evening - SECOND
    assert quiet_until(evening, Reminding(), zone) == datetime(2026, 4, 5, 12, tzinfo=UTC)
    back = Reminding(quiet_from=time(23, 30), quiet_until=time(8))
    assert quiet_until(datetime(2026, 4, 5, 2, 45, tzinfo=UTC), back, zone) == datetime(2026, 4, 5, 3, tzinfo=UTC)
