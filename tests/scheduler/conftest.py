"""The house of these stories on a fresh SQLite file; and either database for what happens between processes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from core.store import SqlStore
from tests.builders import House
from tests.core.store.conftest import ON_POSTGRES
from tests.support.postgres import Postgres, postgres
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "postgres", "store"]


@pytest.fixture
def house(store: SqlStore) -> House:
    return House(store)


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def either_database(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.scratch(server.template) as url:
        yield url


@pytest.fixture
async def either_store(either_database: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(either_database)
    yield store
    await store.close()
