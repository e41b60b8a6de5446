"""Handling what was stored: in order, what waits together in one transaction, and what fails is put apart."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from core.model.letter import LetterKind, Reading
from core.model.records import IncomingLetter, LogEntry
from core.ports import StoreTroubleError, UnitOfWork
from core.store import SqlStore
from core.store.store import SqlUnitOfWork
from mail.inbound.worker import IDLE_SECONDS, MOST_BYTES, TRIES, Worker
from tests.support.records import a_letter

BAD = "bad"


class Desk:
    """Reads and handles; fails on whichever letters it is told to, always or a number of times."""

    def __init__(self) -> None:
        self.unreadable: set[str] = set()
        self.unhandled: set[str] = set()
        self.failures: Counter[str] = Counter()
        self.troubles = 0
        self.tried: list[str] = []
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self.go_on.set()

    def read(self, letter: IncomingLetter, answered: str | None) -> Reading:
        self.tried.append(letter.id)
        if letter.id in self.unreadable:
            raise RecursionError("ana@example.org")
        return Reading(kind=LetterKind.REPLY, text=answered or "")

    async def answered(self, work: UnitOfWork, letter: IncomingLetter) -> str | None:
        return f"the letter that {letter.id} answers"

    async def handle(self, work: UnitOfWork, letter: IncomingLetter, reading: Reading) -> None:
        assert reading.text == f"the letter that {letter.id} answers"
        await work.inbox.done(letter.id, "handled")
        await work.log.add(LogEntry(at=letter.received_at, kind="handled", actor=letter.id))
        self.begun.set()
        await self.go_on.wait()
        if self.troubles:
            self.troubles -= 1
            raise StoreTroubleError
        self.failures[letter.id] -= 1
        if letter.id in self.unhandled or self.failures[letter.id] >= 0:
            raise LookupError("ana@example.org")

    def worker(self, store: SqlStore) -> Worker:
        return Worker(store, read=self.read, answered=self.answered, handle=self.handle)


async def keep(store: SqlStore, ids: Sequence[str]) -> None:
    async with store.work() as work:
        await work.inbox.add([a_letter(letter_id) for letter_id in ids])


async def handled(store: SqlStore) -> list[str]:
    """Return what was handled and committed, in order."""
    async with store.look() as work:
        return [entry.actor for entry in await work.log.since(0)]


async def left(store: SqlStore) -> tuple[list[str], list[str]]:
    """Return the letters that wait and those that were put apart."""
    async with store.look() as work:
        waiting, apart = await work.inbox.waiting(100), await work.inbox.quarantined()
    return [letter.id for letter in waiting], [letter.id for letter in apart]


async def test_letters_are_handled_in_the_order_in_which_they_came(store: SqlStore) -> None:
    ids = [f"l{number:02}" for number in range(45)]
    await keep(store, ids)
    desk = Desk()
    assert await desk.worker(store).drain() == len(ids)
    assert await handled(store) == ids
    assert await left(store) == ([], [])


@pytest.mark.parametrize("fails", [lambda desk: desk.unreadable, lambda desk: desk.unhandled], ids=["read", "handle"])
async def test_a_letter_that_keeps_failing_is_put_apart_and_stops_nobody(
    store: SqlStore, fails: Callable[[Desk], set[str]], caplog: pytest.LogCaptureFixture
) -> None:
    await keep(store, ["first", BAD, "last"])
    desk = Desk()
    fails(desk).add(BAD)
    await desk.worker(store).drain()
    assert await handled(store) == ["first", "last"]
    assert desk.tried.count(BAD) == 1 + TRIES  # once with the others, which counts for nothing
    assert await left(store) == ([], [BAD])
    assert "ana@example.org" not in caplog.text


async def test_what_a_failed_handling_wrote_is_undone(store: SqlStore) -> None:
    await keep(store, [BAD])
    desk = Desk()
    desk.unhandled.add(BAD)
    await desk.worker(store).drain()
    async with store.look() as work:
        (letter,) = await work.inbox.quarantined()
    assert letter.note == "LookupError"
    assert await handled(store) == []


async def test_what_was_stored_before_a_start_and_after_it_is_handled(store: SqlStore) -> None:
    await keep(store, ["before"])
    desk = Desk()
    worker = desk.worker(store)
    worker.start()
    try:
        await reached(store, ["before"])
        await keep(store, ["after"])
        worker.wake()
        await reached(store, ["before", "after"])
    finally:
        await worker.stop()


async def test_each_letter_is_handled_when_it_is_told_of_not_at_the_next_look(store: SqlStore) -> None:
    ids = [f"l{number}" for number in range(8)]
    desk = Desk()
    worker = desk.worker(store)
    worker.start()
    try:
        async with asyncio.timeout(len(ids) * IDLE_SECONDS / 2):
            for number, letter_id in enumerate(ids):
                await keep(store, [letter_id])
                worker.wake()
                await reached(store, ids[: number + 1])
    finally:
        await worker.stop()


async def test_a_letter_that_failed_and_then_did_not_is_handled(store: SqlStore) -> None:
    await keep(store, ["first", BAD, "last"])
    desk = Desk()
    desk.failures[BAD] = TRIES - 1
    await desk.worker(store).drain()
    assert await handled(store) == ["first", "last", BAD]
    assert await left(store) == ([], [])


async def test_a_letter_under_way_when_it_is_stopped_is_handled_whole_at_the_next_start(store: SqlStore) -> None:
    await keep(store, ["l1", "l2"])
    stopped = Desk()
    stopped.go_on.clear()
    worker = stopped.worker(store)
    worker.start()
    await stopped.begun.wait()
    await worker.stop()
    assert await handled(store) == []
    assert await left(store) == (["l1", "l2"], [])
    started = Desk()
    assert await started.worker(store).drain() == 2
    assert await handled(store) == ["l1", "l2"]


async def test_failures_are_counted_across_starts(store: SqlStore) -> None:
    await keep(store, [BAD])
    async with store.work() as work:
        for _ in range(TRIES - 1):
            await work.inbox.failed_once(BAD, "before the restart")
    desk = Desk()
    desk.unhandled.add(BAD)
    await desk.worker(store).drain()
    assert desk.tried == [BAD]
    assert await left(store) == ([], [BAD])


@pytest.mark.parametrize("ids", [["l1"], ["l1", "l2"]])
async def test_no_letter_is_blamed_for_a_store_in_trouble_however_often(store: SqlStore, ids: list[str]) -> None:
    await keep(store, ids)
    desk = Desk()
    desk.troubles = TRIES + 1
    worker = desk.worker(store)
    for _ in range(TRIES + 1):
        with pytest.raises(StoreTroubleError):
            await worker.drain()
    async with store.look() as work:
        assert [letter.attempts for letter in await work.inbox.waiting(10)] == [0] * len(ids)
    assert await worker.drain() == len(ids)
    assert await handled(store) == ids


async def test_a_store_that_fails_is_told_and_tried_again(
    store: SqlStore, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    await keep(store, ["l1", "l2"])
    with sqlite3.connect(database) as other:
        other.execute("ALTER TABLE inbox RENAME TO elsewhere")

    async def told() -> bool:
        return "inbox: OperationalError" in caplog.messages

    worker = Desk().worker(store)
    worker.start()
    try:
        await until(told)
        with sqlite3.connect(database) as other:
            other.execute("ALTER TABLE elsewhere RENAME TO inbox")
        worker.wake()
        await reached(store, ["l1", "l2"])
    finally:
        await worker.stop()
    assert await left(store) == ([], [])


async def reached(store: SqlStore, ids: list[str]) -> None:
    """Wait until just these were handled."""

    async def are_handled() -> bool:
        return await handled(store) == ids

    await until(are_handled)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(1_000):
        if await holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to hold")


async def test_what_waits_together_is_handled_in_one_commit_and_large_letters_in_several(store: SqlStore) -> None:
    async with store.work() as work:
        letters = [a_letter("l1"), a_letter("l2"), replace(a_letter("l3"), raw=b"x" * MOST_BYTES), a_letter("l4")]
        await work.inbox.add(letters)
    counting = Counting(store)
    assert await Desk().worker(counting).drain() == 4
    assert await handled(store) == ["l1", "l2", "l3", "l4"]
    assert counting.commits == 2


class Counting(SqlStore):
    """Counts the transactions that write."""

    def __init__(self, store: SqlStore) -> None:
        self._store, self.commits = store, 0

    @asynccontextmanager
    async def work(self) -> AsyncIterator[SqlUnitOfWork]:
        async with self._store.work() as work:
            yield work
        self.commits += 1

    @asynccontextmanager
    async def look(self) -> AsyncIterator[SqlUnitOfWork]:
        async with self._store.look() as work:
            yield work
