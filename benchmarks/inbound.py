"""Durable inbound letters a second, against a bare aiosmtpd sink and, where there is one, Postfix, in the same run.

Our server stores each letter raw in a real SQLite file and answers 250 after the commit, with its recipient looked up;
the sink answers 250 and forgets; Postfix checks the recipient, queues durably and delivers to nowhere. They take turns.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from aiosmtpd.smtp import SMTP

from benchmarks._handled import handled
from benchmarks._postfix import postfix, why_not
from benchmarks._postman import Turn, bring
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


async def _measure(folder: Path) -> None:
    print(f"inbound: letters/s and p99 in ms, {LETTERS} letters of 3 kB, median of {ROUNDS} turns")
    brought = 0
    async with AsyncExitStack() as stack:
        port, recipient, store = await stack.enter_async_context(_ours(folder))
        ports = {"sink": await stack.enter_async_context(_sink()), "ours": port}
        if reason := why_not():
            print(f"not measured: {reason}")
        else:
            ports["postfix"] = await stack.enter_async_context(postfix(folder / "postfix", recipient))
        for connections in CONNECTIONS:
            turns: dict[str, list[Turn]] = {name: [] for name in ports}
            for _ in range(ROUNDS):
                for name, where in ports.items():
                    turns[name].append(await bring(where, connections, LETTERS, brought, recipient))
                brought += LETTERS
            _tell(connections, {name: _median(of) for name, of in turns.items()})
        async with store.look() as work:
            kept = len(await work.inbox.waiting(brought + 1))
    assert kept == brought, f"{kept} letters kept of {brought}"
    rates = []
    for number in range(ROUNDS):
        (folder / str(number)).mkdir()
        rates.append(await handled(folder / str(number)))
    print(f"read and applied: {statistics.median(rates):.0f} letters/s")


def _median(turns: Sequence[Turn]) -> Turn:
    return Turn(statistics.median(turn.rate for turn in turns), statistics.median(turn.p99 for turn in turns))


def _tell(connections: int, turns: Mapping[str, Turn]) -> None:
    ours = turns["ours"]
    for name, turn in turns.items():
        ratios = f"ours: {ours.rate / turn.rate:.2f} of its rate, {ours.p99 / turn.p99:.2f} of its p99"
        against = "" if turn is ours else ratios
        print(f"{connections:>4} {name:<8} {turn.rate:>6.0f} {turn.p99:>6.1f}  {against}".rstrip())


def main() -> None:
    """Measure and print; fails if a letter that was acknowledged is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))
