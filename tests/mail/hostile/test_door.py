"""The same letters through the door of the whole service: it answers each, handles what it took, and others besides."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from convoca.example.ports import free_port
from core.model.proposal import ParticipationStatus
from core.model.records import InboxState
from core.model.token import REPLY, derive, local_part
from core.store import SqlStore
from tests.builders import KEY, House
from tests.faults.letters.life import Life
from tests.faults.letters.nest import Nest
from tests.mail.hostile.headers import HEADERS
from tests.mail.hostile.letters import BEYOND, HOSTILE
from tests.mail.inbound.post import HOST, Post

DOMAIN = "convoca.test"
AT_ONCE = 4
ROUNDS = 10_000
MOST_MEMORY = 600
"""Megabytes: several letters of ten are under way at once."""
REFUSED = {
    "To of a megabyte", "Subject of encoded words", "Received of two megabytes", "ten thousand headers",
    "headers without end", "boundary of 100 kB",
}  # fmt: skip
"""For the length of their headers: told to who holds the letter."""
SOME = (
    *HEADERS, "3,000 nested parts", "two hundred parts", "a zip bomb", "winmail.dat", "LF and a dot", "charset zlib",
    "letters of only CR", "empty lines", "calendar, nested", "delivery status without end", "surrogates",
    "all controls", "NUL everywhere",
)  # fmt: skip
CARLA = (
    "From: carla@example.org\r\nMessage-ID: <carla@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "Sí, acepto\r\nSector: academia\r\nPaís: Brasil\r\nOrganización: NIC.br\r\nParticipación: en línea\r\n"
).encode()


@asynccontextmanager
async def serving(database: str, folder: Path) -> AsyncIterator[tuple[Post, int]]:
    """The service in a process of its own, whose number is told."""
    port = free_port()
    with Nest() as nest:
        life = Life(number=0, database=database, smtp=port, relay=free_port(), trace=str(folder / "trace"))
        process = nest.begin(life)
        try:
            await until_open(port)
            yield Post(port), process
        finally:
            os.kill(process, signal.SIGTERM)
            assert await asyncio.to_thread(nest.ended) == 0


async def until_open(port: int) -> None:
    for _ in range(1_000):
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return
    raise AssertionError("it never listened")


def address(participation: str) -> str:
    return f"{local_part(REPLY, derive(KEY, REPLY, participation, 0))}@{DOMAIN}"


async def deliver(post: Post, recipient: str, letters: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Deliver one after the other; return what was answered to each, by name."""
    answers = {}
    for name, raw in letters:
        async with post.line() as line:
            await line.begin(recipient)
            answers[name] = await line.send(raw.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n")
    return answers


def built(names: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    """Each with an id of its own."""
    for name in names:
        yield name, HOSTILE[name]().replace(b"<1@x.example>", f"<{abs(hash(name))}@x.example>".encode(), 1)


async def play(store: SqlStore, database: str, folder: Path, names: Collection[str]) -> None:
    """Have these delivered while Carla answers, and look at what became of each."""
    house = House(store)
    _, bruno, carla = await house.team(await house.ana())
    async with serving(database, folder) as (post, process):
        delivering = [
            asyncio.create_task(deliver(post, address(bruno), built(list(names)[number::AT_ONCE])))
            for number in range(AT_ONCE)
        ]
        await deliver(post, address(carla), [("carla", CARLA)])
        await until_confirmed(house, carla)
        assert not all(task.done() for task in delivering)
        answers = {name: answer for told in await asyncio.gather(*delivering) for name, answer in told.items()}
        await until_nothing_waits(store)
        assert most_held(process) < MOST_MEMORY
    long = "554 5.6.0 The headers of this letter are too long to be read\r\n"
    assert answers == {name: long if name in REFUSED else "250 2.0.0 Stored\r\n" for name in names}
    apart = len((BEYOND - REFUSED).intersection(names))
    done = len(set(names) - REFUSED) - apart + 1
    assert states(database) == {InboxState.DONE: done, InboxState.QUARANTINED: apart}


async def test_hostile_letters_are_answered_and_others_are_handled_in_between(
    store: SqlStore, database: str, tmp_path: Path
) -> None:
    await play(store, database, tmp_path, SOME)


@pytest.mark.soak
async def test_every_hostile_letter_is_answered(store: SqlStore, database: str, tmp_path: Path) -> None:
    await play(store, database, tmp_path, HOSTILE)


async def until_confirmed(house: House, participation: str) -> None:
    for _ in range(ROUNDS):
        if await house.status(participation) is ParticipationStatus.CONFIRMED:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it was never handled")


async def until_nothing_waits(store: SqlStore) -> None:
    for _ in range(ROUNDS):
        async with store.look() as work:
            if not await work.inbox.waiting(1, 1):
                return
        await asyncio.sleep(0.02)
    raise AssertionError("something waits for ever")


def most_held(process: int) -> int:
    """Megabytes that a process has held at most."""
    (held,) = re.findall(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text("ascii"))
    return int(held) // 1024


def states(database: str) -> dict[str, int]:
    with sqlite3.connect(database) as connection:
        return dict(connection.execute("SELECT state, count(*) FROM inbox GROUP BY state").fetchall())
