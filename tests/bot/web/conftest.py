"""The whole web on a real SQLite file, visited over ASGI by guests with browsers of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from convoca.example.clock import HandClock
from core.call.shipped import shipped_call
from core.store import SqlStore
from core.system import SystemIds
from core.usecases.desk import Desk
from tests.bot.web.guest import House
from tests.support.records import NOON
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]

SECRETARY = "secretaria@foro.example"


@pytest.fixture
async def house(store: SqlStore) -> AsyncIterator[House]:
    desk = Desk(
        call=shipped_call("lacigf-2025"), clock=HandClock(NOON), ids=SystemIds(), key=b"k" * 32,
        secretariat=(SECRETARY,),
    )  # fmt: skip
    house = House(desk, store)
    yield house
    await house.close()
