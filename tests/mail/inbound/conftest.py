"""A mail server of ours on loopback, on a fresh SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.store import SqlStore
from mail.inbound.intake import Intake
from tests.mail.inbound.post import Post, served, storing
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]


@pytest.fixture
async def intake(store: SqlStore) -> AsyncIterator[Intake]:
    async with storing(store) as intake:
        yield intake


@pytest.fixture
async def post(intake: Intake) -> AsyncIterator[Post]:
    async with served(intake) as post:
        yield post


@pytest.fixture
async def lmtp(intake: Intake) -> AsyncIterator[Post]:
    async with served(intake, lmtp=True) as post:
        yield post
