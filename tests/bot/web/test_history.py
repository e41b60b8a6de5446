"""One person's page: all that happened, newest first, and nothing of what anybody said in private."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.held import Alias
from core.model.records import OutboxState
from tests.bot.web.conftest import SECRETARY
from tests.bot.web.guest import Guest, House
from tests.bot.web.story import ADDRESS, LUIS, TITLE, with_luis
from tests.bot.web.test_bulk import writing
from tests.bot.web.test_secretariat import PROFILE, clerk, luis_of
from tests.core.store.test_statements import counted
from tests.support.records import a_letter, a_line, a_notice, a_person


async def of_luis(house: House) -> Guest:
    """The clerk reads Luis's page."""
    guest = await clerk(house)
    person, _ = await luis_of(house)
    await guest.open(f"/secretariat/people/{person.id}")
    return guest


def happened(guest: Guest) -> list[str]:
    """Return what the page lists, in order."""
    return re.findall(r"<strong>([^<]*)</strong>", guest.page.html.partition('class="happened"')[2])


async def many(house: House, count: int) -> str:
    """Somebody to whom much has happened; return their id."""
    now = house.desk.clock.now()
    async with house.store.work() as work:
        await work.people.add(a_person("eva", name="Eva Sol"))
        for number in range(count):
            at = now + timedelta(minutes=number)
            await work.outbox.put(a_notice(f"n{number}", person_id="eva", created_at=at, kind="receipt"))
            await work.log.add(a_line("muted", at=at, person_id="eva", actor="eva"))
            await work.inbox.add([a_letter(f"l{number}", received_at=at, mail_from="eva@example.org")])
            await work.inbox.done(f"l{number}", "reply", person_id="eva")
    return "eva"


async def test_the_list_of_people_leads_to_each_ones_page(house: House) -> None:
    await with_luis(house)
    guest = await clerk(house)
    person, _ = await luis_of(house)
    page = await guest.open("/secretariat/people?text=luis")
    assert (f"/secretariat/people/{person.id}", "Luis Quispe") in page.links


async def test_a_page_tells_who_somebody_is_and_what_they_stand_for(house: House) -> None:
    await with_luis(house)
    person, _ = await luis_of(house)
    async with house.store.work() as work:
        now = house.desk.clock.now()
        await work.aliases.add(Alias(person_id=person.id, address="l.quispe@else.example", since=now))
        await work.people.save(replace(person, bounced_at=now, country="BO", organisation="Red Andina"))
    page = (await of_luis(house)).page
    for shown in (LUIS, "l.quispe@else.example", "Bolivia", "Red Andina", "Español", "Los correos dejaron de llegarle",
                  TITLE, "Ponente", "Invitada; todavía no responde"):  # fmt: skip
        assert shown in page.text
    guest = await clerk(house)
    ana = (await house.letters(ADDRESS))[0].person_id
    page = await guest.open(f"/secretariat/people/{ana}")
    assert "Propone" in page.text
    assert TITLE in page.text


async def test_letters_and_answers_stand_in_one_list_newest_first(house: House) -> None:
    await with_luis(house)
    house.wait(timedelta(hours=1))
    luis = house.guest()
    await luis.open(await house.invitation_link(LUIS))
    await luis.press("accept", **PROFILE, attendance="in_person")
    house.wait(timedelta(hours=1))
    person, participation = await luis_of(house)
    async with house.store.work() as work:
        letter = a_letter("l1", received_at=house.desk.clock.now(), mail_from="luis@else.example", raw=b"Secreto")
        await work.inbox.add([letter])
        await work.inbox.done("l1", "auto_reply", person_id=person.id)
        failed = a_notice("n1", person_id=person.id, address=LUIS, kind="invitation_reminder", state=OutboxState.FAILED,
                          error="550 5.1.1", created_at=house.desk.clock.now() + timedelta(minutes=1))  # fmt: skip
        await work.outbox.put(failed)
    guest = await of_luis(house)
    assert happened(guest) == [
        "Recordatorio de la invitación", "Respuesta automática", "Participación confirmada", "Acuse de un sí",
        "Aviso en el chat: una invitación", "Invitación",
    ]  # fmt: skip
    for shown in ("Falló", "motivo: 550 5.1.1", "desde luis@else.example", "en la página", "Por salir"):
        assert shown in guest.page.text
    assert "Secreto" not in guest.page.html
    assert guest.page.html.count(f'/secretariat/proposals/{participation.proposal_id}"') >= 3


