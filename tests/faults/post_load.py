"""A load of letters for one running service: people who were asked, and what arrives in their names over many lines."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.call.definition import Call
from core.model.records import Person, ProposalRecord
from core.model.token import BOUNCE, REPLY, derive, local_part
from core.store import SqlStore
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from core.usecases.listing import participants

CONNECTIONS = 32
QUOTED = "> una línea citada de la carta original\r\n" * 40

YES = "Sí, acepto\r\nSector: academia\r\nPaís: Uruguay\r\n\r\nEl dom, 10 ago 2025 a las 12:00, convoca escribió:\r\n"
UNSURE = "Lo consulto y les aviso la semana que viene.\r\n\r\n"
AWAY = "Estoy fuera de la oficina hasta el lunes.\r\n"
A_REPORT = 'multipart/report; report-type=delivery-status; boundary="=b"'
REPORT = """\
--=b\r
Content-Type: text/plain\r
\r
No se pudo entregar.\r
--=b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example\r
\r
Final-Recipient: rfc822; {address}\r
Action: delayed\r
Status: 4.4.1\r
--=b--\r
"""

Asked = tuple[str, str, str]
"""Somebody's address, and the local parts that answers and reports to them go to."""


async def asked(database: Path, call: Call, key: bytes, proposals: int, each: int) -> Sequence[Asked]:
    """Make proposals with people on their lists, in a file that no service has open."""
    store = await SqlStore.open(str(database))
    clock = SystemClock()
    desk = Desk(call=call, clock=clock, ids=SystemIds(), key=key)
    try:
        return [one for number in range(proposals) for one in await _listed(desk, store, number, each)]
    finally:
        await store.close()


async def _listed(desk: Desk, store: SqlStore, number: int, each: int) -> Sequence[Asked]:
    now = desk.clock.now()
    who = Person(id=f"ana{number}", address=f"ana{number}@example.org", created_at=now, name="Ana", proved_at=now)
    record = ProposalRecord(
        id=f"proposal{number}", call=desk.call.id, proponent_id=who.id, created_at=now, changed_at=now,
        values={"session_type": "workshop", "answers.title": "Redes comunitarias"},
    )  # fmt: skip
    found = []
    async with store.work() as work:
        await work.people.add(who)
        await work.proposals.add(record)
        for place in range(each):
            address = f"persona{number}x{place}@example.org"
            item = await participants.add(desk, work, record, who, f"Persona {place}", now)
            assert item is not None
            for path, value in (("roles", ("speaker",)), ("address", address)):
                item = await work.participations.get(item.id) or item
                assert await participants.change(desk, work, record, who, item, path, value, now) is None
            tokens = (local_part(purpose, derive(desk.key, purpose, item.id, 0)) for purpose in (REPLY, BOUNCE))
            found.append((address, *tokens))
    return found


def letters(people: Sequence[Asked], domain: str, numbers: range, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield (sender, recipient, letter), each another: answers, maybes, absences, delays, and what nobody can read."""
    chance = random.Random(seed)
    for number in numbers:
        address, reply, bounce = chance.choice(people)
        kind = chance.choices(("yes", "unsure", "away", "report", "broken"), (4, 1, 3, 2, 1))[0]
        head = [f"Message-ID: <{seed}.{number}@load>", "MIME-Version: 1.0", "Content-Transfer-Encoding: 8bit"]
        if kind == "report":
            head += [
                "From: MAILER-DAEMON@mx.example",
                'Content-Type: multipart/report; report-type=delivery-status; boundary="=b"',
            ]
            yield "", f"{bounce}@{domain}", _letter(head, REPORT.format(address=address))
            continue
        head += [
            f"From: {address}",
            "Subject: Re: =?utf-8?q?Invitaci=C3=B3n?=",
            "Content-Type: text/plain; charset=utf-8",
        ]
        head += ["Auto-Submitted: auto-replied"] if kind == "away" else []
        said = {"yes": YES, "unsure": UNSURE, "away": AWAY, "broken": "\x00<<<" * 50 + "\r\n"}[kind]
        yield address, f"{reply}@{domain}", _letter(head, said + QUOTED)


def _letter(head: Sequence[str], body: str) -> bytes:
    return "\r\n".join((*head, "", body)).encode()


async def bring(port: int, load: Iterator[tuple[str, str, bytes]]) -> None:
    """Bring every letter over a few connections; fails where one was not accepted."""
    await asyncio.gather(*(_one(port, load) for _ in range(CONNECTIONS)))


async def _one(port: int, load: Iterator[tuple[str, str, bytes]]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def say(words: bytes, code: bytes) -> None:
        writer.write(words)
        await writer.drain()
        while (line := await reader.readuntil(b"\n"))[3:4] == b"-":
            pass
        assert line.startswith(code), line

    await say(b"", b"220")
    await say(b"EHLO load.example\r\n", b"250")
    for sender, recipient, raw in load:
        await say(f"MAIL FROM:<{sender}>\r\n".encode(), b"250")
        await say(f"RCPT TO:<{recipient}>\r\n".encode(), b"250")
        await say(b"DATA\r\n", b"354")
        await say(raw + b"\r\n.\r\n", b"250")
    await say(b"QUIT\r\n", b"221")
    writer.close()
    await writer.wait_closed()
