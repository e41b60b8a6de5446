"""Whose letter of orders is heard, and what comes of one that is not all plain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from core.model.letter import Dmarc, LetterKind
from core.rules.orders import MOST_ANSWERED
from tests.core.usecases.ordering.office import MESA, Office, came


async def is_untouched(office: Office, proposal_id: str) -> bool:
    record = await office.record(proposal_id)
    return (record.held_at, record.extended_to) == (None, None) and not await office.log("office_note")


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        ({"sender": "mallory@evil.example"}, "other_sender"),
        ({"sender": None}, "other_sender"),
        ({"sender": "otra@lacigf.test"}, "other_sender"),
        ({"dmarc": Dmarc.NONE}, "dmarc"),
        ({"dmarc": Dmarc.FAIL}, "dmarc"),
    ],
)
async def test_a_letter_that_may_be_anybodys_does_nothing_and_the_secretary_is_told_once_a_day(
    office: Office, seven: str, reading: Mapping[str, Any], why: str
) -> None:
    office.desk.secretariat = (MESA, "otra@lacigf.test")
    for _ in range(3):
        assert await office.orders("hold 7", "note 7 x", **reading) == {}
    assert await is_untouched(office, seven)
    (told,) = [letter for letter in await office.mail() if letter.kind == "orders_unheard"]
    assert (told.address, told.facts["why"], told.in_reply_to) == (MESA, why, None)
    lines = await office.log("letter_without_effect")
    assert [line.facts["why"] for line in lines] == [why] * 3
    office.clock.move(days=1)
    await office.orders("hold 7", **reading)
    assert [letter.kind for letter in await office.mail(MESA)].count("orders_unheard") == 2


async def test_without_a_server_that_checks_senders_orders_by_mail_are_off(office: Office, seven: str) -> None:
    office.desk.checks_senders = False
    assert await office.orders("hold 7", dmarc=Dmarc.NONE) == {}
    assert await is_untouched(office, seven)
    (told,) = [letter for letter in await office.mail(MESA) if letter.kind == "orders_unheard"]
    assert told.facts["why"] == "not_checked"


async def test_who_left_the_secretariat_is_neither_heard_nor_answered(office: Office, seven: str) -> None:
    office.desk.secretariat = ("otra@lacigf.test",)
    assert await office.orders("hold 7") == {}
    assert await is_untouched(office, seven)
    assert await office.mail(MESA) == []


@pytest.mark.parametrize("kind", [LetterKind.AUTO_REPLY, LetterKind.LIST, LetterKind.BOUNCE, LetterKind.CALENDAR_REPLY])
async def test_what_no_person_wrote_orders_nothing(office: Office, seven: str, kind: LetterKind) -> None:
    assert await office.orders("hold 7", kind=kind) == {}
    assert await is_untouched(office, seven)
    assert await office.mail(MESA) == []


async def test_nothing_is_done_where_a_line_is_not_plain(office: Office, seven: str) -> None:
    facts = await office.orders("hold 7", "no, wait", "remnid 7")
    assert (facts["outcomes"], facts["batch"]) == ([], 0)
    assert [(item["line"], item["nearest"]) for item in facts["misread"]] == [
        ("no, wait", None),
        ("remnid 7", "remind"),
    ]
    assert await is_untouched(office, seven)


async def test_orders_are_independent_of_one_another(office: Office, seven: str) -> None:
    facts = await office.orders("hold 99", "note 7 seen", "hold 7 98")
    assert came(facts) == [("hold", None, "no_such"), ("note", None, {7: None}), ("hold", None, "no_such")]
    assert [item["missing"] for item in facts["outcomes"]] == [[99], [], [98]]
    assert (await office.record(seven)).held_at is None


@pytest.mark.parametrize("alone", ["undo", "yes"])
async def test_an_undo_or_a_yes_stands_alone(office: Office, seven: str, alone: str) -> None:
    await office.orders("note 7 seen")
    facts = await office.orders(alone, "hold 7", batch=1)
    assert [item["why"] for item in facts["misread"]] == ["not_alone"]
    assert (await office.record(seven)).held_at is None
    assert not await office.log("office_note_taken_back")


async def test_a_letter_asks_for_one_yes_at_most(office: Office, seven: str) -> None:
    facts = await office.orders("extend 2 days: Power cut", "note 7 seen", "extend 3 days: Storm")
    assert [(item["line"], item["why"]) for item in facts["misread"]] == [
        ("extend 2 days: Power cut", "not_alone"),
        ("extend 3 days: Storm", "not_alone"),
    ]
    assert (facts["batch"], await office.log("office_note")) == (0, [])


async def test_an_undo_answers_the_echo_not_the_digest(office: Office, seven: str) -> None:
    await office.orders("hold 7")
    assert came(await office.orders("undo")) == [("undo", None, "nothing_to_answer")]
    assert (await office.record(seven)).held_at is not None


async def test_the_same_letter_twice_acts_once(office: Office, seven: str) -> None:
    for _ in range(2):
        await office.orders("note 7 seen", key="the same")
    assert len(await office.log("office_note")) == 1
    assert len(await office.echoes()) == 1


async def test_a_letter_to_two_addresses_of_ours_acts_once(office: Office, seven: str) -> None:
    await office.orders("note 7 first")
    for batch in (0, 1):
        await office.orders("extend 2 days 7", batch=batch, message_id="<2@lacigf.test>")
    assert len(await office.log("proposal_extended")) == 1
    assert [line.facts["why"] for line in await office.log("letter_without_effect")] == ["seen"]


async def test_a_letter_without_an_order_is_asked_back_and_the_echo_answers_it(office: Office) -> None:
    facts = await office.orders("Gracias", message_id="<1@lacigf.test>")
    assert (facts["outcomes"], facts["misread"]) == ([], [])
    (echo,) = await office.echoes()
    mesa = await office.at(MESA)
    assert (echo.in_reply_to, echo.token) == ("<1@lacigf.test>", {"subject": mesa.id, "generation": 0})


async def test_who_ordered_much_today_still_hears_what_was_not_done(office: Office, seven: str) -> None:
    for _ in range(office.desk.call.mail.letters_per_day_address):
        await office.orders("note 7 seen")
    assert came(await office.orders("hold 99")) == [("hold", None, "no_such")]


async def test_machines_that_answer_one_another_end_at_the_days_limit(office: Office, seven: str) -> None:
    for _ in range(MOST_ANSWERED + 2):
        await office.orders("what?")
    asked_back = len(await office.echoes())
    assert asked_back == MOST_ANSWERED
    await office.orders("hold 7")
    assert len(await office.echoes()) == asked_back + 1


async def test_another_secretarys_echo_is_not_theirs_to_undo(office: Office, seven: str) -> None:
    await office.orders("hold 7")
    assert await office.orders("undo", batch=1, sender="otra@lacigf.test") == {}
    assert (await office.record(seven)).held_at is not None
