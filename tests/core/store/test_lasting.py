"""What is committed is on the disk; a scratch file, which nobody needs after a power cut, is spared the waiting."""

from __future__ import annotations

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
