"""Bruno is invited and accepts by letter, whatever happens to the service, and must be told so once."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from convoca.example.ports import free_port
from core.model.records import Channel, OutboxState
from core.model.token import REPLY, derive, local_part
from core.store import SqlStore
from tests.builders import KEY, House
from tests.faults.letters.effects import check
from tests.faults.letters.life import DOMAIN, Life
from tests.faults.letters.nest import Nest
from tests.faults.letters.steps import OfARefusal, Step
from tests.faults.letters.wire import Sender, Sink, sinking

Death = Step | OfARefusal | int
ROUNDS = 2_000
ENDS = {OutboxState.SENT, OutboxState.FAILED}
BRUNO = "bruno@example.org"
ANSWER = (
    "From: Bruno <bruno@example.org>\r\nMessage-ID: <answer@example.org>\r\nSubject: Re\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    "Sí, acepto\r\nSector: academia\r\nPaís: Uruguay\r\nOrganización: Faro\r\nParticipación: presencial\r\n"
).encode()


@dataclass(frozen=True, slots=True)
class Invited:
    """Whose answer is waited for, and by whom."""

    participation: str
    proponent: str

    @property
    def address(self) -> str:
        return f"{local_part(REPLY, derive(KEY, REPLY, self.participation, 0))}@{DOMAIN}"


async def invite(database: str) -> Invited:
    """Invite Bruno; his invitation has left."""
    store = SqlStore(database)
    try:
        house = House(store)
        ana = await house.ana()
        _, bruno, _ = await house.team(ana)
        await house.post()
    finally:
        await store.close()
    return Invited(bruno, ana.id)


@dataclass(slots=True)
class Scene:
    """The service, from life to life on the same database and the same ports; each may have an end that is told."""

    nest: Nest
    database: str
    folder: Path
    dies: Sequence[Death]
    sink: Sink = field(init=False)
    sender: Sender = field(init=False)
    lives: int = 0
    process: int = 0
    end: asyncio.Task[int] = field(init=False)
    met: list[str] = field(default_factory=list)
    """What was reached on the wire, in all lives."""

    def begin(self) -> None:
        """Begin a life; it ends where it is told, by number of an operation or by step."""
        told = self.dies[self.lives] if self.lives < len(self.dies) else 0
        life = Life(
            number=self.lives, database=self.database, smtp=self.sender.port, relay=self.sink.port,
            trace=str(self._trace(self.lives)),
            **(told.told if not isinstance(told, int) else {"dies_before": told}),
        )  # fmt: skip
        self.lives += 1
        self.process = self.nest.begin(life)
        self.end = asyncio.create_task(asyncio.to_thread(self.nest.ended))

    def reached(self, step: str) -> None:
        """Kill it where it is told to die at a step of the wire."""
        told = self.dies[self.lives - 1] if self.lives <= len(self.dies) else 0
        if not isinstance(told, int) and told.operation == step and not self.end.done():
            os.kill(self.process, signal.SIGKILL)
        self.met.append(step)

    async def settled(self) -> None:
        """Wait until nothing is left to be done."""
        store = SqlStore(self.database)
        try:
            for _ in range(ROUNDS):
                if await _is_settled(store):
                    return
                await asyncio.sleep(0.02)
            raise AssertionError("something never came to rest")
        finally:
            await store.close()

    async def close(self) -> None:
        """Leave no process behind, whatever became of the test."""
        if not self.end.done():
            os.kill(self.process, signal.SIGKILL)
            await self.end

    def trace(self) -> list[str]:
        """What was asked of the store in the last life."""
        return self._trace(self.lives - 1).read_text("utf-8").splitlines()

    def _trace(self, life: int) -> Path:
        return self.folder / f"trace-{life}"


async def play(
    nest: Nest, folder: Path, database: str, invited: Invited, *dies: Death, refusals: Iterable[bytes] = ()
) -> Scene:
    """Let Bruno answer while the service dies at each of these in turn, and look at what came of it.

    Those that are numbers may lie behind the end: then nobody is killed. `refusals` are what the relay says at first.
    """
    scene = Scene(nest, database, folder, dies)
    async with sinking(scene.reached, refusals) as scene.sink, asyncio.timeout(60), AsyncExitStack() as stack:
        scene.sender = Sender(free_port(), scene.reached)
        scene.begin()
        stack.push_async_callback(scene.close)
        delivering = asyncio.create_task(scene.sender.deliver(BRUNO, invited.address, ANSWER))
        while not await _is_over(scene):
            assert scene.end.result() == -signal.SIGKILL, "it died by itself"
            scene.begin()
        await delivering
        if not scene.end.done():
            os.kill(scene.process, signal.SIGTERM)
            assert await scene.end in (0, -signal.SIGKILL)
        await check(database, invited.participation, invited.proponent, scene.sender, scene.sink)
    return scene


async def _is_over(scene: Scene) -> bool:
    """Wait for the end of a life, or that there is nothing left to do, where it may end before that."""
    told = scene.dies[scene.lives - 1] if scene.lives <= len(scene.dies) else 0
    if not isinstance(told, int):
        await asyncio.wait({scene.end})
        return False
    settling = asyncio.create_task(scene.settled())
    await asyncio.wait({scene.end, settling}, return_when=asyncio.FIRST_COMPLETED)
    is_over = settling.done()
    settling.cancel()
    await asyncio.wait({settling})
    return is_over


async def _is_settled(store: SqlStore) -> bool:
    async with store.look() as work:
        bruno = await work.people.by_address(BRUNO)
        assert bruno is not None
        letters = await work.outbox.of_person(bruno.id, Channel.MAIL, 100)
        waiting = await work.inbox.waiting(1, 1)
    return not waiting and len(letters) > 1 and all(letter.state in ENDS for letter in letters)
