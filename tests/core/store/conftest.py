"""Every test of this room that asks for `store` runs twice: on a SQLite file and on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from core.store import SqlStore
from tests.support.postgres import Postgres, postgres
from tests.support.store import database as sqlite_file
from tests.support.store import empty_database

__all__ = ["empty_database", "postgres", "sqlite_file"]

ON_POSTGRES = pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")])


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database without rows, by what `SqlStore` opens it with."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_file")
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.scratch(server.template) as url:
        yield url


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def bare_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A place for a database: no file yet, or a server's database without a table."""
    if request.param == "sqlite":
        yield str(tmp_path_factory.mktemp("bare") / "convoca.sqlite")
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.scratch() as url:
        yield url


@pytest.fixture
async def store(database: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(database)
    yield store
    await store.close()
