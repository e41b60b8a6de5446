"""On a proposal's page the secretariat holds it, releases it and keeps notes; each form is one act."""

from __future__ import annotations

import pytest

from core.model.records import ProposalRecord
from tests.bot.web.conftest import SECRETARY
from tests.bot.web.guest import Guest, House
from tests.bot.web.story import ADDRESS, LUIS, with_luis


@pytest.fixture
async def clerk(house: House) -> Guest:
    """Somebody of the secretariat reads a draft, on whose list Luis was invited."""
    await with_luis(house)
    guest = await house.signed_in(SECRETARY)
    await guest.open(f"/secretariat/proposals/{(await record_of(house)).id}")
    return guest


async def record_of(house: House) -> ProposalRecord:
    async with house.store.look() as work:
        person = await work.people.by_address(LUIS)
        assert person is not None
        (item,) = await work.participations.of_person(person.id)
        record = await work.proposals.get(item.proposal_id)
    assert record is not None
    return record


async def test_a_proposal_is_held_and_released(house: House, clerk: Guest) -> None:
    page = await clerk.press("hold")
    assert "La propuesta quedó en espera: nadie recibe recordatorios sobre ella." in page.text
    assert (await record_of(house)).held_at is not None
    assert clerk.page.form_with(button="hold") is None
    assert "En espera" in (await clerk.open("/secretariat")).text
    await clerk.open(f"/secretariat/proposals/{(await record_of(house)).id}")
    page = await clerk.press("release")
    assert "La propuesta sigue su curso, con sus recordatorios." in page.text
    assert (await record_of(house)).held_at is None


async def test_who_comes_second_is_told_that_it_was_done_already(house: House, clerk: Guest) -> None:
    other = await house.signed_in(SECRETARY)
    await other.open(clerk.here)
    await other.press("hold")
    page = await clerk.press("hold", follow=False)
    assert (page.status, "La propuesta ya estaba en espera." in page.text) == (422, True)


async def test_a_note_is_the_secretariats_alone_and_can_be_taken_back(house: House, clerk: Guest) -> None:
    page = await clerk.press("note", note="Pidieron <b>otra</b> sala")
    assert "Nota guardada." in page.text
    assert "Pidieron <b>otra</b> sala" in page.text
    assert f"{SECRETARY}, 1 de agosto de 2025" in page.text
    ana = await house.signed_in(ADDRESS)
    assert "otra</b> sala" not in (await ana.open("/chat")).text
    page = await clerk.press("note_back")
    assert "La nota ya no se muestra." in page.text
    assert "otra</b> sala" not in page.text
    async with house.store.look() as work:
        kept = [line.facts["text"] for line in await work.log.of_kinds({"office_note"})]
    assert kept == ["Pidieron <b>otra</b> sala"]


@pytest.mark.parametrize("note", ["", " \u200b ", "x" * 1_001])
async def test_a_note_without_words_or_with_too_many_is_refused(clerk: Guest, note: str) -> None:
    page = await clerk.press("note", follow=False, note=note)
    assert (page.status, "Escriba la nota" in page.text) == (422, True)
