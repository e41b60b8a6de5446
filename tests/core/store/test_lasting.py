"""What is committed is on the disk; a scratch file, which nobody needs after a power cut, is spared the waiting."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.store import SqlStore

FULL, OFF = 2, 0


@pytest.mark.parametrize(("lasting", "synchronous"), [(True, FULL), (False, OFF)])
async def test_only_a_scratch_file_does_not_wait_for_the_disk(tmp_path: Path, lasting: bool, synchronous: int) -> None:
    store = await SqlStore.open(str(tmp_path / "convoca.sqlite"), lasting=lasting)
    async with store._writing.begin() as connection:
        found = await connection.exec_driver_sql("PRAGMA synchronous")
        assert found.scalar_one() == synchronous
    await store.close()


async def test_files_last_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    store = await SqlStore.open(str(tmp_path / "convoca.sqlite"))
    async with store._writing.begin() as connection:
        assert (await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one() == FULL
    await store.close()


@pytest.mark.parametrize("lasting", [True, False])
async def test_only_a_scratch_file_is_asked_in_the_loop_itself(tmp_path: Path, lasting: bool) -> None:
    store = await SqlStore.open(str(tmp_path / "convoca.sqlite"), lasting=lasting)
    for engine in (store._writing, store._reading):
        async with engine.begin() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await driver.create_function("asked_in", 0, threading.get_ident)
            asked_in = (await connection.exec_driver_sql("SELECT asked_in()")).scalar_one()
            assert (asked_in == threading.get_ident()) is not lasting
    await store.close()


async def test_a_scratch_file_keeps_what_is_committed_and_nothing_else(tmp_path: Path) -> None:
    store = await SqlStore.open(str(tmp_path / "convoca.sqlite"), lasting=False)
    now = datetime(2025, 8, 1, tzinfo=UTC)
    async with store.work() as work:
        await work.ledger.enter("kept", now)
    with suppress(ZeroDivisionError):
        async with store.work() as work:
            await work.ledger.enter("undone", now)
            raise ZeroDivisionError
    async with store.look() as work:
        assert set(await work.ledger.known("kept")) | set(await work.ledger.known("undone")) == {"kept"}
    await store.close()
