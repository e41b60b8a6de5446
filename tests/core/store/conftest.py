"""Every test of this room that asks for `store` runs twice: on a SQLite file and on a PostgreSQL server."""

from __future__ import annotations

import asyncio
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
    name = asyncio.run(server.create(server.template))
    yield server.database(name)
    asyncio.run(server.drop(name))


@pytest.fixture
async def store(database: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(database)
    yield store
    await store.close()
