"""Several processes on one database, and processes that die in the middle."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process

import aiosqlite
import pytest

from core.store import SqlStore
from tests.support.records import CALL, NOON, a_line


async def another_process(database: str, what: str, times: int = 1) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.core.store.writer", database, what, str(times), stdout=PIPE
    )


async def said(process: Process) -> list[int]:
    out, _ = await process.communicate()
    return [int(line) for line in out.split()]


async def kept(store: SqlStore) -> tuple[list[int], list[int]]:
    async with store.look() as view:
        lines = [int(line.kind) for line in await view.log.since(0)]
        return lines, sorted(int(key) for key in await view.ledger.known(""))


async def test_two_processes_that_write_at_once_never_mix(store: SqlStore, database: str) -> None:
    processes = [await another_process(database, "write", 25) for _ in range(2)]
    numbers = [number for process in processes for number in await said(process)]
    assert sorted(numbers) == list(range(1, 51))
    assert await kept(store) == (list(range(1, 51)), list(range(1, 51)))


async def test_killing_a_process_loses_nothing_that_it_had_committed(store: SqlStore, database: str) -> None:
    told: list[int] = []
    for survives in (1, 20):
        process = await another_process(database, "write", 100_000)
        assert process.stdout is not None
        told += [int(await process.stdout.readline()) for _ in range(survives)]
        process.kill()
        told += await said(process)
    lines, entries = await kept(store)
    assert lines == entries
    assert set(told) <= set(lines)


async def test_what_a_killed_process_had_begun_is_gone_and_holds_nobody_up(store: SqlStore, database: str) -> None:
    process = await another_process(database, "hang")
    assert process.stdout is not None
    assert await process.stdout.readline() == b"inside\n"
    process.kill()
    await process.wait()
    async with store.work() as work:
        assert await work.proposals.next_number(CALL) == 1
        await work.log.add(a_line("1"))
        await work.ledger.enter("1", NOON)
    assert await kept(store) == ([1], [1])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_locked_file_is_waited_for(store: SqlStore, database: str) -> None:
    async def write() -> None:
        async with store.work() as work:
            await work.ledger.enter("1", NOON)

    async with aiosqlite.connect(database, isolation_level=None) as other:
        await other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(write())
        done, _ = await asyncio.wait({waiting}, timeout=0.2)
        assert done == set()
        await other.execute("COMMIT")
        await waiting
    async with store.look() as view:
        assert await view.ledger.known("") == {"1": ""}
