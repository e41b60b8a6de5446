"""Letters read and applied a second: invited people say yes, as they do, above what the letter of ours had said."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from convoca.example.clock import HandClock
from convoca.letters import answered_text, reader
from convoca.settings import Settings
from core.call.shipped import shipped_call
from core.model.letter import Reading
from core.model.proposal import ParticipationStatus
from core.model.records import IncomingLetter, Person, ProposalRecord
from core.model.token import REPLY, derive, local_part
from core.ports import UnitOfWork
from core.store import SqlStore
from core.system import SystemIds
from core.usecases.desk import Desk
from core.usecases.letters.answer_by_letter import answer_by_letter
from core.usecases.listing import participants
from mail.inbound.worker import Worker

PROPOSALS = 60
EACH = 5
DOMAIN = "bench.example"
_NOW = datetime(2025, 8, 10, 15, tzinfo=UTC)
_VALUES = {"session_type": "workshop", "answers.title": "Redes comunitarias", "answers.description": "Un taller."}
_SAID = (
    """\
From: {address}\r
To: {recipient}\r
Subject: Re: {number}\r
Message-ID: <{number}@bench>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
Sí, acepto\r
Sector: academia\r
País: Uruguay\r
Organización: Universidad del Valle Claro\r
Asistencia: presencial\r
\r
El dom, 10 ago 2025 a las 12:00, convoca (<{recipient}>) escribió:\r
"""
    + "> una línea citada de la carta original\r\n" * 70
)


async def handled(folder: Path) -> float:
    """Return the rate; fails where a yes was not applied."""
    store = await SqlStore.open(str(folder / "handled.sqlite"))
    desk = Desk(call=shipped_call("lacigf-2025"), clock=HandClock(_NOW), ids=SystemIds(), key=b"only for measuring")
    letters = [letter for number in range(PROPOSALS) for letter in await _invited(desk, store, number)]

    async def handle(work: UnitOfWork, letter: IncomingLetter, reading: Reading) -> None:
        await answer_by_letter(desk, work, letter, reading)

    answered = answered_text(desk, Settings(public_url=f"https://{DOMAIN}", mail_domain=DOMAIN), str)
    worker = Worker(store, read=reader(desk), answered=answered, handle=handle)
    try:
        async with store.work() as work:
            await work.inbox.add(letters)
        began = time.perf_counter()
        assert await worker.drain() == len(letters)
        took = time.perf_counter() - began
        async with store.look() as work:
            for number in range(PROPOSALS):
                listed = await work.participations.of_proposal(f"proposal{number}")
                assert {item.status for item in listed} == {ParticipationStatus.CONFIRMED}, listed
    finally:
        await store.close()
    return len(letters) / took


async def _invited(desk: Desk, store: SqlStore, number: int) -> Sequence[IncomingLetter]:
    """List people on a proposal, by which they are invited; return the letters in which they say yes."""
    who = Person(
        id=f"ana{number}", address=f"ana{number}@example.org", created_at=_NOW, name="Ana Gómez", country="AR",
        organisation="Red Abierta", phone="+54 351 555 0147", proved_at=_NOW,
    )  # fmt: skip
    record = ProposalRecord(
        id=f"proposal{number}", call=desk.call.id, proponent_id=who.id, created_at=_NOW, changed_at=_NOW, values=_VALUES
    )
    async with store.work() as work:
        await work.people.add(who)
        await work.proposals.add(record)
    return [await _listed(desk, store, who, record, f"persona{number}x{place}") for place in range(EACH)]


async def _listed(desk: Desk, store: SqlStore, who: Person, record: ProposalRecord, name: str) -> IncomingLetter:
    address = f"{name}@example.org"
    async with store.work() as work:
        item = await participants.add(desk, work, record, who, name.capitalize(), _NOW)
        assert item is not None
        for path, value in (("roles", ("speaker",)), ("address", address)):
            item = await work.participations.get(item.id) or item
            refused = await participants.change(desk, work, record, who, item, path, value, _NOW)
            assert refused is None, refused
    recipient = f"{local_part(REPLY, derive(desk.key, REPLY, item.id, 0))}@{DOMAIN}"
    raw = _SAID.format(address=address, recipient=recipient, number=item.id).encode()
    return IncomingLetter(id=item.id, key=item.id, received_at=_NOW, mail_from=address, recipient=recipient, raw=raw)
