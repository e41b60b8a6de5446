"""A secretariat that takes orders, and a proposal with two people who are silent, on a fresh SQLite file."""

from __future__ import annotations

import pytest

from core.store import SqlStore
from tests.core.usecases.ordering.office import Office
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]


@pytest.fixture
async def office(store: SqlStore) -> Office:
    house = Office(store)
    await house.opens()
    return house


@pytest.fixture
async def seven(office: Office) -> str:
    """Proposal 7, whose Bruno and Carla were written to two days ago and are silent."""
    return await office.sent(7, "Bruno Díaz", "Carla Souza")
