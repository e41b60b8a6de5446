"""On SQLite: each way to the database's thread costs more than a statement, so there must be few of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.store import SqlStore
from core.store.engine import database_url, writing_engine
from tests.support.records import CALL, NOON, a_line, a_person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@contextmanager
def hops(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Every call into a connection's thread, as aiosqlite tells them."""
    seen: list[str] = []
    caplog.clear()
    with caplog.at_level(logging.DEBUG, "aiosqlite"):
        yield seen
    seen += [record.getMessage() for record in caplog.records if record.getMessage().startswith("executing")]


@pytest.fixture
async def engine(database: str) -> AsyncIterator[AsyncEngine]:
    engine = writing_engine(database_url(database))
    async with engine.begin() as connection:
        await run(connection, "CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    yield engine
    await engine.dispose()


async def run(connection: AsyncConnection, statement: str, *parameters: object) -> list[tuple[object, ...]]:
    """The rows of a statement, [] where it gives none."""
    result = await connection.exec_driver_sql(statement, parameters or None)
    return [tuple(row) for row in result] if result.returns_rows else []


async def test_a_transaction_is_two_hops_however_many_statements_it_has(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    async with store.work() as work:  # the connections are open
        await work.people.add(a_person())
    async with store.look() as view:
        await view.people.all()
    with hops(caplog) as seen:
        async with store.work() as work:
            assert await work.proposals.next_number(CALL) == 1
            for kind in ("x", "y", "z"):
                await work.log.add(a_line(kind))
        async with store.look() as view:
            assert await view.people.all() == [a_person()]
            assert [line.kind for line in await view.log.since(0)] == ["x", "y", "z"]
    assert len(seen) == 2 + 2


async def test_others_have_their_turn_between_the_statements_of_a_transaction(store: SqlStore) -> None:
    async with store.look() as view:
        await view.people.all()
        asked = asyncio.Event()
        other = asyncio.create_task(asked.wait())
        asked.set()
        for _ in range(3):
            await view.people.all()
        assert other.done()


async def test_a_task_that_is_cancelled_between_two_statements_leaves_nothing(store: SqlStore) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with store.work() as work:
            for number in range(1_000_000):
                await work.ledger.enter(f"cancelled {number}", NOON)
                begun.set()

    cancelled = asyncio.create_task(write())
    await begun.wait()
    cancelled.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    async with store.work() as work:
        await work.ledger.enter("following", NOON)
    async with store.look() as view:
        assert await view.ledger.known("") == {"following": ""}


async def test_a_unit_of_work_that_asks_nothing_goes_nowhere(store: SqlStore, caplog: pytest.LogCaptureFixture) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
    with hops(caplog) as seen:
        for _ in range(3):
            async with store.work():
                pass
    assert seen == []


async def test_a_statement_tells_all_that_is_asked_of_it(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        added = await connection.exec_driver_sql("INSERT INTO shelf (name) VALUES ('a')")
        assert (added.rowcount, added.lastrowid, added.returns_rows) == (1, 1, False)
        many = await connection.exec_driver_sql("INSERT INTO shelf (name) VALUES (?)", [("b",), ("c",)])
        assert many.rowcount == 2
        renamed = await connection.exec_driver_sql("UPDATE shelf SET name = name || '!' WHERE id > 1 RETURNING id")
        assert [tuple(row) for row in renamed] == [(2,), (3,)]
        found = await connection.exec_driver_sql("SELECT id, name FROM shelf ORDER BY id")
        assert list(found.keys()) == ["id", "name"]
        rows = [found.fetchone(), *found.fetchmany(1), *found.fetchall()]
        assert [tuple(row) for row in rows if row] == [(1, "a"), (2, "b!"), (3, "c!")]
        assert list(await connection.exec_driver_sql("SELECT 1 FROM shelf WHERE id > 9")) == []


async def test_a_large_result_comes_whole(engine: AsyncEngine) -> None:
    counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i FROM n"
    async with engine.begin() as connection:
        assert await run(connection, counting) == [(number,) for number in range(1, 50_001)]


async def test_errors_are_what_they_are_called(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await run(connection, "INSERT INTO shelf (name) VALUES ('a')")
        with pytest.raises(IntegrityError):
            await run(connection, "INSERT INTO shelf (name) VALUES ('a')")
    async with engine.connect() as connection:
        with pytest.raises(OperationalError, match="no such table"):
            await run(connection, "SELECT * FROM attic")
        assert await run(connection, "SELECT * FROM shelf") == []


async def test_a_transaction_that_began_with_a_refused_statement_is_one_all_the_same(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(OperationalError):
            await run(connection, "SELECT * FROM attic")
        await run(connection, "INSERT INTO shelf (name) VALUES ('a')")
        await connection.rollback()
        assert await run(connection, "SELECT * FROM shelf") == []


async def test_what_a_cancelled_task_asked_last_ends_with_its_own_transaction(store: SqlStore, database: str) -> None:
    async def write(key: str) -> None:
        async with store.work() as work:
            await work.ledger.enter(key, NOON)

    await write("before")
    async with aiosqlite.connect(database, isolation_level=None) as other:
        await other.execute("BEGIN IMMEDIATE")
        cancelled = asyncio.create_task(write("cancelled"))
        await asyncio.wait({cancelled}, timeout=0.1)  # its statement waits in the thread
        cancelled.cancel()
        following = asyncio.create_task(write("following"))
        await asyncio.wait({following}, timeout=0.1)
        await other.execute("COMMIT")
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        await following
    async with store.look() as view:
        assert await view.ledger.known("") == {"before": "", "following": ""}


async def test_rows_one_by_one_are_refused(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(StatementError, match="one by one"):
            await connection.stream(text("SELECT 1"))
