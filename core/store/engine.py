"""Engines for a database URL: how SQLite and PostgreSQL are made to promise the same."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import URL, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.store import no_hop, one_hop
from core.store.one_hop import OneHopConnection
from core.store.refusal import StoreRefusal, Trouble

PATIENCE_SECONDS = 30
"""How long a writer waits for another process's before it gives up."""

HUNG_SECONDS = 25
"""How long a process may say nothing inside a transaction on PostgreSQL before the server ends it: it may be gone.

Less than the patience, so that nobody who waits for the writers' lock meanwhile fails for it.
"""

_WRITERS_LOCK = 0x636F6E766F6361
"""Any number that no other program's advisory lock in the same database bears ('convoca' in ASCII)."""


def database_url(database: str) -> URL:
    """Read a file path, a sqlite: URL or a postgresql: URL; raise StoreRefusal for anything else."""
    if "://" not in database and database:
        return URL.create("sqlite+aiosqlite", database=database)
    try:
        url = make_url(database)
    except ArgumentError:
        url = URL.create("unreadable")
    kind = url.get_backend_name() if url.drivername != "unreadable" else ""
    if kind == "sqlite" and url.database and url.database != ":memory:":
        return URL.create("sqlite+aiosqlite", database=url.database)
    if kind in {"postgresql", "postgres"}:
        return _with_asyncpg_names(url.set(drivername="postgresql+asyncpg"))
    raise StoreRefusal(Trouble.UNREADABLE_URL, database=shown(url) if kind else "")


def shown(url: URL) -> str:
    """Return what may be shown of a URL: a file's path, or a server's URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def is_sqlite(url: URL) -> bool:
    """Whether the database is a file of ours."""
    return url.get_backend_name() == "sqlite"


def writing_engine(url: URL, patience: float = PATIENCE_SECONDS, *, lasting: bool = True) -> AsyncEngine:
    """Return an engine whose transactions wait for one another, across processes, from their first statement on.

    A SQLite file that nobody needs after a power cut need not be `lasting`: a killed process loses nothing of it, too.
    """
    engine = _engine(url, pool_size=1 if is_sqlite(url) else 2, read_only=False, patience=patience, lasting=lasting)
    if is_sqlite(url) and not lasting:
        event.listen(engine.sync_engine, "connect", _unhurried)
    begin = "BEGIN IMMEDIATE" if is_sqlite(url) else f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"
    _at_begin(engine, begin)
    return engine


def reading_engine(url: URL, *, lasting: bool = True) -> AsyncEngine:
    """Return an engine whose transactions see one moment of the database and can't change it."""
    engine = _engine(url, pool_size=4, read_only=True, lasting=lasting)
    _at_begin(engine, "BEGIN" if is_sqlite(url) else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    return engine


def make_file(path: Path) -> None:
    """Make an empty file that its owner alone may read; SQLite gives the same mode to what it puts beside it."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def must_exist(url: URL) -> None:
    """Raise StoreRefusal for a SQLite file that is not there: looking at it would make it."""
    if is_sqlite(url) and not Path(str(url.database)).is_file():
        raise StoreRefusal(Trouble.ABSENT, database=shown(url))


def sqlite_trouble(wrong: sqlite3.Error) -> Trouble:
    """Return what an error of SQLite says about the file: damaged, no database at all, or out of reach."""
    code = getattr(wrong, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF  # the rest says only where it was noticed
    if code == sqlite3.SQLITE_NOTADB:
        return Trouble.NOT_OURS
    # A plain SQLITE_ERROR is a statement of ours that does not fit the tables: they were tampered with.
    return Trouble.DAMAGED if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR} else Trouble.UNREACHABLE


def _engine(
    url: URL, *, pool_size: int, read_only: bool, lasting: bool, patience: float = PATIENCE_SECONDS
) -> AsyncEngine:
    arguments: dict[str, Any] = {"isolation_level": None, "timeout": patience}
    if not is_sqlite(url):
        hung = f"{int(HUNG_SECONDS * 1000)}ms"
        settings = {"lock_timeout": f"{int(patience * 1000)}ms", "idle_in_transaction_session_timeout": hung}
        arguments = {"server_settings": {**settings, "application_name": "convoca"}}
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,  # a connection beyond the pool would be opened and thrown away for one transaction
        connect_args=arguments,
        pool_pre_ping=not is_sqlite(url),
        hide_parameters=True,  # the parameters of a failed statement are people's names and addresses
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    )
    if is_sqlite(url):
        event.listen(engine.sync_engine, "do_connect", one_hop.connect if lasting else no_hop.connect)
        event.listen(engine.sync_engine, "connect", _only_reading if read_only else _durable)
    return engine


def _durable(connection: DBAPIConnection, _record: object) -> None:
    """FULL: a commit is on the disk when it returns. secure_delete: what was blanked can't be read from the file."""
    _pragmas(connection, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def _unhurried(connection: DBAPIConnection, _record: object) -> None:
    """OFF: the system writes to the disk when it likes."""
    _pragmas(connection, "synchronous=OFF")


def _only_reading(connection: DBAPIConnection, _record: object) -> None:
    _pragmas(connection, "query_only=ON")


def _pragmas(connection: DBAPIConnection, *pragmas: str) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _at_begin(engine: AsyncEngine, statement: str) -> None:
    def begin(connection: Connection) -> None:
        driver = connection.connection.dbapi_connection
        if isinstance(driver, OneHopConnection):
            driver.begin(statement)
        else:
            connection.exec_driver_sql(statement)

    event.listen(engine.sync_engine, "begin", begin)


def _with_asyncpg_names(url: URL) -> URL:
    """libpq's `sslmode`, which every provider's URL bears, is `ssl` to asyncpg."""
    mode = url.query.get("sslmode")
    return url if mode is None else url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})


async def empty_journal(url: URL) -> None:
    """Move what SQLite's journal holds into the file and cut the journal to nothing; PostgreSQL sees to its own."""
    if is_sqlite(url):
        # Beside the engines, which would begin a transaction first: none may be open on the connection.
        async with aiosqlite.connect(str(url.database), timeout=PATIENCE_SECONDS) as connection:
            await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
