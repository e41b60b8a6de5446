"""The secretariat of these stories, on a fresh SQLite file."""

from __future__ import annotations

import pytest

from core.store import SqlStore
from tests.core.usecases.ordering.office import Office
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]


@pytest.fixture
async def office(store: SqlStore) -> Office:
    """A proposal, number 7, that was sent, and two people who have not answered."""
    house = Office(store)
    await house.sent(7, "Bruno Díaz", "Carla Souza")
    return house
