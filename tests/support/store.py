"""A store on a real SQLite file, fresh for every test: `from tests.support.store import store` in a conftest."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.store import SqlStore
from core.store.migrate import upgrade


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file without rows, made once: copying it costs a test less than migrating its own."""
    path = tmp_path_factory.mktemp("store") / "empty.sqlite"
    asyncio.run(upgrade(str(path)))
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> str:
    return str(shutil.copy(empty_database, tmp_path / "convoca.sqlite"))


@pytest.fixture
async def store(database: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(database)
    yield store
    await store.close()
