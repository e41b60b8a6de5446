"""Durable inbound letters a second, against a bare aiosmtpd sink in the same run.

Our server stores each letter raw in a real SQLite file and answers 250 after the commit, with its recipient looked up;
the sink answers 250 and forgets. The clients are a process of their own, over kept-open connections, in turns.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from aiosmtpd.smtp import SMTP

from convoca.letters import expecting
from core.call.shipped import shipped_call
from core.model.records import Invitation
from core.model.token import REPLY, derive, fingerprint, local_part
from core.store import SqlStore
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from mail.inbound.intake import Intake
from mail.inbound.server import MailServer

CONNECTIONS = (1, 8, 32)
LETTERS = 600
ROUNDS = 3
DOMAIN = "bench.example"
KEY = b"a key that is only for measuring"

_CLIENT = """
import asyncio, sys, time, aiosmtplib
port, connections, letters, start = (int(word) for word in sys.argv[1:5])
recipient = sys.argv[5]
body = ("Sí, acepto\\r\\nSector: academia\\r\\n\\r\\n" + "> una línea citada de la carta original\\r\\n" * 70).encode()
async def one(share):
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as client:
        for number in share:
            head = ["From: ana@example.org", f"To: {recipient}", f"Message-ID: <{number}@bench>", "Subject: Re", "", ""]
            await client.sendmail("ana@example.org", [recipient], "\\r\\n".join(head).encode() + body)
async def main():
    numbers, began = range(start, start + letters), time.perf_counter()
    await asyncio.gather(*(one(numbers[index::connections]) for index in range(connections)))
    print(time.perf_counter() - began)
asyncio.run(main())
"""


class _Sink:
    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802 - aiosmtpd's
        return "250 OK"


@asynccontextmanager
async def _sink() -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(_Sink(), loop=loop), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def _ours(folder: Path) -> AsyncIterator[tuple[int, str, SqlStore]]:
    store = await SqlStore.open(str(folder / "bench.sqlite"))
    clock, ids = SystemClock(), SystemIds()
    desk = Desk(call=shipped_call("lacigf-2025"), clock=clock, ids=ids, key=KEY)
    token = derive(KEY, REPLY, "somebody", 0)
    async with store.work() as work:
        expires = clock.now() + timedelta(days=1)
        mark = fingerprint(token)
        await work.tokens.put(
            Invitation(fingerprint=mark, purpose=REPLY, subject="somebody", generation=0, expires_at=expires)
        )
    intake = Intake(store, clock, ids, stored=lambda: None)
    intake.start()
    server = MailServer(intake, expecting(store, desk, DOMAIN, f"convoca@{DOMAIN}"), hostname=DOMAIN)
    await server.open("127.0.0.1", 0)
    try:
        yield server.port, f"{local_part(REPLY, token)}@{DOMAIN}", store
    finally:
        await server.close()
        await intake.stop()
        await store.close()


async def _rate(port: int, connections: int, start: int, recipient: str) -> float:
    command = [sys.executable, "-c", _CLIENT, str(port), str(connections), str(LETTERS), str(start), recipient]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    told, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return LETTERS / float(told)


async def _measure(folder: Path) -> None:
    print(f"inbound: letters/s, {LETTERS} letters of 3 kB, median of {ROUNDS} turns")
    print(f"{'connections':>12} {'sink':>8} {'durable':>8} {'ratio':>6}")
    start = 0
    async with _sink() as sink, _ours(folder) as (port, recipient, store):
        for connections in CONNECTIONS:
            rates: dict[str, list[float]] = {"sink": [], "ours": []}
            for _ in range(ROUNDS):
                rates["sink"].append(await _rate(sink, connections, start, recipient))
                rates["ours"].append(await _rate(port, connections, start, recipient))
                start += LETTERS
            one, other = statistics.median(rates["sink"]), statistics.median(rates["ours"])
            print(f"{connections:>12} {one:>8.0f} {other:>8.0f} {other / one:>6.2f}")
        async with store.look() as work:
            kept = len(await work.inbox.waiting(start + 1))
    assert kept == start, f"{kept} letters kept of {start}"


def main() -> None:
    """Measure and print; fails if a letter that was acknowledged is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))
