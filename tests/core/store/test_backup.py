from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from core.store import SqlStore, StoreRefusal
from core.store.backup import backup
from core.store.migrate import VERSION_TABLE, check
from tests.support.records import CALL, NOON, a_line, a_person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def test_a_copy_is_a_whole_database_that_its_owner_alone_can_read(
    store: SqlStore, database: str, tmp_path: Path
) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
    target = tmp_path / "copy.sqlite"
    await backup(database, target)
    await check(str(target))
    copied = SqlStore(str(target))
    async with copied.work() as work:
        assert await work.people.all() == [a_person()]
    await copied.close()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


async def test_a_copy_taken_while_others_write_is_of_one_moment(store: SqlStore, database: str, tmp_path: Path) -> None:
    stop = asyncio.Event()

    async def write_on() -> None:
        while not stop.is_set():
            async with store.work() as work:
                number = await work.proposals.next_number(CALL)
                await work.log.add(a_line(str(number)))
                await work.ledger.enter(str(number), NOON)

    writer = asyncio.create_task(write_on())
    targets = [tmp_path / f"{number}.sqlite" for number in range(5)]
    for target in targets:
        await backup(database, target)
    stop.set()
    await writer
    assert all(is_whole(target) for target in targets)


def is_whole(target: Path) -> bool:
    connection = sqlite3.connect(target)
    (health,) = connection.execute("PRAGMA integrity_check").fetchone()
    lines, entries, last = connection.execute(
        "SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM ledger), (SELECT max(last) FROM numbers)"
    ).fetchone()
    connection.close()
    return health == "ok" and lines == entries == (last or 0)


def names_in(folder: Path) -> set[str]:
    """What lies in a folder; SQLite's journal comes and goes."""
    return {path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))}


def execute(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def spoil(file: Path, table: str) -> None:
    """Overwrite the page that a table begins on."""
    connection = sqlite3.connect(file)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with file.open("r+b") as raw:
        raw.seek((page - 1) * size)
        raw.write(b"\xff" * size)


async def trouble_of(database: str, target: Path) -> str:
    with pytest.raises(StoreRefusal) as refusal:
        await backup(database, target)
    return refusal.value.trouble


async def test_nothing_is_ever_replaced(store: SqlStore, database: str, tmp_path: Path) -> None:
    there = tmp_path / "precious"
    there.write_text("precious", encoding="utf-8")
    dangling = tmp_path / "link"
    dangling.symlink_to(tmp_path / "elsewhere")
    assert [await trouble_of(database, there), await trouble_of(database, dangling)] == ["exists", "exists"]
    assert await trouble_of(database, Path(database)) == "exists"
    assert there.read_text(encoding="utf-8") == "precious"


async def test_what_cannot_be_copied_or_written_is_refused_and_leaves_nothing(database: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ana, " * 100, encoding="utf-8")
    before = names_in(tmp_path)
    target = tmp_path / "copy.sqlite"
    execute(tmp_path / "songs.sqlite", "CREATE TABLE songs (name text)")
    before.add("songs.sqlite")
    assert await trouble_of(database, tmp_path / "nowhere" / "copy.sqlite") == "unwritable"
    assert await trouble_of(str(tmp_path / "songs.sqlite"), target) == "not_ours"
    assert await trouble_of(str(letter), target) == "not_ours"
    assert await trouble_of(str(tmp_path / "missing.sqlite"), target) == "absent"
    assert await trouble_of("postgresql://u:hush@h/d", target) == "not_a_file"
    assert names_in(tmp_path) == before


async def test_a_file_without_a_table_has_nothing_to_be_copied(database: str, tmp_path: Path) -> None:
    os.truncate(database, 0)
    assert await trouble_of(database, tmp_path / "copy.sqlite") == "absent"


@pytest.mark.parametrize("kept", [1000, 50_000])
async def test_a_file_that_was_cut_short_is_told_as_damaged(database: str, tmp_path: Path, kept: int) -> None:
    os.truncate(database, kept)
    before = names_in(tmp_path)
    assert await trouble_of(database, tmp_path / "copy.sqlite") == "damaged"
    assert names_in(tmp_path) == before


async def test_damage_deep_inside_is_found_while_copying(database: str, tmp_path: Path) -> None:
    spoil(Path(database), "log")
    await check(database)
    assert await trouble_of(database, tmp_path / "copy.sqlite") == "damaged"


@pytest.mark.parametrize("version", ["0001", "9999"])
async def test_a_database_of_another_version_is_copied_before_anything_is_done_to_it(
    database: str, tmp_path: Path, version: str
) -> None:
    execute(Path(database), f"UPDATE {VERSION_TABLE} SET version_num = '{version}'")
    await backup(database, tmp_path / "copy.sqlite")
    assert is_whole(tmp_path / "copy.sqlite")
