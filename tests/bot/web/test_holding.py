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


async def test_a_draft_bears_the_number_by_which_orders_name_it(house: House, clerk: Guest) -> None:
    assert f"N.º {(await record_of(house)).number} Borrador" in clerk.page.text


async def test_a_proposal_is_held_once_and_released(house: House, clerk: Guest) -> None:
    other = await house.signed_in(SECRETARY)
    await other.open(clerk.here)
    page = await clerk.press("hold")
    assert "La propuesta quedó en espera: nadie recibe recordatorios sobre ella." in page.text
    assert (await record_of(house)).held_at is not None
    assert clerk.page.form_with(button="hold") is None
    late = await other.press("hold", follow=False)
    assert (late.status, "La propuesta ya estaba en espera." in late.text) == (422, True)
    assert "En espera" in (await other.open("/secretariat")).text
    page = await clerk.press("release")
    assert "La propuesta sigue su curso, con sus recordatorios." in page.text
    assert (await record_of(house)).held_at is None


async def test_a_note_is_the_secretariats_alone_and_can_be_taken_back(house: House, clerk: Guest) -> None:
    for note in ("", " \u200b ", "x" * 1_001):
        refused = await clerk.press("note", follow=False, note=note)
        assert (refused.status, "Escriba la nota" in refused.text) == (422, True)
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
