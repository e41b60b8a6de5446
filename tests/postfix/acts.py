"""What people do here: name somebody in a proposal, and answer by a letter that comes from somewhere."""

from __future__ import annotations

import asyncio
import smtplib
from email.message import EmailMessage

from convoca.example.browser import Browser
from convoca.example.mailbox import Mailbox, Received, reply_to
from convoca.tour.building import write
from core.system import SystemClock
from tests.convoca.process import HOST, Serving, arrived, invite, sign_in, to_the_title
from tests.postfix.instance import STRANGER
from tests.postfix.world import ELSEWHERE, HERE, signer

YES = "SÍ\n\nSector: Academia\nPaís: Perú\nOrganización: Red Andina\nGénero: Masculino"


async def inviting(serving: Serving, world: Mailbox, proponent: str, name: str, address: str) -> Browser:
    """Begin a proposal and name somebody in it."""
    browser = await sign_in(serving, world, proponent)
    await to_the_title(browser)
    await write(browser, "Redes comunitarias")
    await invite(browser, name, address)
    return browser


class Proponent:
    """Names people in one proposal, begun with the first of them."""

    def __init__(self, serving: Serving, world: Mailbox, address: str) -> None:
        self._serving, self._world, self._address = serving, world, address
        self._browser: Browser | None = None

    async def names(self, address: str) -> Received:
        """Put somebody on the list; return the invitation that they get."""
        name, domain = (part.partition(".")[0].title() for part in address.split("@"))
        if self._browser is None:
            self._browser = await inviting(self._serving, self._world, self._address, f"{name} {domain}", address)
        else:
            await invite(self._browser, f"{name} {domain}", address)
        return (await arrived(self._world, address))[0]


async def until(serving: Serving, query: str, wanted: list[tuple[object, ...]]) -> None:
    """Wait until the database says so."""
    for _ in range(1000):
        if (found := serving.rows(query)) == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{found}\n{serving.log}")


async def from_outside(port: int, sender: str, recipient: str, raw: bytes, *, place: str = ELSEWHERE) -> None:
    """Deliver a letter as the server at this address does; raises SMTPException."""
    await asyncio.to_thread(deliver, port, sender, recipient, raw, place)


def deliver(port: int, sender: str, recipient: str, raw: bytes, place: str = ELSEWHERE) -> None:
    """The same, for who is in no hurry."""
    name = f"mx.{sender.rpartition('@')[2] or 'lejos.example'}"
    source = HERE if place == HERE else STRANGER
    with smtplib.SMTP(HOST, port, name, source_address=(source, 0), timeout=30) as post:
        if place != HERE:
            post.ehlo()
            code, said = post.docmd("XCLIENT", f"ADDR={place} NAME={name} HELO={name}")
            assert code == 220, said
            post.ehlo_resp = None  # the conversation begins again
        post.sendmail(sender, [recipient], raw)


def answer(letter: Received, words: str = YES) -> EmailMessage:
    return reply_to(letter, words, name="", attribution="El lunes escribió:", clock=SystemClock())


def signed(letter: EmailMessage) -> bytes:
    """Return a letter as its sender's domain lets it go."""
    return signer(letter["From"].addresses[0].domain).signed(letter.as_bytes())
