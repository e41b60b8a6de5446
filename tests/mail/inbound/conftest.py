"""A mail server of ours on loopback, on a fresh SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from convoca.example.clock import HandClock
from core.store import SqlStore
from core.system import SystemIds
from mail.inbound.intake import Intake
from mail.inbound.server import MailServer
from tests.mail.inbound.post import HOST, KNOWN, Post
from tests.support.records import NOON
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]


async def is_known(address: str) -> bool:
    return address in KNOWN


@pytest.fixture
async def intake(store: SqlStore) -> AsyncIterator[Intake]:
    intake = Intake(store, HandClock(NOON), SystemIds(), stored=lambda: None)
    intake.start()
    yield intake
    await intake.stop()


@pytest.fixture
async def post(intake: Intake) -> AsyncIterator[Post]:
    server = MailServer(intake, is_known, hostname="mail.convoca.test")
    await server.open(HOST, 0)
    yield Post(server.port)
    await server.close()


@pytest.fixture
async def lmtp(intake: Intake) -> AsyncIterator[Post]:
    server = MailServer(intake, is_known, hostname="mail.convoca.test", lmtp=True)
    await server.open(HOST, 0)
    yield Post(server.port)
    await server.close()
