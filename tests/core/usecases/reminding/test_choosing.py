"""What somebody wants to be reminded of, and by whose clock: said in the chat, or on their invitation's page."""

from __future__ import annotations

from core.dialogue.events import Text
from core.dialogue.screen import Phrase
from core.model.matter import Wants
from core.model.proposal import ParticipationStatus
from core.usecases.invitation_page import choose_on_page, invitation_of
from tests.builders import House
from tests.core.usecases.reminding.test_reminding import at, day

ANA, BRUNO = "ana@example.org", "bruno@example.org"
SAVED = Phrase("reminding.screen.saved")


async def test_the_chat_leads_from_ones_data_to_the_choice_and_keeps_it(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "start")
    await house.command(ana, "data")
    screen = await house.tap(ana, "reminders")
    assert [item.argument for item in screen.actions if item.verb == "want"] == ["one_before_deadline", "none"]
    screen = await house.tap(ana, "want", "none")
    assert (screen.place, screen.toast, (await house.at(ANA)).wants) == ("reminders", SAVED, Wants.NONE)
    assert [item.argument for item in screen.actions if item.verb == "want"] == ["all", "one_before_deadline"]
    assert [line.facts["wants"] for line in await house.log("reminders_chosen")] == ["none"]


async def test_a_city_typed_there_is_the_clock_and_can_be_taken_back(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "start")
    await house.command(ana, "reminders")
    screen = await house.type(ana, "Ciudad de Guatemala")
    assert (screen.toast, (await house.at(ANA)).zone) == (SAVED, "America/Guatemala")
    screen = await house.type(ana, "La Luna")
    assert (screen.input.typed, (await house.at(ANA)).zone) == ("La Luna", "America/Guatemala")
    screen = await house.tap(ana, "clock")
    assert ((await house.at(ANA)).zone, "clock" in [item.verb for item in screen.actions]) == (None, False)


async def test_a_number_typed_there_chooses_what_it_stands_for(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "start")
    screen = await house.command(ana, "reminders")
    await house.say(ana, Text("1", screen.revision))
    assert (await house.at(ANA)).wants is Wants.ONE_BEFORE_DEADLINE


async def test_who_wants_only_the_last_gets_only_that(house: House) -> None:
    ana = await house.ana(wants=Wants.ONE_BEFORE_DEADLINE)
    await house.proposal(ana)
    assert [await at(house, day(number)) for number in (17, 21, 23)] == [0, 0, 1]
    assert await house.kinds(ANA) == ["draft_reminder"]


async def test_who_wants_none_gets_none_and_is_still_invited(house: House) -> None:
    await house.visitor(BRUNO, wants=Wants.NONE)
    _, bruno, _ = await house.team(await house.ana())
    assert await at(house, day(13)) == 1
    assert (await house.kinds(BRUNO), await house.status(bruno)) == (["invitation"], ParticipationStatus.INVITED)


async def test_the_page_of_an_invitation_chooses_for_whoever_holds_its_link(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    token = await house.page(bruno)
    async with house.work() as work:
        shown = await choose_on_page(house.desk, work, token, Wants.NONE, "Montevideo")
        assert shown is not None
        assert (shown.wants, shown.zone, shown.unknown_zone) == (Wants.NONE, "America/Montevideo", "")
        shown = await choose_on_page(house.desk, work, token, Wants.ALL, "La Luna")
        assert shown is not None
        assert (shown.wants, shown.zone, shown.unknown_zone) == (Wants.ALL, "America/Montevideo", "La Luna")
        shown = await choose_on_page(house.desk, work, token, Wants.ALL, "")
        assert shown is not None
        assert shown == await invitation_of(house.desk, work, token)
        assert shown.zone is None
    known = await house.at(BRUNO)
    assert (known.wants, known.zone) == (Wants.ALL, None)