async def test_what_is_held_is_told_as_held(house: House) -> None:
    guest = await writing(house)
    await guest.press("hold")
    person, _ = await luis_of(house)
    await guest.open(f"/secretariat/people/{person.id}")
    assert happened(guest)[0] == "Anuncio de la secretaría"
    assert "En espera" in guest.page.text


async def test_gender_is_never_shown(house: House) -> None:
    await with_luis(house)
    luis = house.guest()
    await luis.open(await house.invitation_link(LUIS))
    await luis.press("accept", **PROFILE)
    guest = await of_luis(house)
    assert "Academia" in guest.page.text
    assert "asculino" not in guest.page.html
    assert "male" not in guest.page.html


async def test_a_long_history_is_read_page_by_page(house: House) -> None:
    eva = await many(house, 40)
    guest = await clerk(house)
    page = await guest.open(f"/secretariat/people/{eva}")
    first = happened(guest)
    assert (len(first), "Más viejas" in page.text, "Más nuevas" in page.text) == (50, True, False)
    await guest.open(f"/secretariat/people/{eva}?page=2")
    assert len(happened(guest)) == 50
    page = await guest.open(f"/secretariat/people/{eva}?page=3")
    assert (len(happened(guest)), "Más viejas" in page.text, "Más nuevas" in page.text) == (20, False, True)
    for odd in ("0", "-1", "x", "²", "99999999999999999999", "999"):
        assert (await guest.open(f"/secretariat/people/{eva}?page={odd}")).status == 200


async def test_a_page_costs_the_same_however_much_has_happened(house: House) -> None:
    eva = await many(house, 1)
    guest = await clerk(house)
    with counted() as little:
        await guest.open(f"/secretariat/people/{eva}")
    async with house.store.work() as work:
        for number in range(100, 160):
            await work.outbox.put(a_notice(f"n{number}", person_id="eva", kind="receipt"))
    with counted() as much:
        await guest.open(f"/secretariat/people/{eva}")
    assert len(happened(guest)) == 50
    assert len(much) == len(little) <= 9


async def test_who_was_erased_or_never_was_has_no_page(house: House) -> None:
    eva = await many(house, 1)
    guest = await clerk(house)
    async with house.store.work() as work:
        await work.erasure.erase(eva, house.desk.clock.now())
    assert (await guest.open(f"/secretariat/people/{eva}")).status == 404
    assert (await guest.open("/secretariat/people/nobody")).status == 404


async def test_nobody_else_reads_it(house: House) -> None:
    await with_luis(house)
    person, _ = await luis_of(house)
    stranger, ana = house.guest(), await house.signed_in(ADDRESS)
    await stranger.open(f"/secretariat/people/{person.id}")
    assert stranger.here == "/"
    assert (await ana.open(f"/secretariat/people/{person.id}")).status == 403
    assert (await ana.post(f"/secretariat/people/{person.id}", {"act": "digest"})).status == 403


async def test_nobody_takes_up_letters_for_somebody_else(house: House) -> None:
    await with_luis(house)
    person, _ = await luis_of(house)
    async with house.store.work() as work:
        await work.people.save(replace(person, digest_stopped_at=house.desk.clock.now()))
    guest = await of_luis(house)
    assert guest.page.form_with(button="digest") is None
    leave = guest.page.form_with(button="leave")
    assert leave is not None
    page = await guest.post(guest.here, {**leave.values, "act": "digest"})
    assert page.status == 400
    assert (await luis_of(house))[0].digest_stopped_at is not None


@pytest.mark.parametrize("language", ["pt", "en"])
async def test_the_page_speaks_the_clerks_language(house: House, language: str) -> None:
    await with_luis(house)
    guest = await of_luis(house)
    here = guest.here
    await guest.open("/chat")
    await guest.tap("speak", language)
    page = await guest.open(here)
    assert (page.status, f'<html lang="{language}">' in page.html) == (200, True)


async def test_a_secretary_has_a_page_as_well(house: House) -> None:
    guest = await clerk(house)
    secretary = (await house.letters(SECRETARY))[0].person_id
    page = await guest.open(f"/secretariat/people/{secretary}")
    assert "No propone nada" in page.text
    assert happened(guest) == ["Entró", "Enlace para entrar"]
