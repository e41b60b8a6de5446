"""The same orders come once more in answer to the same letter of ours, under another Message-ID."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.rules.orders import UNDO_LIFE
from tests.core.usecases.ordering.office import Office, came

EXTEND = "extend 2 days 7"


async def test_they_are_carried_out_once_and_the_secretary_hears_when_that_was(office: Office, seven: str) -> None:
    first = await office.orders(EXTEND, "note 7 seen")
    until, at = (await office.record(seven)).extended_to, office.now
    office.clock.move(hours=5)
    for lines in ((EXTEND, "note 7 seen"), ("prorrogar 2 días 7", "Nota n.º 7:  SEEN")):
        told = await office.orders(*lines)
        assert (told["outcomes"], told["misread"], told["batch"]) == ([], [], first["batch"])
        assert (told["again"], told["until"]) == (at.isoformat(), (at + UNDO_LIFE).isoformat())
    assert (await office.record(seven)).extended_to == until
    assert len(await office.log("office_note")) == 1


async def test_who_wishes_it_twice_answers_what_we_told(office: Office, seven: str) -> None:
    await office.orders(EXTEND)
    until = (await office.record(seven)).extended_to
    assert until is not None
    told = await office.orders(EXTEND)
    twice = await office.orders(EXTEND, batch=told["batch"])
    assert (came(twice), twice["batch"]) == ([("extend", None, {7: None})], 2)
    assert (await office.record(seven)).extended_to == until + timedelta(days=2)
    assert (await office.orders(EXTEND, batch=1))["batch"] == 2, "that answer came twice"
    assert (await office.record(seven)).extended_to == until + timedelta(days=2)


async def test_the_same_words_in_answer_to_another_days_digest_are_another_wish(office: Office, seven: str) -> None:
    await office.orders("note 7 seen")
    office.clock.move(days=1)
    await office.opens()
    assert came(await office.orders("note 7 seen")) == [("note", None, {7: None})]
    assert len(await office.log("office_note")) == 2


async def test_what_was_undone_stays_undone_and_the_letter_that_tells_of_it_undoes_too(
    office: Office, seven: str
) -> None:
    await office.orders("hold 7")
    await office.orders("undo", batch=1)
    told = await office.orders("hold 7")
    assert (told["again"], (await office.record(seven)).held_at) == (office.now.isoformat(), None)
    await office.orders("note 7 seen")
    told = await office.orders("note 7 seen")
    assert came(await office.orders("undo", batch=told["batch"])) == [("undo", "note", {7: None})]


async def test_a_digest_takes_orders_for_a_month(office: Office, seven: str) -> None:
    office.clock.move(days=30)
    await office.orders("hold 7")
    assert (await office.record(seven)).held_at is None
    (line,) = await office.log("letter_unrouted")
    assert line.facts["letter_kind"] == "reply"


async def test_after_a_week_nothing_of_it_can_be_undone(office: Office, seven: str) -> None:
    await office.orders("hold 7")
    office.clock.move(days=7, seconds=1)
    told = await office.orders("hold 7")
    assert (told["until"], told["batch"], told["outcomes"]) == (None, 1, [])


@pytest.mark.parametrize("first", [("release 7",), ("hold 7", "what?"), ("extend 1 day: Reason",)])
async def test_what_did_nothing_yet_may_come_again(office: Office, seven: str, first: tuple[str, ...]) -> None:
    before = await office.orders(*first)
    again = await office.orders(*first)
    assert "again" not in again
    assert came(again) == came(before)
