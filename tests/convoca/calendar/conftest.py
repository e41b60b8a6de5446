"""The house of the stories whose letters come in as bytes, on a fresh SQLite file."""

from __future__ import annotations

import pytest

from core.store import SqlStore
from tests.builders import House
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]


@pytest.fixture
def house(store: SqlStore) -> House:
    return House(store)
