"""A digest leaves by SMTP, its answer comes by SMTP and acts, the echo leaves, and its answer undoes the act."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TypeVar

import aiosmtplib
import pytest

from convoca.posting import rendering
from convoca.service import Part, Service, running
from convoca.settings import Settings
from convoca.vocabulary import vocabulary
from core.model.order import Order, Verb
from core.model.records import LogEntry, ProposalRecord
from core.system import SystemIds
from core.usecases.digesting.digest import digest
from core.usecases.notices import note
from core.usecases.people import person_at
from mail.reading import read
from tests.builders import CALL, KEY
from tests.core.usecases.ordering.office import MESA, Office
from tests.support.relay import ScriptedRelay, scripted_relay
from tests.templates.letters.queued import a_letter

HOST, OURS = "127.0.0.1", "mail.convoca.test"


def marked(text: str) -> str:
    """As most programs quote."""
    return "El dom, 10 ago 2025, LACIGF escribió:\n\n" + "".join(f"> {line}\n" for line in text.splitlines())


def unmarked(text: str) -> str:
    """As Outlook quotes: under a block of headers, without a mark."""
    return f"De: LACIGF <convoca@convoca.test>\nEnviado: domingo, 10 de agosto\nPara: Mesa\nAsunto: Resumen\n\n{text}"


def bare(text: str) -> str:
    """As a program that only puts the old letter below."""
    return text


Quote = Callable[[str], str]
Found = TypeVar("Found")


@dataclass(slots=True)
class Post:
    """The service's two ends, and the secretary at theirs."""

    office: Office
    service: Service
    relay: ScriptedRelay

    async def letter(self, count: int) -> EmailMessage:
        """Wait until as many letters have left; return the last."""
        assert self.service.courier is not None
        self.service.courier.wake()
        return (await self.relay.took(count))[-1].message

    async def digest(self) -> EmailMessage:
        async with self.service.store.work() as work:
            await note(work, self.office.now, "proposal_sent", "system", proposal_id="p7")
            assert (await digest(self.service.desk, work)).queued == 1
        return await self.letter(1)

    async def answer(
        self, letter: EmailMessage, words: str, *, verdict: str = "dmarc=pass header.from=lacigf.test",
        quoting: Quote = marked, sender: str = MESA, to: str | None = None,
    ) -> None:  # fmt: skip
        """The secretary answers, through our border, which writes what it found of them."""
        answer = EmailMessage()
        answer["Authentication-Results"] = f"{OURS}; {verdict}"
        answer["Received"] = "from relay.example by mail.convoca.test; Sun, 10 Aug 2025 12:00:00 -0300"
        answer["From"], answer["To"] = f"María Paz <{sender}>", MESA
        answer["Subject"], answer["Message-ID"] = f"Re: {letter['Subject']}", f"<{SystemIds().new()}@lacigf.test>"
        answer["In-Reply-To"] = letter["Message-ID"]
        answer.set_content(f"{words}\n\n{quoting(text_of(letter))}")
        recipient = to or letter["Reply-To"].addresses[0].addr_spec
        port = self.service.smtp_port
        await aiosmtplib.send(answer.as_bytes(), sender=sender, recipients=[recipient], hostname=HOST, port=port)

    async def proposal(self, holds: Callable[[ProposalRecord], bool]) -> ProposalRecord:
        """The proposal, as soon as this holds of it."""

        async def found() -> ProposalRecord | None:
            record = await self.office.record("p7")
            return record if holds(record) else None

        return await there(found)

    async def lines(self, kind: str) -> list[LogEntry]:
        return await there(lambda: self.office.log(kind))


async def there(look: Callable[[], Awaitable[Found | None]]) -> Found:
    """Wait until something is there."""
    for _ in range(1_000):
        if found := await look():
            return found
        await asyncio.sleep(0.02)
    raise TimeoutError


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@asynccontextmanager
async def serving(office: Office, database: str) -> AsyncIterator[Post]:
    async with office.work() as work:
        await person_at(office.desk, work, MESA, office.now)
    async with scripted_relay() as relay:
        settings = Settings(
            database=database,
            smtp_relay=f"{HOST}:{relay.port}",
            smtp_listen=f"{HOST}:0",
            mail_domain="convoca.test",
            public_url="https://convoca.test",
            authserv_id=OURS,
            secretariat=(MESA,),
        )
        parts = {Part.MAIL, Part.COURIERS}
        async with running(settings, CALL, clock=office.clock, ids=SystemIds(), key=KEY, parts=parts) as service:
            yield Post(office, service, relay)


async def test_a_digest_is_answered_and_its_echo_undoes(office: Office, database: str) -> None:
    async with serving(office, database) as post:
        summary = await post.digest()
        await post.answer(summary, "Hola:\n\nretener 7\nnota 7: Pidieron la sala B\n\nGracias\nMaría", quoting=bare)
        assert (await post.proposal(lambda record: record.held_at is not None)).held_at == office.now
        echo = await post.letter(2)
        assert (echo["To"], echo["Auto-Submitted"], echo["Subject"]) == (MESA, "auto-replied", "LACIGF 18: hecho")
        assert echo["In-Reply-To"] in echo["References"]
        assert echo["Reply-To"] != summary["Reply-To"]
        assert "La propuesta 7, «Redes que cuidan», queda en espera" in text_of(echo)
        await post.answer(echo, "deshacer", quoting=bare)
        await post.proposal(lambda record: record.held_at is None)
        undone = await post.letter(3)
        assert "ya no está en espera" in text_of(undone)
        assert "ya no se muestra" in text_of(undone)
        assert [line.facts["text"] for line in await post.lines("office_note")] == ["Pidieron la sala B"]


async def test_a_letter_that_may_be_anybodys_does_nothing(office: Office, database: str) -> None:
    async with serving(office, database) as post:
        await post.answer(await post.digest(), "retener 7", verdict="spf=pass")
        assert [line.facts["why"] for line in await post.lines("letter_without_effect")] == ["dmarc"]
        told = await post.letter(2)
        assert (told["To"], told["Auto-Submitted"], told["In-Reply-To"]) == (MESA, "auto-generated", None)
    assert (await office.record("p7")).held_at is None


@pytest.mark.parametrize("quoting", [marked, unmarked, bare])
def test_however_a_program_quotes_an_echo_only_the_answer_is_read(quoting: Quote) -> None:
    text = a_letter("orders_echo").text
    raw = f"From: Mesa <{MESA}>\nContent-Type: text/plain; charset=utf-8\n\ndeshacer\n\n{quoting(text)}"
    reading = read(raw.encode(), vocabulary=vocabulary(CALL), invitation=text, takes_orders=True)
    assert reading.orders == (Order(verb=Verb.UNDO, line="deshacer"),)


async def test_a_digest_that_takes_no_orders_has_no_address_for_them(office: Office) -> None:
    ready = rendering(office.desk, Settings(mail_domain="convoca.test", public_url="https://convoca.test"))
    for checks, taken in ((False, False), (True, True)):
        office.desk.checks_senders = checks
        office.clock.move(days=1)
        async with office.work() as work:
            await note(work, office.now, "proposal_sent", "system", proposal_id="p7")
        await office.digest()
        newest = [letter for letter in await office.mail(MESA) if letter.kind == "digest"][-1]
        letter = message_from_bytes(ready(newest).raw, policy=policy.default)
        assert (letter["Reply-To"] is not None, b"retener 7" in ready(newest).raw) == (taken, taken)
