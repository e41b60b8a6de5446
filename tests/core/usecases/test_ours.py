"""The service's own addresses are refused wherever somebody's address is told."""

from __future__ import annotations

import pytest

from core.dialogue.entering import Entry, EntryStep
from core.dialogue.events import Text
from core.dialogue.screen import Phrase, Screen
from core.model.chats import Chat
from core.model.ours import OurMail
from core.usecases import secretariat
from core.usecases.entering.linking import go_on
from core.usecases.entering.sign_in import ask_for_link
from core.usecases.listing.participants import Refused
from tests.builders import House

REFUSED = Phrase("acts.ours")
OURS, SENDER, MESA = "bruno@convoca.test", "foro@example.org", "mesa@lacigf.test"


@pytest.fixture
def house(house: House) -> House:
    house.desk.ours = OurMail(domain="convoca.test", sender=SENDER)
    return house


def refused(screen: Screen) -> bool:
    """Whether the question stands there still, with what is wrong and what was typed."""
    return (screen.place, screen.blocks[0].label, screen.input.typed) == ("ask", REFUSED, OURS)


async def test_the_question_for_an_address_takes_none_of_ours(house: House) -> None:
    ana = await house.ana()
    proposal = await house.proposal(ana)
    await house.listed(proposal, "Bruno Díaz", None)
    await house.command(ana, "home")
    await house.tap(ana, "open", proposal)
    await house.tap(ana, "people")
    await house.tap(ana, "person")
    await house.tap(ana, "edit", "address")
    assert refused(await house.type(ana, OURS))
    assert not refused(await house.type(ana, "bruno@example.org"))


async def test_nor_does_correcting_one_or_naming_somebody_in_anothers_place(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.bounce(bruno)
    await house.command(ana, "home")
    await house.tap(ana, "mend", bruno)
    assert refused(await house.type(ana, OURS))
    await house.command(ana, "home")
    await house.tap(ana, "open")
    await house.tap(ana, "people")
    await house.tap(ana, "person", bruno)
    await house.tap(ana, "replace", bruno)
    await house.type(ana, "Dana Ruiz")
    assert refused(await house.type(ana, OURS))
    assert await house.kinds(OURS) == []


async def test_nor_does_the_list_by_any_other_way(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    mesa = await house.visitor(MESA, proved_at=house.now)
    assert [await house.change(bruno, "address", address) for address in (OURS, SENDER)] == [Refused.OURS] * 2
    async with house.work() as work:
        assert await secretariat.correct_address(house.desk, work, bruno, OURS, mesa) == REFUSED
    assert (await house.stands(bruno)).address == "bruno@example.org"


async def test_nobody_comes_in_by_one(house: House) -> None:
    async with house.work() as work:
        assert await ask_for_link(house.desk, work, OURS, "es") == REFUSED
        entry = Entry(step=EntryStep.ADDRESS).to_json()
        chat = await go_on(house.desk, work, Chat(id=7, opened_at=house.now, entry=entry), Text(OURS))
        assert await work.people.by_address(OURS) is None
    told = Entry.from_json(chat.entry, "es")
    assert (told.step, told.problem and told.problem.key) == (EntryStep.ADDRESS, REFUSED.key)


async def test_the_secretariat_comes_in_by_the_address_that_letters_come_from(house: House) -> None:
    house.desk.ours = OurMail(domain="convoca.test", sender=MESA)
    async with house.work() as work:
        assert await ask_for_link(house.desk, work, MESA, "es") is None
