"""What follows from a letter that did not arrive."""

from __future__ import annotations

import pytest

from core.model.letter import Bounce
from core.model.undelivered import Undelivered
from core.rules.undelivered import Cure, cures, gives_up, is_of_one_letter, why_at, why_of
from tests.support.records import a_participation

U = Undelivered


def test_an_address_is_given_up_where_nothing_else_will_arrive_there() -> None:
    assert [why for why in U if gives_up(why)] == [U.NO_MAILBOX, U.NO_DOMAIN, U.OTHER]


def test_only_a_refusal_is_about_one_letter() -> None:
    assert [why for why in U if is_of_one_letter(why)] == [U.REFUSED]


def test_each_cause_has_its_cure_and_nobody_writes_again_to_a_wrong_address() -> None:
    assert {why: cures(why)[0] for why in U} == {
        U.NO_MAILBOX: Cure.MEND,
        U.NO_DOMAIN: Cure.MEND,
        U.FULL: Cure.SEND_AGAIN,
        U.REFUSED: Cure.SEND_AGAIN,
        U.OTHER: Cure.MEND,
    }
    assert all(Cure.MEND in cures(why) for why in U)
    assert [why for why in U if Cure.SEND_AGAIN not in cures(why)] == [U.NO_MAILBOX, U.NO_DOMAIN]


def test_a_cause_that_nobody_wrote_down_is_another() -> None:
    assert (why_of(a_participation()), why_of(a_participation(undelivered=U.FULL))) == (U.OTHER, U.FULL)


@pytest.mark.parametrize(
    ("blamed", "as_told"),
    [
        ((), True),
        (("Bruno@Example.ORG",), True),
        (("bruno",), True),
        (("other@else.example", "bruno@example.org"), True),
        (("bruno.diaz@else.example",), False),
        (("bruno.diaz@example.org",), False),
    ],
)
def test_where_letters_are_passed_on_to_an_address_that_nobody_has_theirs_is_not_called_wrong(
    blamed: tuple[str, ...], as_told: bool
) -> None:
    found = {why: why_at(Bounce(recipients=blamed, why=why), "typed@example.org", "bruno@example.org") for why in U}
    wrong = {U.NO_MAILBOX, U.NO_DOMAIN}
    assert found == {why: why if as_told or why not in wrong else U.OTHER for why in U}
