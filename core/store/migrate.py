"""Bringing a database's tables up to date; the migrations lie inside the package, so the wheel has them."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.store.engine import database_url, is_sqlite, make_file, must_exist, reading_engine, shown, writing_engine
from core.store.refusal import StoreRefusal, Trouble
from core.store.tables import metadata

VERSION_TABLE = "convoca_version"


async def upgrade(database: str) -> bool:
    """Create the tables or bring them up to date, in one transaction; return whether anything changed.

    Safe while another process does the same: one waits for the other. Raises StoreRefusal.
    """
    url = database_url(database)
    async with _opened(url, writing=True) as connection:
        before = await connection.run_sync(_version, shown(url))
        if before == _newest():
            return False
        await connection.run_sync(_migrate)
    return True


async def check(database: str) -> None:
    """Raise StoreRefusal unless the database is there and its tables are of this program's version."""
    url = database_url(database)
    must_exist(url)
    async with _opened(url, writing=False) as connection:
        version = await connection.run_sync(_version, shown(url))
    if version != _newest():
        raise StoreRefusal(Trouble.ABSENT if version is None else Trouble.OLDER, database=shown(url))


@asynccontextmanager
async def _opened(url: URL, *, writing: bool) -> AsyncIterator[AsyncConnection]:
    """A transaction; what the machine or the server says against it becomes a StoreRefusal."""
    if writing and is_sqlite(url):
        _make(url)
    engine = (writing_engine if writing else reading_engine)(url)
    try:
        async with engine.begin() as connection:
            yield connection
    except (OSError, DBAPIError) as wrong:
        origin = wrong.orig if isinstance(wrong, DBAPIError) else wrong
        said = str(getattr(origin, "__cause__", None) or origin)
        not_a_database = isinstance(origin, sqlite3.DatabaseError) and "not a database" in said
        trouble = Trouble.NOT_OURS if not_a_database else Trouble.UNREACHABLE
        raise StoreRefusal(trouble, database=shown(url), reason=said.splitlines()[0]) from None
    finally:
        await engine.dispose()


def _make(url: URL) -> None:
    try:
        make_file(Path(str(url.database)))
    except OSError as wrong:
        raise StoreRefusal(Trouble.UNREACHABLE, database=shown(url), reason=wrong.strerror or "") from None


def _version(connection: Connection, name: str) -> str | None:
    """The version of the tables that are there, None where there are none; refuse what is not ours or too new."""
    version = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    if version is None and set(metadata.tables) & set(inspect(connection).get_table_names()):
        raise StoreRefusal(Trouble.NOT_OURS, database=name)
    if version is not None and version not in {script.revision for script in _scripts().walk_revisions()}:
        raise StoreRefusal(Trouble.NEWER, database=name)
    return version


def _migrate(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _newest() -> str | None:
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config
