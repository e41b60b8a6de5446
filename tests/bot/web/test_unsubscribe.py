"""The link that ends letters: one click, no cookie, no redirect, and never a no to an invitation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.proposal import ParticipationStatus
from core.model.records import Channel, Person
from core.model.token import PAGE, REPLY, SIGN_IN, STOP_ANNOUNCEMENTS, STOP_DIGEST, derive
from core.usecases.digesting.digest import digest
from core.usecases.ticking.duty import Done
from tests.bot.web.conftest import SECRETARY
from tests.bot.web.guest import House
from tests.bot.web.story import ADDRESS, LUIS, with_luis
from tests.bot.web.test_bulk import announced, due, writing
from tests.bot.web.test_secretariat import luis_of
from tests.support.records import a_line

ONE_CLICK = "List-Unsubscribe=One-Click"
MULTIPART = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
FORMS = [
    ("application/x-www-form-urlencoded", ONE_CLICK),
    ("multipart/form-data; boundary=x", MULTIPART),
    ("application/x-www-form-urlencoded; charset=utf-8", ""),
    ("", "\0\xff%%%&act=&"),
]


async def person_at(house: House, address: str) -> Person:
    async with house.store.look() as work:
        person = await work.people.by_address(address)
    assert person is not None
    return person


async def link(house: House, address: str, purpose: str = STOP_ANNOUNCEMENTS) -> str:
    return f"/u/{derive(house.desk.key, purpose, (await person_at(house, address)).id, 0)}"


async def a_day(house: House) -> list[str]:
    """Return whose digests wait to leave, after another day on which something happened."""
    async with house.store.work() as work:
        await work.log.add(a_line("proposal_begun"))
    house.wait(timedelta(days=1))
    async with house.store.work() as work:
        await digest(house.desk, work)
        secretary = await work.people.by_address(SECRETARY)
        letters = await work.outbox.of_person(secretary.id, Channel.MAIL, 50) if secretary else []
    return [letter.address or "" for letter in letters if letter.kind == "digest"]


async def with_digest(house: House) -> None:
    await with_luis(house)
    house.wait(timedelta(days=1))
    async with house.store.work() as work:
        assert await digest(house.desk, work) == Done(1)


@pytest.mark.parametrize(("kind", "body"), FORMS)
async def test_one_click_of_a_mail_program_ends_announcements(house: House, kind: str, body: str) -> None:
    guest = await writing(house)
    await guest.press("hold")
    program = house.guest()
    path = await link(house, ADDRESS)
    answer = await program.browser.post(path, content=body.encode("latin-1"), headers={"Content-Type": kind})
    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    assert (await person_at(house, ADDRESS)).announcements_stopped_at is not None
    await guest.open(guest.here)
    await guest.press("release")
    assert await due(house) == [LUIS]


async def test_opening_the_link_changes_nothing(house: House) -> None:
    guest = await writing(house)
    await guest.press("hold")
    scanner = house.guest()
    path = await link(house, ADDRESS)
    page = await scanner.open(path)
    await scanner.browser.head(path)
    assert f"¿Quiere que dejemos de enviar anuncios a {ADDRESS}?" in page.text
    assert "set-cookie" not in scanner.answer.headers
    assert (await person_at(house, ADDRESS)).announcements_stopped_at is None
    assert len(await announced(house)) == 2


async def test_it_is_ended_and_taken_up_again_on_one_page(house: House) -> None:
    await (await writing(house)).press("hold")
    ana = house.guest()
    await ana.open(await link(house, ADDRESS))
    page = await ana.press("stop")
    assert f"ya no enviaremos anuncios a {ADDRESS}" in page.text
    page = await ana.press("take_up")
    assert "¿Quiere que dejemos" in page.text
    async with house.store.look() as work:
        kinds = [line.kind for line in await work.log.since(0) if line.kind.startswith("announcement_")]
    assert kinds == ["announcement_held", "announcement_stopped", "announcement_taken_up"]


async def test_a_letter_to_who_ended_them_is_cancelled_and_who_did_is_left_out_next_time(house: House) -> None:
    guest = await writing(house)
    await guest.press("hold")
    await house.guest().post(await link(house, ADDRESS), {"List-Unsubscribe": "One-Click"})
    assert [letter.address for letter in await announced(house)] == [LUIS]
    await guest.open("/secretariat/write")
    page = await guest.press("show", audience="drafts", subject_es="Otra", text_es="Otra cosa.")
    assert "Ahora mismo no le llega a nadie." in page.text
    assert "Pidieron no recibir más anuncios (1)" in page.text


@pytest.mark.parametrize("answer", ["accept", None])
async def test_it_never_touches_an_invitation(house: House, answer: str | None) -> None:
    """Luis is invited, or has said yes, and is of the secretariat besides."""
    guest = await writing(house)
    await guest.press("hold")
    luis = house.guest()
    if answer:
        await luis.open(await house.invitation_link(LUIS))
        profile = {"sector": "academia", "country": "BO", "organisation": "Red", "attendance": "in_person"}
        await luis.press("accept", **profile)
    _, before = await luis_of(house)
    assert before.status is (ParticipationStatus.CONFIRMED if answer else ParticipationStatus.INVITED)
    await luis.post(await link(house, LUIS), {"List-Unsubscribe": "One-Click"})
    person, after = await luis_of(house)
    assert after == before
    assert (person.announcements_stopped_at is not None, person.muted_at) == (True, None)
    assert await house.letters(LUIS, "invitation") != []


async def test_a_secretary_who_ends_the_digest_stays_on_every_list(house: House) -> None:
    await with_luis(house)
    await with_digest_to_luis(house)
    _, before = await luis_of(house)
    await house.guest().post(await link(house, LUIS, STOP_DIGEST), {"List-Unsubscribe": "One-Click"})
    person, after = await luis_of(house)
    assert after == before
    assert (person.digest_stopped_at is not None, person.announcements_stopped_at) == (True, None)


async def with_digest_to_luis(house: House) -> None:
    """Luis, who stands on a list, is of the secretariat too."""
    house.desk = replace(house.desk, secretariat=(LUIS,))
    house.wait(timedelta(days=1))
    async with house.store.work() as work:
        assert await digest(house.desk, work) == Done(1)


async def test_who_ends_the_digest_gets_none_until_they_take_it_up_again(house: House) -> None:
    await with_digest(house)
    secretary = await house.signed_in(SECRETARY)
    path = await link(house, SECRETARY, STOP_DIGEST)
    page = await house.guest().post(path, {"List-Unsubscribe": "One-Click"})
    assert f"ya no enviaremos el resumen diario a {SECRETARY}" in page.text
    stopped = await person_at(house, SECRETARY)
    assert await a_day(house) == []
    await secretary.open(f"/secretariat/people/{stopped.id}")
    assert "Pidió no recibir el resumen diario." in secretary.page.text
    await secretary.press("digest")
    assert (await person_at(house, SECRETARY)).digest_stopped_at is None
    assert await a_day(house) == [SECRETARY]


@pytest.mark.parametrize("purpose", [REPLY, PAGE, SIGN_IN])
async def test_another_link_ends_nothing(house: House, purpose: str) -> None:
    await with_luis(house)
    person, participation = await luis_of(house)
    for subject in (person.id, participation.id):
        token = derive(house.desk.key, purpose, subject, participation.generation)
        answer = await house.guest().browser.post(f"/u/{token}", data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 410
    assert (await luis_of(house))[0] == person


@pytest.mark.parametrize("token", ["x", "a" * 26, "A" * 26, "a" * 5000, "%00", "%2e%2e"])
async def test_an_unknown_link_says_so_and_whom_to_ask(house: House, token: str) -> None:
    guest = house.guest()
    assert (await guest.open(f"/u/{token}")).status in (404, 410)
    page = await guest.open("/u/abc")
    assert "contacto@lacigf.org" in page.text


async def test_a_link_ends_with_its_time(house: House) -> None:
    await with_digest(house)
    path = await link(house, SECRETARY, STOP_DIGEST)
    house.wait(timedelta(days=366))
    assert (await house.guest().open(path)).status == 410


async def test_a_flood_is_not_kept(house: House) -> None:
    await with_digest(house)
    path = await link(house, SECRETARY, STOP_DIGEST)
    answer = await house.guest().browser.post(path, content=b"x=1&" * 1_000_000)
    assert answer.status_code == 200


@pytest.mark.parametrize("language", ["es", "pt", "en"])
async def test_the_page_speaks_the_readers_language_and_others(house: House, language: str) -> None:
    await with_digest(house)
    guest = house.guest()
    page = await guest.open(f"{await link(house, SECRETARY, STOP_DIGEST)}?lang={language}")
    assert f'<html lang="{language}">' in page.html
