"""Whose orders are heard: one person's own address, of the secretariat, with a pass and nothing less."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.dialogue.reading.orders import read_order
from core.model.letter import Dmarc, LetterKind, Reading
from core.model.order import GivenOrder, OrderState, Verb
from core.rules.orders import UNDO_LIFE, NotDone, NotHeard, why_not_confirmed, why_not_heard, why_not_undone, wish_of
from tests.support.records import NOON, a_person

MESA = a_person("mesa")
THEIRS = Reading(kind=LetterKind.REPLY, sender="MESA@example.org", dmarc=Dmarc.PASS)
GIVEN = GivenOrder(
    person_id="mesa", batch=1, position=0, verb=Verb.HOLD, state=OrderState.DONE, given_at=NOON, changed_at=NOON
)  # fmt: skip


def heard(
    reading: Reading = THEIRS, *, secretariat: tuple[str, ...] = ("Mesa@Example.org",), checks: bool = True
) -> NotHeard | None:
    return why_not_heard(MESA, reading, secretariat=secretariat, checks_senders=checks)


def test_a_letter_of_their_own_with_a_pass_is_heard() -> None:
    assert heard() is None


@pytest.mark.parametrize("verdict", [Dmarc.NONE, Dmarc.FAIL])
def test_anything_less_than_a_pass_is_not(verdict: Dmarc) -> None:
    assert heard(replace(THEIRS, dmarc=verdict)) is NotHeard.DMARC


@pytest.mark.parametrize("sender", [None, "other@example.org", "mesa@example.org.evil.example"])
def test_nobody_elses_is(sender: str | None) -> None:
    assert heard(replace(THEIRS, sender=sender)) is NotHeard.OTHER_SENDER


def test_who_left_the_secretariat_is_not_and_that_comes_before_all_else() -> None:
    assert heard(replace(THEIRS, sender="x@evil.example"), secretariat=()) is NotHeard.FORMER


def test_a_pass_that_nobody_of_ours_gave_is_none() -> None:
    assert heard(checks=False) is NotHeard.NOT_CHECKED


@pytest.mark.parametrize(
    ("state", "after", "undone", "confirmed"),
    [
        (OrderState.DONE, UNDO_LIFE, None, NotDone.DONE_ALREADY),
        (OrderState.ASKED, UNDO_LIFE, None, None),
        (OrderState.ASKED, UNDO_LIFE + timedelta(seconds=1), NotDone.TOO_LATE, NotDone.TOO_LATE),
        (OrderState.DONE, UNDO_LIFE + timedelta(seconds=1), NotDone.TOO_LATE, NotDone.DONE_ALREADY),
        (OrderState.UNDONE, timedelta(), NotDone.UNDONE_ALREADY, NotDone.UNDONE_ALREADY),
    ],
)
def test_an_order_is_undone_or_confirmed_within_a_week_and_once(
    state: OrderState, after: timedelta, undone: NotDone | None, confirmed: NotDone | None
) -> None:
    given = replace(GIVEN, state=state)
    assert (why_not_undone(given, NOON + after), why_not_confirmed(given, NOON + after)) == (undone, confirmed)


def wished(*lines: str) -> str | None:
    return wish_of([read_order(line) for line in lines])


def test_a_wish_is_the_same_however_it_is_written() -> None:
    for one, other in (
        ("extend 2 days 17 23", "Prorrogar 2 días 23, 17"),
        ("hold 7", "  RETENER n.º 7"),
        ("note 7 room  B", "Nota 7: Room B"),
    ):
        assert wished(one) == wished(other) is not None


@pytest.mark.parametrize(
    "other", [("hold 7",), ("extend 2 days 17", "hold 7"), ("extend 3 days 17",), ("extend 2 days 17: why",)]
)
def test_other_lines_are_another_wish(other: tuple[str, ...]) -> None:
    assert wished("extend 2 days 17") != wished(*other)


@pytest.mark.parametrize("lines", [(), ("undo",), ("sí",), ("hold 7", "what?")])
def test_what_does_nothing_or_does_its_work_once_anyway_is_no_wish(lines: tuple[str, ...]) -> None:
    assert wished(*lines) is None
