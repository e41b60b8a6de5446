"""Letters that nobody could read: who sees them, what of them, and what can be done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.letter import LetterKind, Reading
from core.model.records import InboxState, IncomingLetter
from core.model.token import REPLY, derive, local_part
from core.usecases.letters.answer_by_letter import answer_by_letter
from tests.bot.web.conftest import SECRETARY
from tests.bot.web.guest import Guest, House
from tests.bot.web.story import LUIS, TITLE, with_luis
from tests.support.records import a_letter

HERE = "/secretariat/letters"


async def put_apart(house: House, letter: IncomingLetter, why: str) -> None:
    async with house.store.work() as work:
        await work.inbox.add([letter])
        await answer_by_letter(house.desk, work, letter, Reading(kind=LetterKind.UNREADABLE, reasons=(why,)))


async def to_luis(house: House) -> tuple[IncomingLetter, str]:
    """A letter to the address that stands for Luis's invitation, quoting that address; and the token in it."""
    (invitation,) = await house.letters(LUIS)
    token = derive(house.desk.key, REPLY, str(invitation.participation_id), 0)
    recipient = f"{local_part(REPLY, token)}@foro.example"
    raw = f"From: {LUIS}\r\nSubject: Re: =?utf-8?q?invitaci=C3=B3n?=\r\n\r\nSí, <b>acepto</b>\r\nPara: {recipient}\r\n"
    return replace(a_letter("luis's"), mail_from=LUIS, recipient=recipient, raw=raw.encode()), token


async def clerk(house: House) -> Guest:
    return await house.signed_in(SECRETARY)


async def stands(house: House, letter_id: str) -> tuple[InboxState, str]:
    async with house.store.look() as work:
        letter = await work.inbox.get(letter_id)
    assert letter is not None
    return letter.state, letter.note


async def test_what_nobody_can_read_is_put_apart_and_the_secretariat_sees_whom_it_concerns(house: House) -> None:
    await with_luis(house)
    letter, token = await to_luis(house)
    await put_apart(house, letter, "too_deep")
    await put_apart(house, replace(a_letter("nobody's"), mail_from="<>"), "RuntimeError")
    guest = await clerk(house)
    assert "2 correos que no se pudieron leer" in (await guest.open("/secretariat")).text
    page = await guest.open(HERE)
    for shown in ("Luis Quispe", TITLE, LUIS, "uno dentro de otro", "De un sistema de correo", "tres veces"):
        assert shown in page.text
    assert token not in page.html


async def test_a_letter_is_shown_as_text_without_our_reply_address(house: House) -> None:
    await with_luis(house)
    letter, token = await to_luis(house)
    await put_apart(house, letter, "too_deep")
    page = await (await clerk(house)).open(f"{HERE}/{letter.id}")
    assert "Re: invitación" in page.text
    assert "Sí, <b>acepto</b>" in page.text
    assert token not in page.html.lower()
    assert "r+…@foro.example" in page.text


@pytest.mark.parametrize(
    ("act", "left"), [("again", (InboxState.WAITING, "")), ("settled", (InboxState.DONE, "settled"))]
)
async def test_it_is_read_once_more_or_settled(house: House, act: str, left: tuple[InboxState, str]) -> None:
    letter = a_letter("one")
    await put_apart(house, letter, "not_mail")
    guest = await clerk(house)
    await guest.open(HERE)
    page = await guest.press(act)
    assert "Listo" in page.text
    assert "No queda ningún correo sin leer" in page.text
    assert await stands(house, "one") == left
    assert (await guest.open(f"{HERE}/one")).status == 404
    async with house.store.look() as work:
        (line,) = [entry for entry in await work.log.since(0) if entry.facts.get("letter") == "one"]
    assert line.kind == {"again": "letter_read_again", "settled": "letter_settled"}[act]
    assert line.actor.startswith("secretariat:")


@pytest.mark.parametrize(("first", "second"), [("again", "settled"), ("settled", "again"), ("settled", "settled")])
async def test_who_comes_second_is_told_so_on_the_list(house: House, first: str, second: str) -> None:
    await put_apart(house, a_letter("one"), "not_mail")
    await put_apart(house, replace(a_letter("two"), mail_from="dos@example.org"), "not_mail")
    guest, colleague = await clerk(house), await clerk(house)
    await guest.open(HERE)
    await colleague.open(HERE)
    await guest.press(first)
    left = await stands(house, "one")
    page = await colleague.press(second)
    assert (page.status, "No se hizo nada" in page.text, "dos@example.org" in page.text) == (422, True, True)
    assert await stands(house, "one") == left


async def test_acts_on_what_is_not_there_are_refused(house: House) -> None:
    await put_apart(house, a_letter("one"), "not_mail")
    guest = await clerk(house)
    await guest.open(HERE)
    form = guest.page.form_with(button="again")
    assert form is not None
    for changed in ({"letter": "none"}, {"act": "burn"}, {"csrf": "x"}):
        page = await guest.post(HERE, {**form.values, "act": "again", **changed})
        assert page.status in {400, 403, 404, 422}
    assert await stands(house, "one") == (InboxState.QUARANTINED, "not_mail")


async def test_nobody_else_comes_in(house: House) -> None:
    await put_apart(house, a_letter("one"), "not_mail")
    ana = await house.signed_in("ana@example.org")
    for path in (HERE, f"{HERE}/one"):
        assert (await ana.open(path)).status == 403
        assert (await house.guest().open(path, follow=False)).status == 303
