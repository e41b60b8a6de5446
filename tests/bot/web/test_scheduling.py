"""The form of a session's date: what is typed in the call's zone, told in words, and acted on once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from convoca.example.page import Page
from core.model.records import ProposalState
from core.model.slot import Slot
from core.usecases.proposing.withdraw import withdraw
from tests.bot.web.conftest import SECRETARY
from tests.bot.web.guest import Guest, House
from tests.bot.web.story import ADDRESS, LUIS, with_luis

TYPED = {"date": "2025-11-05", "time": "15:00", "minutes": "75", "place": "Sala 2"}
MOMENT = "5 de noviembre de 2025, 15:00"


@pytest.fixture
async def clerk(house: House) -> Guest:
    """Somebody of the secretariat reads a sent proposal, on whose list Luis was invited."""
    await with_luis(house)
    async with house.store.work() as work:
        person = await work.people.by_address(LUIS)
        assert person is not None
        (item,) = await work.participations.of_person(person.id)
        record = await work.proposals.get(item.proposal_id)
        assert record is not None
        values = {**record.values, "duration": "75"}
        sent = {"state": ProposalState.SENT, "number": 1, "sent_at": house.desk.clock.now(), "values": values}
        await work.proposals.save(replace(record, **sent))  # type: ignore[arg-type]  # fields of a record
    guest = await house.signed_in(SECRETARY)
    await guest.open(f"/secretariat/proposals/{item.proposal_id}")
    return guest


async def slot_of(clerk: Guest) -> Slot | None:
    proposal_id = clerk.here.removeprefix("/secretariat/proposals/").removesuffix("/session")
    async with clerk.house.store.look() as work:
        return await work.slots.get(proposal_id)


async def save(clerk: Guest, **typed: str) -> Page:
    return await clerk.press("session", follow=True, **typed)


def filled(clerk: Guest) -> dict[str, str]:
    form = clerk.page.form_with(button="session")
    assert form is not None
    return {key: form.values[key] for key in TYPED}


async def test_a_date_is_typed_in_the_calls_zone_and_everybody_is_written_to(house: House, clerk: Guest) -> None:
    assert "Todavía no tiene fecha." in clerk.page.text
    assert filled(clerk) == {"date": "", "time": "", "minutes": "75", "place": ""}
    page = await save(clerk, **TYPED)
    assert (page.status, clerk.here.endswith("/session")) == (200, False)
    assert "La fecha quedó guardada." in page.text
    assert MOMENT in page.text
    assert filled(clerk) == TYPED
    slot = await slot_of(clerk)
    assert slot is not None
    assert (slot.starts_at, slot.minutes, slot.place) == (datetime(2025, 11, 5, 18, tzinfo=UTC), 75, "Sala 2")
    assert len(await house.letters(LUIS, "session_dated")) == len(await house.letters(ADDRESS, "session_dated")) == 1


async def test_it_is_moved_and_cancelled(house: House, clerk: Guest) -> None:
    await save(clerk, **TYPED)
    await clerk.press("session", time="16:30", place="  Auditorio\u202e ")
    slot = await slot_of(clerk)
    assert slot is not None
    assert (slot.starts_at.hour, slot.starts_at.minute, slot.place, slot.sequence) == (19, 30, "Auditorio", 1)
    page = await clerk.press("session_cancel")
    assert "La última fecha se anuló: 5 de noviembre de 2025, 16:30" in page.text
    assert "La fecha quedó anulada." in page.text
    assert clerk.page.form_with(button="session_cancel") is None
    kinds = [letter.kind for letter in await house.letters(LUIS) if letter.kind.startswith("session")]
    assert kinds == ["session_dated", "session_moved", "session_cancelled"]


async def test_a_page_from_before_somebody_elses_change_changes_nothing(house: House, clerk: Guest) -> None:
    colleague = await house.signed_in(SECRETARY)
    await colleague.open(clerk.here)
    await save(clerk, **TYPED)
    page = await save(colleague, **{**TYPED, "place": "Sala 9"})
    assert (page.status, "mientras tanto alguien más tocó esta fecha" in page.text) == (422, True)
    assert f"{MOMENT} (" in page.text
    assert filled(colleague) == {**TYPED, "place": "Sala 9"}
    assert len(await house.letters(LUIS, "session_moved")) == 0
    await colleague.press("session")
    assert len(await house.letters(LUIS, "session_moved")) == 1
    assert (await clerk.press("session_cancel")).status == 422
    slot = await slot_of(clerk)
    assert slot is not None
    assert (slot.place, slot.sequence, slot.cancelled_at) == ("Sala 9", 1, None)


async def test_what_cancelling_does_is_told_where_it_is_opened_not_one_slip_away(clerk: Guest) -> None:
    page = await save(clerk, **TYPED)
    opened = page.html.partition("<details><summary>Anular la fecha…</summary>")[2].partition("</details>")[0]
    assert "sale un correo a todas las personas que la tenían" in opened
    assert 'value="session_cancel"' in opened
    assert page.html.count('value="session_cancel"') == 1


async def test_the_same_date_twice_at_once_is_one_date(house: House, clerk: Guest) -> None:
    colleague = await house.signed_in(SECRETARY)
    await colleague.open(clerk.here)
    await save(clerk, **TYPED)
    assert (await save(colleague, **TYPED)).status == 200
    assert len(await house.letters(LUIS, "session_dated")) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"date": "5/11/2025"}, "Escriba el día como 2025-11-05 (año, mes, día)."),
        ({"date": "2025-02-30"}, "Escriba el día como 2025-11-05 (año, mes, día)."),
        ({"date": ""}, "Escriba el día como 2025-11-05 (año, mes, día)."),
        ({"time": "25:00"}, "Escriba la hora como 15:30."),
        ({"time": "a las tres"}, "Escriba la hora como 15:30."),
        ({"minutes": "una hora"}, "Escriba la duración en minutos, solo con cifras."),
        ({"minutes": "٧٥"}, "Escriba la duración en minutos, solo con cifras."),
        ({"minutes": "0"}, "La duración va de 1 a 1.440 minutos."),
        ({"place": "a" * 121}, "El lugar admite hasta 120 caracteres."),
        ({"date": "2024-11-05"}, "Esa fecha ya pasó: elija una que esté por venir."),
        ({"date": "2225-11-05"}, "Esa fecha está demasiado lejos: revise el año."),
        ({"date": "9999-12-31", "time": "23:59"}, "Esa fecha está demasiado lejos: revise el año."),
    ],
)
async def test_what_is_wrong_is_told_and_what_was_typed_stays(
    house: House, clerk: Guest, typed: dict[str, str], told: str
) -> None:
    page = await save(clerk, **{**TYPED, **typed})
    assert (page.status, told in page.text) == (422, True)
    assert filled(clerk) == {**TYPED, **typed}
    assert await slot_of(clerk) is None
    assert await house.letters(LUIS, "session_dated") == []


async def test_an_hour_that_the_clocks_leave_out_is_refused(house: House, clerk: Guest) -> None:
    house.desk.adopt(replace(house.desk.call, zone="America/Santiago"))
    page = await save(clerk, **{**TYPED, "date": "2025-09-07", "time": "00:30"})
    assert "los relojes de America/Santiago se adelantan" in page.text
    assert await slot_of(clerk) is None


async def test_nobody_else_sets_a_date_and_no_page_that_is_not_ours(house: House, clerk: Guest) -> None:
    path, form = f"{clerk.here}/session", {"act": "session", **TYPED}
    ana, stranger = await house.signed_in(ADDRESS), house.guest()
    assert (await ana.post(path, form)).status == 403
    await stranger.post(path, form)
    assert stranger.here == "/"
    assert (await clerk.post(path, form)).status == 403
    await clerk.open(path.removesuffix("/session"))
    assert (await clerk.open(path)).status == 405
    assert await slot_of(clerk) is None


async def test_an_unknown_act_or_proposal_does_nothing(clerk: Guest) -> None:
    form = clerk.page.form_with(button="session")
    assert form is not None
    assert (await clerk.post(form.action, {**form.values, **TYPED, "act": "dance"})).status == 400
    lost = await clerk.post("/secretariat/proposals/nothing/session", {**form.values, **TYPED, "act": "session"})
    assert lost.status == 404


async def test_what_was_withdrawn_has_no_form(house: House, clerk: Guest) -> None:
    await save(clerk, **TYPED)
    slot = await slot_of(clerk)
    async with house.store.work() as work:
        record = await work.proposals.get(slot.proposal_id) if slot else None
        ana = await work.people.by_address(ADDRESS)
        assert record is not None
        assert ana is not None
        await withdraw(house.desk, work, record, ana, house.desk.clock.now())
    page = await clerk.open(clerk.here)
    assert "La última fecha se anuló" in page.text
    assert page.form_with(button="session") is None


async def test_whatever_is_written_as_a_place_is_shown_as_text(clerk: Guest) -> None:
    await save(clerk, **{**TYPED, "place": "<b>Sala</b> \" '2'"})
    assert "<b>Sala</b>" not in clerk.answer.text
    assert "<b>Sala</b> \" '2'" in clerk.page.text


async def test_the_invitations_page_shows_when_and_where(house: House, clerk: Guest) -> None:
    link = await house.invitation_link(LUIS)
    assert "Cuándo" not in (await house.guest().open(link)).text
    await save(clerk, **TYPED)
    page = await house.guest().open(link)
    for shown in ("Cuándo", MOMENT, "75 minutos", "Sala 2"):
        assert shown in page.text
    await clerk.press("session_cancel")
    assert "Cuándo" not in (await house.guest().open(link)).text


@pytest.mark.parametrize(
    ("language", "words"), [("pt", ("Data da sessão", "Salvar e avisar")), ("en", ("Date of the session", "Room or"))]
)
async def test_the_form_speaks_the_clerks_language(clerk: Guest, language: str, words: tuple[str, ...]) -> None:
    here = clerk.here
    await clerk.open("/chat")
    await clerk.tap("speak", language)
    page = await clerk.open(here)
    assert [word for word in words if word not in page.text] == []
