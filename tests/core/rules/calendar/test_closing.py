"""When a close that moved is told, and as what, to whoever knew another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.rules.calendar.closing import HURRY, LONGEST, OWN_MOVE, SETTLING, How, Move, news_of, told_from

NOON = datetime(2025, 8, 20, 12, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CLOSE = NOON + 4 * DAY


def a_move(after: timedelta = timedelta(), knew: datetime | None = CLOSE, what: str = "2") -> Move:
    return Move(at=NOON + after, what=what, knew=knew)


@pytest.mark.parametrize(
    ("knew", "close", "how"),
    [
        (CLOSE, CLOSE + DAY, How.LATER),
        (CLOSE, CLOSE - DAY, How.EARLIER),
        (CLOSE, CLOSE, None),
        (CLOSE, None, None),
        (None, CLOSE, How.EARLIER),
        (NOON - DAY, CLOSE, How.REOPENED),
        (NOON, CLOSE, How.REOPENED),
        (NOON + MINUTE, CLOSE, How.LATER),
        (CLOSE, NOON - DAY, How.EARLIER),
        (NOON - DAY, NOON - 2 * DAY, None),
        (NOON - 2 * DAY, NOON - DAY, None),
    ],
)
def test_what_is_told_is_what_is_in_force_against_what_was_known(
    knew: datetime | None, close: datetime | None, how: How | None
) -> None:
    assert news_of([a_move(knew=knew)], close, close, NOON + SETTLING) == how


def test_of_several_moves_what_was_known_before_the_first_counts() -> None:
    there_and_back = [a_move(), a_move(MINUTE, knew=CLOSE + DAY)]
    assert news_of(there_and_back, CLOSE, CLOSE, NOON + SETTLING) is None
    assert news_of(there_and_back, CLOSE - DAY, CLOSE - DAY, NOON + SETTLING) is How.EARLIER


def test_more_time_of_its_own_is_told_as_such_and_less_as_an_earlier_close() -> None:
    own = [a_move(what=OWN_MOVE)]
    assert [news_of(own, CLOSE + days * DAY, CLOSE - DAY, NOON) for days in (1, -1)] == [How.OWN, How.EARLIER]
    assert news_of([a_move(knew=NOON - DAY, what=OWN_MOVE)], CLOSE, NOON - DAY, NOON) is How.OWN


def test_time_of_its_own_that_everybody_got_meanwhile_is_told_like_everybodys() -> None:
    later = CLOSE + DAY
    assert news_of([a_move(what=OWN_MOVE), a_move(MINUTE)], later, later, NOON) is How.LATER
    assert news_of([a_move(knew=NOON - DAY, what=OWN_MOVE), a_move(MINUTE)], later, later, NOON) is How.REOPENED


def test_moves_are_told_once_the_last_has_settled_however_many_follow_one_another() -> None:
    moves = [a_move(minutes * MINUTE) for minutes in range(0, 40, 4)]
    assert told_from(moves[:1], CLOSE) == NOON + SETTLING
    assert told_from(moves[:2], CLOSE) == NOON + 4 * MINUTE + SETTLING
    assert told_from(moves, CLOSE) == NOON + LONGEST


def test_a_close_within_the_hour_is_told_at_once() -> None:
    moves = [a_move(MINUTE)]
    at = moves[0].at
    assert [told_from(moves, close) for close in (at + HURRY - MINUTE, at + HURRY, at - MINUTE)] == [
        at, at + SETTLING, at + SETTLING,
    ]  # fmt: skip


def test_who_hurries_for_a_close_within_the_hour_is_told_at_once_that_there_is_more_time() -> None:
    assert [told_from([a_move(knew=NOON + ahead)], CLOSE) for ahead in (HURRY - MINUTE, HURRY, -MINUTE)] == [
        NOON, NOON + SETTLING, NOON + SETTLING,
    ]  # fmt: skip


def test_moves_wait_while_the_close_is_unknown_and_settle_once_it_is_known_again() -> None:
    lost, found = a_move(), a_move(DAY, knew=None)
    assert told_from([lost], None) is None
    assert told_from([lost, found], CLOSE) == found.at + SETTLING
