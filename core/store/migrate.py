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

from core.store.engine import (
    database_url,
    is_sqlite,
    make_file,
    must_exist,
    reading_engine,
    shown,
    sqlite_trouble,
    writing_engine,
)
from core.store.refusal import StoreRefusal, Trouble
from core.store.tables import metadata

VERSION_TABLE = "convoca_version"


async def upgrade(database: str) -> bool:
    """Create the tables or bring them up to date, in one transaction; return whether anything changed.

    Safe while another process does the same: one waits for the other. Raises StoreRefusal, and then what was there is
    as it was: a SQLite file is looked at first, since opening it for writing changes how it keeps its journal.
    """
    url = database_url(database)
    if is_sqlite(url):
        _make(url)
    async with _opened(url, writing=False) as connection:
        if await connection.run_sync(_usable, shown(url)) == _newest():
            return False
    async with _opened(url, writing=True) as connection:
        if await connection.run_sync(_usable, shown(url)) == _newest():
            return False
        await connection.run_sync(_migrate)
    return True


async def check(database: str) -> None:
    """Raise StoreRefusal unless the database is there and its tables are of this program's version."""
    url = database_url(database)
    must_exist(url)
    async with _opened(url, writing=False) as connection:
        version = await connection.run_sync(_usable, shown(url))
    if version != _newest():
        raise StoreRefusal(Trouble.ABSENT if version is None else Trouble.OLDER, database=shown(url))


async def must_be_ours(url: URL) -> None:
    """Raise StoreRefusal unless there are tables of this program's, of whichever version."""
    must_exist(url)
    async with _opened(url, writing=False) as connection:
        if await connection.run_sync(_version, shown(url)) is None:
            raise StoreRefusal(Trouble.ABSENT, database=shown(url))


@asynccontextmanager
async def _opened(url: URL, *, writing: bool) -> AsyncIterator[AsyncConnection]:
    """A transaction; what the machine or the server says against it becomes a StoreRefusal."""
    engine = (writing_engine if writing else reading_engine)(url)
    try:
        async with engine.begin() as connection:
            yield connection
    except (OSError, DBAPIError) as wrong:
        origin = wrong.orig if isinstance(wrong, DBAPIError) else wrong
        said = str(getattr(origin, "__cause__", None) or origin)
        trouble = sqlite_trouble(origin) if isinstance(origin, sqlite3.Error) else Trouble.UNREACHABLE
        raise StoreRefusal(trouble, database=shown(url), reason=said.splitlines()[0]) from None
    finally:
        await engine.dispose()


def _make(url: URL) -> None:
    try:
        make_file(Path(str(url.database)))
    except OSError as wrong:
        raise StoreRefusal(Trouble.UNREACHABLE, database=shown(url), reason=wrong.strerror or "") from None


def _version(connection: Connection, name: str) -> str | None:
    """The version of the tables that are there, None where there is no table at all; refuse what is not ours."""
    versions = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_heads()
    if len(versions) > 1:
        reason = f"{VERSION_TABLE}: {', '.join(sorted(versions))}"
        raise StoreRefusal(Trouble.DAMAGED, database=name, reason=reason)
    if not versions and inspect(connection).get_table_names():
        raise StoreRefusal(Trouble.NOT_OURS, database=name)
    return versions[0] if versions else None


def _usable(connection: Connection, name: str) -> str | None:
    """The version as above; refuse one that is too new, and the newest where tables are missing."""
    version = _version(connection, name)
    if version is not None and version not in {script.revision for script in _scripts().walk_revisions()}:
        raise StoreRefusal(Trouble.NEWER, database=name)
    missing = set(metadata.tables) - set(inspect(connection).get_table_names()) if version == _newest() else ()
    if missing:
        raise StoreRefusal(Trouble.INCOMPLETE, database=name, reason=", ".join(sorted(missing)))
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
