"""Dates of a call: whole days with both ends, hours, relative and unknown dates, and clocks that change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.call.dates import shift
from core.call.definition import Moment
from core.call.shipped import shipped_call, shipped_ids
from tests.core.call.tiny import call_of, line_of, tiny, told

CLOSE = 'at = 2025-08-24\nname.es = "Cierre"'
LATER = '[dates.results]\nat = "submission_closes + 1d"\nname.es = "x"\n'


def moment(written: str, *, key: str = "submission_closes", zone: str = "America/Argentina/Cordoba") -> Moment:
    more = f'[dates.{key}]\nat = {written}\nname.es = "x"\n' if key != "submission_closes" else ""
    changes = [('zone = "America/Argentina/Cordoba"', f'zone = "{zone}"'), ("at = 2025-07-29", "at = 2001-01-01")]
    if key == "submission_closes":
        changes.append((CLOSE, f'at = {written}\nname.es = "Cierre"'))
    return call_of(tiny(*changes, more=more)).moments[key]


def test_a_window_includes_both_its_days_whole() -> None:
    call = call_of(tiny())
    opens, closes = call.moments["submission_opens"], call.moments["submission_closes"]
    assert opens.at is not None
    assert closes.at is not None
    assert opens.at.isoformat() == "2025-07-29T00:00:00-03:00"
    assert closes.at.isoformat() == "2025-08-25T00:00:00-03:00"
    assert (closes.day, closes.whole_day, closes.written) == (date(2025, 8, 24), True, "2025-08-24")


@pytest.mark.parametrize(
    ("key", "ends"),
    [
        ("review_opens", False),
        ("results", False),
        ("review_closes", True),
        ("camp_ends", True),
        ("last_deadline", True),
    ],
)
def test_what_closes_ends_or_is_a_deadline_includes_its_day(key: str, ends: bool) -> None:
    found = moment("2025-09-10", key=key)
    assert found.at == datetime(2025, 9, 11 if ends else 10, 3, tzinfo=UTC)
    assert found.day == date(2025, 9, 10)


def test_the_file_may_say_otherwise() -> None:
    more = '[dates.freeze]\nat = 2025-09-10\nend_of_day = true\nname.es = "x"\n'
    assert call_of(tiny(more=more)).moments["freeze"].at == datetime(2025, 9, 11, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2025-08-24T18:30:00", datetime(2025, 8, 24, 21, 30, tzinfo=UTC)),
        ("2025-08-24T23:59:59Z", datetime(2025, 8, 24, 23, 59, 59, tzinfo=UTC)),
        ("2025-08-24T23:59:59+02:00", datetime(2025, 8, 24, 21, 59, 59, tzinfo=UTC)),
        ('"2025-08-24T18:30"', datetime(2025, 8, 24, 21, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_is_read_in_the_zone_of_the_call_unless_it_names_its_own(written: str, utc: datetime) -> None:
    begins, ends = moment(written, key="camp"), moment(written)
    assert begins.at == begins.last_second == ends.last_second == utc
    assert begins.at is not None
    assert begins.at.utcoffset() == timedelta(hours=-3)


@pytest.mark.parametrize(
    ("written", "first_instant_after"),
    [
        ("2025-08-24T18:30:00", "2025-08-24T18:30:01-03:00"),
        ("2025-08-24T18:30:00.7", "2025-08-24T18:30:01-03:00"),
        ("2025-08-24T23:59:59", "2025-08-25T00:00:00-03:00"),
        ("2025-08-24T23:59:59Z", "2025-08-24T21:00:00-03:00"),
        ("2025-08-24", "2025-08-25T00:00:00-03:00"),
        ('"2025-08-24"', "2025-08-25T00:00:00-03:00"),
    ],
)
def test_an_end_includes_the_day_or_the_second_that_it_names(written: str, first_instant_after: str) -> None:
    found = moment(written)
    assert found.at is not None
    assert (found.at.isoformat(), found.day, found.ends) == (first_instant_after, date(2025, 8, 24), True)
    last = found.at.astimezone(UTC) - timedelta(seconds=1)
    assert found.last_second == last


def test_an_end_may_stop_where_its_day_begins() -> None:
    closes = call_of(tiny((CLOSE, f"{CLOSE}\nend_of_day = false"), more=LATER)).moments
    assert closes["submission_closes"].at == datetime(2025, 8, 24, 3, tzinfo=UTC)
    assert closes["submission_closes"].day == date(2025, 8, 23)
    assert closes["results"].day == date(2025, 8, 25)


def test_the_last_second_of_a_day_whose_midnight_the_clocks_skip() -> None:
    found = moment("2025-09-06", zone="America/Santiago")
    assert found.last_second is not None
    assert found.last_second.isoformat() == "2025-09-06T23:59:59-04:00"


@pytest.mark.parametrize(
    ("zone", "day", "first_instant"),
    [
        ("America/Santiago", "2025-09-07", datetime(2025, 9, 7, 4, tzinfo=UTC)),  # midnight does not exist there
        ("America/Havana", "2025-11-02", datetime(2025, 11, 2, 4, tzinfo=UTC)),  # midnight happens twice
        ("America/New_York", "2025-03-09", datetime(2025, 3, 9, 5, tzinfo=UTC)),
        ("America/Argentina/Cordoba", "2025-08-24", datetime(2025, 8, 24, 3, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_its_first_instant(zone: str, day: str, first_instant: datetime) -> None:
    found = moment(day, key="results", zone=zone).at
    assert found is not None
    assert found.astimezone(UTC) == first_instant


def test_an_hour_that_the_clocks_skip_is_the_first_one_after() -> None:
    found = moment("2025-09-07T00:30:00", key="camp", zone="America/Santiago")
    assert found.at == datetime(2025, 9, 7, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ('"submission_closes + 15d"', date(2025, 9, 8)),
        ('"submission_closes+2w"', date(2025, 9, 7)),
        ('"submission_opens - 1d"', date(2025, 7, 28)),
        ('"early-bird + 3w"', date(2025, 8, 22)),
        ('"early-bird-2d"', date(2025, 7, 30)),
    ],
)
def test_a_relative_date_counts_days_of_the_calendar(written: str, day: date) -> None:
    early = '[dates.early-bird]\nat = 2025-08-01\nname.es = "x"\n'
    call = call_of(tiny(more=f'{early}[dates.results]\nat = {written}\nname.es = "x"\n'))
    found = call.moments["results"]
    assert (found.day, found.whole_day, found.written) == (day, True, written.strip('"'))


def test_a_relative_date_keeps_the_hour_where_the_clocks_change() -> None:
    text = tiny(
        ('zone = "America/Argentina/Cordoba"', 'zone = "America/New_York"'),
        (CLOSE, 'at = 2025-10-31T17:00:00\nname.es = "Cierre"'),
        more='[dates.results]\nat = "submission_closes + 3d"\nname.es = "x"\n',
    )
    results = call_of(text).moments["results"].at
    assert results is not None
    assert results.isoformat() == "2025-11-03T17:00:00-05:00"


def test_a_date_relative_to_an_unknown_one_is_unknown() -> None:
    found = call_of(tiny(more='[dates.x]\nat = "event_ends + 5d"\nname.es = "x"\n')).moments["x"]
    assert (found.at, found.day, found.written) == (None, None, "event_ends + 5d")


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2025-02-30", "impossible_date"),
        ("2025-13-01", "impossible_date"),
        ('"2025-02-30"', "impossible_date"),
        ('"soon"', "not_a_date"),
        ("7", "not_a_date"),
        ("10:00:00", "not_a_date"),
        ('"nothing + 3d"', "unknown_reference"),
        ('"submission_closes + 3d"', "date_cycle"),
        ('"submission_opens - 9w"', "closes_before_opens"),
        ('"submission_opens - 9999w"', "closes_before_opens"),
        ("0001-01-01", "closes_before_opens"),
        ("9999-12-31", "impossible_date"),
        ("2025-07-28", "closes_before_opens"),
        ("2025-07-29T00:00:00", "closes_before_opens"),
        ("9999-12-31T23:59:59Z", "impossible_date"),
    ],
)
def test_a_date_that_cannot_be_is_told_with_its_line(written: str, problem: str) -> None:
    text = tiny((CLOSE, f'at = {written}\nname.es = "Cierre"'))
    line = line_of(text, f'at = {written}\nname.es = "Cierre"')
    assert told(text) == [("dates.submission_closes.at", line, problem)]


def test_dates_that_lean_on_one_another_are_told_once() -> None:
    more = "".join(
        f'[dates.{key}]\nat = "{other} + 1d"\nname.es = "x"\n' for key, other in [("a", "b"), ("b", "c"), ("c", "a")]
    )
    text = tiny(more=more)
    assert told(text) == [("dates.c.at", line_of(text, 'at = "a + 1d"'), "date_cycle")]


def test_the_four_dates_that_everything_hangs_on_may_be_unknown_but_not_absent() -> None:
    text = tiny(('[dates.event_ends]\nat = "unknown"\nname.es = "Fin"\n', ""))
    assert told(text) == [("dates.event_ends", line_of(text, "[dates.submission_opens]"), "missing_key")]


def at_hour(near: datetime, hour: time) -> datetime:
    """Return when the clocks show an hour on a day, or the hour after it where they skip it."""
    assert near.tzinfo is not None
    return datetime.combine(near.date(), hour, near.tzinfo).astimezone(UTC).astimezone(near.tzinfo)


@example(days=-2682, call_id="fib")  # São Paulo had no midnight on that 15 October
@example(days=-2556, call_id="fib")  # and showed the last hour before that 18 February twice
@given(days=st.integers(-4000, 4000), call_id=st.sampled_from(shipped_ids()))
def test_a_moved_call_keeps_what_is_between_its_days(days: int, call_id: str) -> None:
    call = shipped_call(call_id)
    moved = shift(call, days)
    for key, before in call.moments.items():
        after = moved.moments[key]
        if before.at is None or before.day is None:
            assert after == before
            continue
        assert after.at is not None
        assert after.last_second is not None
        assert before.last_second is not None
        assert after.day == before.day + timedelta(days=days)
        assert after.last_second == at_hour(after.last_second, before.last_second.time())
        if after.at.fold:  # the clocks show the last second twice: the first time counts
            assert after.at.astimezone(UTC) == after.last_second.astimezone(UTC) + timedelta(seconds=1)
            continue
        assert after.at == at_hour(after.at, before.at.time())
        assert (after.at.date() - after.day) == (before.at.date() - before.day)
    assert {key: item.at for key, item in shift(moved, -days).moments.items()} == {
        key: item.at for key, item in call.moments.items()
    }


def test_a_moved_end_still_includes_its_last_second() -> None:
    closes = shift(shipped_call("igf-2023"), 10).moments["submission_closes"]
    assert (closes.at, closes.day) == (datetime(2023, 5, 30, tzinfo=UTC), date(2023, 5, 29))
    assert closes.written == "2023-05-29T23:59:59+00:00"


def test_a_moved_call_changes_nothing_else() -> None:
    call = shipped_call("lacigf-2025")
    assert shift(call, 0).moments["submission_closes"] == call.moments["submission_closes"]
    assert shift(call, 30).rules == call.rules
