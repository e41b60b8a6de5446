"""The facts that the use cases really queue, rendered: two stories in which every kind of letter is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from core.model.records import Notice
from core.usecases.proposing.withdraw import withdraw
from templates.letters import KINDS, render
from templates.words import LANGUAGES
from tests.builders import ACCEPT, DECLINE, UNCLEAR, House
from tests.templates.letters.queued import CALL, LINKS
from tests.templates.letters.test_every_letter import HOLES

Story = Callable[[House], Awaitable[list[Notice]]]


async def to_people(house: House) -> list[Notice]:
    """People are asked, asked again, answer well and badly, want no more letters, and are taken off."""
    luz = await house.visitor("luz@example.org", name="Luz Vega")
    await house.listed(await house.proposal(luz), "Ivo", "ivo@example.org", "speaker")
    proposal, bruno, carla = await house.confirmed_team(await house.ana())
    dora = await house.listed(proposal, "Dora Ruiz", "dora@example.org", "speaker")
    elio = await house.listed(proposal, "Elio Sosa", "elio@example.org", "speaker")
    await house.post()
    await house.reply(dora, ACCEPT, {"sector": "academia"}, unknown_fields=("País: Urugay",))
    await house.reply(elio, UNCLEAR, text="Quizá.\n¿Cuándo es?")
    await house.reply(elio, DECLINE, {"sector": "academia"}, sender="elio@else.example")
    await house.change(carla, "roles", ("rapporteur", "speaker"))
    await house.post()
    house.clock.move(days=4)
    await house.remind()
    await house.reply(dora, DECLINE)
    await house.reply(elio, UNCLEAR, stop=True)
    await house.post()
    await house.take_off(bruno)
    await _withdraw(house, proposal)
    return await house.mail()


async def to_proponents(house: House) -> list[Notice]:
    """A proposal is sent, changed, sent again and withdrawn; another one is never finished."""
    await house.enter("ana@example.org")
    ana = await house.ana()
    sent, _, _ = await house.confirmed_team(ana)
    await house.send(sent)
    await house.answer(sent, "answers.title", "Redes que cuidan más")
    await house.send(sent)
    await house.proposal(ana, {"answers.title": "Radios libres"})
    await house.digest()
    house.clock.move(days=12)
    await house.remind()
    await _withdraw(house, sent)
    return await house.mail()


async def _withdraw(house: House, proposal_id: str) -> None:
    """Take a proposal back, once all letters have left: those that wait would be cancelled."""
    await house.post()
    async with house.work() as work:
        record = await work.proposals.get(proposal_id)
        proponent = await work.people.get(record.proponent_id) if record else None
        assert record is not None
        assert proponent is not None
        await withdraw(house.desk, work, record, proponent, house.now)


@pytest.mark.parametrize("story", [to_people, to_proponents])
async def test_what_is_queued_can_be_said_in_every_language(house: House, story: Story) -> None:
    letters = await story(house)
    for notice in letters:
        for language in LANGUAGES:
            letter = render(notice.kind, language, notice.facts, CALL, LINKS)
            lines = [line.strip() for line in (letter.subject, letter.preview, *letter.text.split("\n"))]
            assert [line for line in lines if HOLES.search(line)] == [], notice.kind


async def test_what_people_get(house: House) -> None:
    assert {notice.kind for notice in await to_people(house)} == {
        "prove_address",
        *("invitation", "invitation_changed", "invitation_reminder"),
        *("profile_missing", "echo_accepted", "echo_declined", "unclear", "was_this_you"),
        *("muted", "removed", "withdrawn_participant"),
    }


async def test_what_proponents_and_the_secretariat_get(house: House) -> None:
    theirs = {"sign_in", "receipt", "receipt_changes", "draft_reminder", "digest", "withdrawn"}
    to_others = {"invitation", "echo_accepted", "withdrawn_participant"}
    assert {notice.kind for notice in await to_proponents(house)} == theirs | to_others
    assert theirs | to_others < set(KINDS)
