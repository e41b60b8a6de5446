"""Whatever people and strangers send to ONE running service: a clear refusal each, nothing lost, and it lives on."""

from __future__ import annotations

import asyncio
import smtplib
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Literal

import pytest

from convoca.example.browser import Browser
from convoca.example.mailbox import Mailbox, Received
from convoca.tour.building import write
from templates.words import Words
from tests.convoca.process import DOMAIN, HOST, Serving, arrived, invite, sign_in, to_the_title
from tests.faults.crowd import open_call

WORDS = Words("es")
MEBIBYTE = 1024 * 1024
MOST_MEMORY = 256 * MEBIBYTE
"""Twice what it holds at most (125 MiB), so that a letter kept several times over shows."""
FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
SMUGGLED = "=?utf-8?q?a=0ABcc=3A_x=40y?="


@dataclass(slots=True)
class Town:
    """The service and the mailboxes of everybody, for all tests of this file."""

    serving: Serving
    mailbox: Mailbox
    proposals: int = 0

    async def begun(self) -> Browser:
        """A new proponent, before the question for the title."""
        self.proposals += 1
        browser = await sign_in(self.serving, self.mailbox, f"ana{self.proposals}@valle.example")
        await to_the_title(browser)
        return browser

    async def invited(self) -> Received:
        """The letter to somebody new, who has not answered."""
        browser = await self.begun()
        await write(browser, "Redes comunitarias")
        address = f"luis{self.proposals}@red.example"
        await invite(browser, "Luis Quispe", address)
        return (await arrived(self.mailbox, address))[0]

    def post(self, raw: bytes, *recipients: str, sender: str = "") -> dict[str, tuple[int, bytes]]:
        """Hand a letter in as a relay does; return who was refused. Raises SMTPException."""
        with smtplib.SMTP(HOST, self.serving.smtp, "relay.example", timeout=30) as relay:
            return relay.sendmail(sender, recipients, raw)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Run it once; whatever was sent, it must be well at the end, small, and end in peace."""
    folder = tmp_path_factory.mktemp("town")
    loop, mailbox = asyncio.new_event_loop(), Mailbox()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(mailbox.open(HOST), loop).result(10)
    serving = Serving(folder, call=str(open_call(folder)), relay=mailbox.port)
    try:
        serving.start()
        yield Town(serving, mailbox)
        assert serving.is_well()
        assert serving.memory() < MOST_MEMORY
        assert serving.stop() == 0
        assert "Traceback" not in serving.log
        assert "@" not in serving.log
    finally:
        serving.end()
        asyncio.run_coroutine_threadsafe(mailbox.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def settled(town: Town) -> None:
    """Wait until every letter that came in was handled."""
    for _ in range(1500):
        if not town.serving.rows("SELECT id FROM inbox WHERE state = 'waiting'"):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("letters wait")


def stands(town: Town, invitation: Received) -> tuple[object, ...]:
    """How an invitation stands, whether it was accepted, and how and as what the one letter is kept that answered it.

    Somebody who accepts without their data stays invited until they tell them.
    """
    who = f"people.address = '{invitation.address}' AND mail_from = '{invitation.address}'"
    (found,) = town.serving.rows(
        "SELECT participations.status, accepted_at IS NOT NULL, inbox.state, raw FROM inbox, participations "
        f"JOIN people ON people.id = participations.person_id WHERE {who}"
    )
    return found


def shown(browser: Browser) -> str:
    return browser.page.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Redes\r\nBcc: x@y.example", "Redes Bcc: x@y.example"),
        ("Redes\x00 \x1b[31mrojas\x07", "Redes [31mrojas"),
        (SMUGGLED, SMUGGLED),
        ("\u202eredes\u202c <b>libres</b>", "redes <b>libres</b>"),
        ("שלום 🧑‍🤝‍🧑 عربي", "שלום 🧑‍🤝‍🧑 عربي"),
    ],
    ids=["line breaks", "control characters", "encoded word", "direction marks", "scripts"],
)
async def test_a_title_stays_text_on_the_page_and_in_the_letter(town: Town, typed: str, kept: str) -> None:
    browser = await town.begun()
    await write(browser, typed)
    await invite(browser, "Luis Quispe", f"title{town.proposals}@red.example")
    letter = (await arrived(town.mailbox, f"title{town.proposals}@red.example"))[0]
    await browser.press("summary|")
    assert kept in shown(browser)
    assert kept in " ".join(letter.text.split())
    headers = message_from_bytes(letter.raw, policy=policy.default)
    assert (headers["To"], headers["Bcc"]) == (letter.address, None)
    assert len(headers.get_all("Subject", [])) == 1
    assert "<b>" not in browser.page.html


@pytest.mark.parametrize(
    "name",
    ["Zoë Ñandú Đặng", "مريم حداد", "Ana 🌱 Ríos", "O’Higgins-Iñíguez, María"],
    ids=["latin", "rtl", "emoji", "marks"],
)
async def test_a_name_is_one_name_however_it_was_typed(town: Town, name: str) -> None:
    browser = await town.begun()
    await write(browser, "Redes comunitarias")
    for number, form in enumerate(FORMS):
        await invite(browser, unicodedata.normalize(form, name), f"name{town.proposals}.{number}@red.example")
    assert shown(browser).count(unicodedata.normalize("NFC", name)) >= 2
    letters = [(await arrived(town.mailbox, f"name{town.proposals}.{number}@red.example"))[0] for number in (0, 1)]
    assert all(unicodedata.normalize("NFC", name) in letter.text for letter in letters)


@pytest.mark.parametrize("size", [100_000, 1_000_000])
async def test_a_paste_that_is_too_long_is_refused_and_what_was_there_stays(town: Town, size: int) -> None:
    browser = await town.begun()
    page = browser.page
    form = page.form_with(name="text")
    assert form is not None
    after = await browser.send(form, text="a" * size)
    assert after.status in {200, 413}
    refusal = WORDS("web.refusals.too_large.title") if after.status == 413 else "180"
    assert refusal in after.text
    await browser.open("/chat")
    await write(browser, "Un título más corto")
    await browser.press("summary|")
    assert "Un título más corto" in shown(browser)


@pytest.mark.parametrize(
    "letter",
    [
        "From: {me}\r\nFrom: otra@red.example\r\nTo: {to}\r\nSubject: Re\r\n\r\nSí, acepto\r\n",
        "\x00\x00\x00\r\n\r\n\r\n",
    ],
    ids=["two senders", "no letter at all"],
)
async def test_a_reply_that_says_nothing_for_certain_confirms_nobody_and_is_kept(town: Town, letter: str) -> None:
    invitation = await town.invited()
    raw = letter.format(me=invitation.address, to=invitation.reply_to).encode()
    assert town.post(raw, invitation.reply_to, sender=invitation.address) == {}
    await settled(town)
    assert stands(town, invitation) == ("invited", False, "done", raw)


async def test_an_empty_reply_is_asked_back(town: Town) -> None:
    invitation = await town.invited()
    raw = f"From: {invitation.address}\r\nTo: {invitation.reply_to}\r\nSubject: Re\r\n\r\n".encode()
    assert town.post(raw, invitation.reply_to, sender=invitation.address) == {}
    asked = (await arrived(town.mailbox, invitation.address, 2))[0]
    assert asked.reply_to == invitation.reply_to
    assert stands(town, invitation) == ("invited", False, "done", raw)


async def test_a_subject_of_two_megabytes_is_refused_and_confirms_nobody(town: Town) -> None:
    invitation = await town.invited()
    subject = "\r\n ".join(["x" * 900] * 2300)
    head = f"From: {invitation.address}\r\nTo: {invitation.reply_to}\r\nSubject: Re: {subject}\r\n"
    raw = f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\nSí, acepto\r\n".encode()
    with pytest.raises(smtplib.SMTPDataError) as refused:
        town.post(raw, invitation.reply_to, sender=invitation.address)
    assert refused.value.smtp_code == 554
    assert b"headers" in refused.value.smtp_error


async def test_a_letter_to_nobody_is_refused_at_the_door_and_the_next_is_taken(town: Town) -> None:
    for stranger in (f"nobody@{DOMAIN}", f"r+{'a' * 26}@{DOMAIN}", "x@elsewhere.example", f"{'a' * 600}@{DOMAIN}"):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            town.post(b"Subject: x\r\n\r\nx\r\n", stranger, sender="x@y.example")
        ((code, _),) = refused.value.recipients.values()
        assert 500 <= code < 600
    invitation = await town.invited()
    assert town.post(b"Subject: x\r\n\r\nx\r\n", invitation.reply_to, sender=invitation.address) == {}


async def test_of_five_hundred_recipients_those_that_there_are_get_the_letter_once(town: Town) -> None:
    invitation = await town.invited()
    (before,) = town.serving.rows("SELECT count(*) FROM inbox")
    crowd = [f"nobody{number}@{DOMAIN}" for number in range(500)]
    with pytest.raises((smtplib.SMTPRecipientsRefused, smtplib.SMTPServerDisconnected)):
        town.post(b"Subject: x\r\n\r\nx\r\n", *crowd, sender="x@y.example")
    refused = town.post(b"Subject: y\r\n\r\ny\r\n", *[invitation.reply_to] * 500, sender=invitation.address)
    assert {code for code, _ in refused.values()} <= {452}
    await settled(town)
    assert town.serving.rows("SELECT count(*) FROM inbox") == [(int(str(before[0])) + 1,)]


async def test_a_letter_larger_than_any_is_refused_before_it_is_kept(town: Town) -> None:
    invitation = await town.invited()
    with pytest.raises(smtplib.SMTPResponseException) as refused:
        town.post(b"Subject: x\r\n\r\n" + b"x" * 76 * 200_000, invitation.reply_to, sender=invitation.address)
    assert refused.value.smtp_code == 552
