"""A running service follows the call: the file at its start, and what other processes change later."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from convoca.following import Following, reading_again
from core.call.dates import redated
from core.call.definition import Call
from core.store import SqlStore
from core.usecases.calendar.extend import Extended, extend
from core.usecases.desk import Desk
from tests.builders import CALL, KEY, CountedIds, HandClock
from tests.core.call.tiny import TINY
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]


def a_desk(call: Call = CALL) -> Desk:
    return Desk(call=call, clock=HandClock(), ids=CountedIds(), key=KEY)


class Quick(Following):
    """One that says when it has adopted another version."""

    idle_seconds = 0.01

    def __init__(self, store: SqlStore, desk: Desk) -> None:
        super().__init__(store, desk)
        self.moved = asyncio.Event()

    async def drain(self) -> bool:
        moved = await super().drain()
        if moved:
            self.moved.set()
        return moved


@asynccontextmanager
async def following(store: SqlStore, desk: Desk) -> AsyncIterator[asyncio.Event]:
    other = Quick(store, desk)
    await other.drain()
    other.moved.clear()
    other.start()
    yield other.moved
    await other.stop()


async def extended(store: SqlStore, desk: Desk) -> None:
    async with store.work() as work:
        done = await extend(desk, work, days=2, reason="Sin luz", by="operator", now=desk.clock.now())
    assert isinstance(done, Extended)


async def test_an_extension_is_in_force_at_once_where_it_was_made_and_soon_in_every_other_process(
    store: SqlStore,
) -> None:
    here, there = a_desk(), a_desk()
    async with following(store, there) as moved, asyncio.timeout(20):
        await extended(store, here)
        assert (here.version, str(here.call.moments["submission_closes"].day)) == (2, "2025-08-26")
        await moved.wait()
        assert there.call == here.call


async def test_a_version_that_is_being_made_is_not_taken_for_one_that_was_given_up(store: SqlStore) -> None:
    desk = a_desk()
    here = Following(store, desk)
    await here.drain()
    async with store.work() as work:
        await extend(desk, work, days=2, reason="Sin luz", by="operator", now=desk.clock.now())
        looking = asyncio.create_task(here.drain())
        assert await asyncio.wait({looking}, timeout=0.3) == (set(), {looking})
        assert desk.version == 2
    assert not await looking
    assert desk.version == 2


async def test_a_restart_finds_what_was_extended(store: SqlStore) -> None:
    await extended(store, a_desk())
    later = a_desk()
    assert await Following(store, later).drain()
    assert str(later.call.moments["submission_closes"].day) == "2025-08-26"


async def test_a_restart_with_another_file_is_a_version_of_its_own(store: SqlStore) -> None:
    await Following(store, a_desk()).drain()
    other = redated(CALL, {"results": "2025-09-20"})
    assert isinstance(other, Call)
    desk = a_desk(other)
    await Following(store, desk).drain()
    assert (desk.version, desk.call) == (2, other)


async def test_the_first_look_writes_and_those_after_it_only_read(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = a_desk()
    await Following(store, desk).drain()

    def nobody_writes(_: SqlStore) -> None:
        raise AssertionError

    monkeypatch.setattr(SqlStore, "work", nobody_writes)
    again = Following(store, replace(desk, version=0))
    assert [await again.drain(), await again.drain()] == [True, False]


def test_a_file_that_is_no_call_any_more_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(TINY, "utf-8")
    reload = reading_again(str(file))
    read = reload()
    assert read is not None
    assert read.id == "tiny"
    file.write_text("id =", "utf-8")
    assert reload() is None
