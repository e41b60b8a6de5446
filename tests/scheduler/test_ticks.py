"""Ticks: real APScheduler in a real loop; what is due happens once, and a failure stops nothing."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

import pytest

from core.store import SqlStore
from core.usecases.desk import Desk
from scheduler.ticks import DUTIES, Scheduler
from tests.builders import House

BRUNO = "bruno@example.org"


class BrokenClock:
    """A clock that fails, and tells when it was asked so many times."""

    def __init__(self, times: int) -> None:
        self.asked_often = asyncio.get_running_loop().create_future()
        self._left = times

    def now(self) -> datetime:
        self._left -= 1
        if self._left == 0:
            self.asked_often.set_result(None)
        raise RuntimeError("ana@example.org")


async def watch_for(house: House, letters: int) -> None:
    for _ in range(2_000):
        if len(await house.kinds(BRUNO)) >= letters:
            return
        await asyncio.sleep(0.01)


async def test_ticks_do_what_is_due_and_only_once(house: House) -> None:
    await house.team(await house.ana())
    house.clock.move(days=3)
    scheduler = Scheduler(house.desk, house.store, seconds=0.02)
    scheduler.start()
    async with asyncio.timeout(20):
        await watch_for(house, 2)
    await scheduler.stop()
    for _ in range(3):
        await scheduler.run_once()
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]


async def test_a_tick_that_fails_is_told_without_anybodys_words_and_the_next_one_comes(
    house: House, store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    broken = BrokenClock(3 * len(DUTIES))
    desk = Desk(call=house.desk.call, clock=broken, ids=house.desk.ids, key=house.desk.key)
    scheduler = Scheduler(desk, store, seconds=0.02)
    with caplog.at_level(logging.ERROR):
        scheduler.start()
        await broken.asked_often
        await scheduler.stop()
    ours = [record.getMessage() for record in caplog.records if record.name == "convoca.scheduler"]
    assert "tick remind failed: RuntimeError" in ours
    assert "ana@example.org" not in " ".join(ours)


async def test_stopping_waits_for_the_tick_under_way(house: House) -> None:
    await house.team(await house.ana())
    house.clock.move(days=3)
    scheduler = Scheduler(house.desk, house.store, seconds=0.02)
    async with house.store.work():
        scheduler.start()
        await asyncio.sleep(0.1)
        stopping = asyncio.create_task(scheduler.stop())
        await asyncio.sleep(0.1)
        assert not stopping.done()
    await stopping
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]
