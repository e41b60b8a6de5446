"""What fails at every tick is told at first, once an hour, and where it fails in another way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from core.rules.failing import Failing, failed

NOON = datetime(2025, 8, 20, 12, tzinfo=UTC)


def told(*failures: tuple[int, str]) -> Sequence[tuple[int, int]]:
    """The minutes of those failures that are told, each with how many there were until then."""
    state: Failing | None = None
    found = []
    for minute, kind in failures:
        state, is_told = failed(state, kind, NOON + timedelta(minutes=minute))
        found += [(minute, state.times)] if is_told else []
    return found


def test_of_one_that_fails_every_minute_the_first_is_told_and_one_an_hour_with_how_many_there_were() -> None:
    assert told(*((minute, "KeyError") for minute in range(181))) == [(0, 1), (60, 61), (120, 121), (180, 181)]


def test_another_failure_is_told_at_once_and_both_in_turns_are_not_told_each_time() -> None:
    kinds = ["KeyError", "KeyError", "OSError", "KeyError", "OSError"]
    assert told(*enumerate(kinds)) == [(0, 1), (2, 3)]


def test_a_clock_that_is_set_back_hides_no_failure() -> None:
    assert told((0, "KeyError"), (-60, "KeyError"), (-59, "KeyError")) == [(0, 1), (-60, 2)]


def test_it_is_known_since_when_and_whether_it_just_began() -> None:
    first, _ = failed(None, "KeyError", NOON)
    second, _ = failed(first, "OSError", NOON + timedelta(minutes=1))
    assert [(state.since, state.is_first) for state in (first, second)] == [(NOON, True), (NOON, False)]
