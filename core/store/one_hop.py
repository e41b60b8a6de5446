"""One hop to SQLite and back where a transaction begins, one where it ends, and none in between.

aiosqlite keeps each connection in a thread, and SQLAlchemy's adapter goes there four times for one statement: to make a
cursor, to execute, to fetch, to close. Each time the loop and the thread wait for one another, which costs more than
the statement. Here only what may wait goes there: the `BEGIN`, which waits for another process's transaction, together
with the first statement; and the end, which waits for the disk. What comes between runs in the loop, for nothing holds
it up any more (docs/adr/0019). Each statement brings home all that may be asked of it, and a connection that was asked
nothing has nothing to commit or to roll back.

The thread takes what it is given in turn, also from a task that was cancelled meanwhile: the ROLLBACK of that task's
transaction comes after the statement which it no longer waits for.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection

_Statement = Callable[[sqlite3.Cursor], object]
"""Runs a statement on a fresh cursor."""


@dataclass(frozen=True, slots=True)
class _Told:
    """All that a statement had to tell; the cursor on which it ran is closed."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: Sequence[Any] = ()


class OneHopCursor(AsyncAdapt_dbapi_cursor):
    """SQLAlchemy's cursor: it lives in the loop, and holds what its statement told."""

    __slots__ = ("_told", "arraysize")

    _adapt_connection: OneHopConnection
    arraysize: int

    def __init__(self, connection: OneHopConnection) -> None:  # not super's, which fetches a cursor from the thread
        self._adapt_connection = connection
        self._rows = deque()
        self._told = _Told()
        self.arraysize = 1

    @property
    def description(self) -> Any:
        return self._told.description

    @property
    def rowcount(self) -> int:
        return self._told.rowcount

    @property
    def lastrowid(self) -> Any:
        return self._told.lastrowid

    def execute(self, operation: Any, parameters: Any = ()) -> None:
        self._run(lambda cursor: cursor.execute(operation, parameters))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        self._run(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Nothing is left to close: SQLAlchemy asks before it hands rows to code that may not wait."""

    def _run(self, statement: _Statement) -> None:
        self._told = self._adapt_connection.run(statement)
        self._rows = deque(self._told.rows)


class OneHopConnection(AsyncAdapt_aiosqlite_connection):
    """SQLAlchemy's connection over aiosqlite's."""

    __slots__ = ("_is_clean", "_opening")

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self._opening: list[str] = []
        self._is_clean = False

    def cursor(self, server_side: bool = False) -> OneHopCursor:
        if server_side:
            raise NotImplementedError("rows are not fetched one by one: each would be a hop")
        return OneHopCursor(self)

    def begin(self, statement: str) -> None:
        """Let a statement that opens a transaction go before the next one, in the same hop."""
        # A list of its own for each transaction: one that was cancelled may still be under way with the last.
        self._opening = [statement]

    def run(self, statement: _Statement) -> _Told:
        """Run a statement and fetch all its rows."""
        self._is_clean = False
        try:
            told: _Told = self.run_async(lambda driver: _told_by(driver, self._opening, statement))
        except Exception as error:  # noqa: BLE001 - raised again, as the kind that SQLAlchemy expects
            self._handle_exception(error)
        return told

    def commit(self) -> None:
        if not self._is_clean:
            super().commit()
        self._end()

    def rollback(self) -> None:
        if not self._is_clean:
            super().rollback()
        self._end()

    def _end(self) -> None:
        self._opening, self._is_clean = [], True


def connect(dialect: Dialect, _record: object, arguments: list[Any], options: dict[str, Any]) -> OneHopConnection:
    """Answer SQLAlchemy's event `do_connect` for an engine on aiosqlite."""
    adapted: Any = dialect.connect(*arguments, **options)
    return OneHopConnection(adapted.dbapi, adapted.driver_connection)


async def _told_by(driver: Any, opening: list[str], statement: _Statement) -> _Told:
    """Run a statement where it belongs: in the loop inside a transaction that has begun, else in the thread."""
    if driver.in_transaction and not opening:
        await asyncio.sleep(0)  # a transaction of many statements lets the others have their turn
        return _run(driver, opening, statement)
    # aiosqlite's own verbs each take one of these steps; all of them go through its `_execute`.
    told: _Told = await driver._execute(_run, driver, opening, statement)
    return told


def _run(driver: Any, opening: list[str], statement: _Statement) -> _Told:
    """Run a statement after what opens its transaction; `opening` is empty once that has run."""
    cursor: sqlite3.Cursor = driver._conn.cursor()
    try:
        if opening:
            cursor.execute(opening[0])
            opening.clear()
        statement(cursor)
        rows = cursor.fetchall() if cursor.description else ()
        return _Told(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()
