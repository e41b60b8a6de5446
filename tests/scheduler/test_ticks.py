"""Ticks: real APScheduler in a real loop; what is due happens once, batch by batch, and a failure stops nothing."""

from __future__ import annotations

import asyncio
import logging

import pytest

from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.ticking.duty import Done
from scheduler import failures
from scheduler.ticks import Scheduler
from tests.builders import House
from tests.scheduler.ticker import until

BRUNO = "bruno@example.org"


async def test_ticks_do_what_is_due_and_only_once(house: House) -> None:
    await house.team(await house.ana())
    house.clock.move(days=3)
    scheduler = Scheduler(house.desk, house.store, seconds=0.02)

    async def told() -> bool:
        return len(await house.kinds(BRUNO)) == 2

    scheduler.start()
    await until(told)
    await scheduler.stop()
    for _ in range(3):
        await scheduler.run_once()
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]


async def test_a_turn_begins_with_what_is_due_however_rarely_it_ticks(house: House) -> None:
    done = asyncio.Event()

    async def duty(_desk: Desk, _work: UnitOfWork) -> Done:
        done.set()
        return Done()

    scheduler = Scheduler(house.desk, house.store, seconds=3600, duties=[duty])
    scheduler.start()
    async with asyncio.timeout(20):
        await done.wait()
    await scheduler.stop()


async def test_a_duty_that_fails_is_told_without_anybodys_words_tried_again_and_stops_no_other(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    tried, done = asyncio.Semaphore(0), asyncio.Semaphore(0)

    async def broken(_desk: Desk, _work: UnitOfWork) -> Done:
        tried.release()
        raise RuntimeError(BRUNO)

    async def sound(_desk: Desk, _work: UnitOfWork) -> Done:
        done.release()
        return Done()

    scheduler = Scheduler(house.desk, house.store, seconds=0.02, duties=[broken, sound])
    with caplog.at_level(logging.WARNING):
        scheduler.start()
        async with asyncio.timeout(20):
            for _ in range(3):
                await tried.acquire()
                await done.acquire()
        await scheduler.stop()
    ours = [record.getMessage() for record in caplog.records if record.name == failures.log.name]
    assert ours == ["tick broken failed: RuntimeError"]


async def test_a_duty_that_goes_on_failing_is_told_sparsely_and_so_is_that_it_works_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    is_broken = False

    async def duty(_desk: Desk, _work: UnitOfWork) -> Done:
        if is_broken:
            raise RuntimeError(BRUNO)
        return Done()

    scheduler = Scheduler(house.desk, house.store, seconds=60, duties=[duty])
    assert await scheduler.run_once()
    is_broken = True
    with caplog.at_level(logging.WARNING):
        for _ in range(62):
            await scheduler.tick(duty)
            house.clock.move(minutes=1)
        is_broken = False
        for _ in range(2):
            await scheduler.tick(duty)
    assert [record.getMessage() for record in caplog.records] == [
        "tick duty failed: RuntimeError",
        "tick duty has failed 61 times since 2025-08-10 15:00 UTC: RuntimeError",
        "tick duty works again; it had failed 62 times since 2025-08-10 15:00 UTC",
    ]


async def test_a_batch_that_fails_leaves_nothing_behind(house: House) -> None:
    async def broken(_desk: Desk, work: UnitOfWork) -> Done:
        await work.ledger.enter("half", house.now)
        raise RuntimeError

    scheduler = Scheduler(house.desk, house.store, seconds=60, duties=[broken])
    with pytest.raises(RuntimeError):
        await scheduler.run_once()
    async with house.work() as work:
        assert await work.ledger.known("") == {}


class Heap:
    """So much to do, one thing a batch."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.begun = asyncio.Event()

    async def duty(self, _desk: Desk, _work: UnitOfWork) -> Done:
        self.begun.set()
        await asyncio.sleep(0)
        self.left -= 1
        return Done(1, more=self.left > 0)


async def test_what_is_more_than_a_batch_is_done_in_one_tick_and_others_get_their_turn_in_between(
    house: House,
) -> None:
    heap = Heap(5)
    scheduler = Scheduler(house.desk, house.store, seconds=3600, duties=[heap.duty])
    scheduler.start()
    async with asyncio.timeout(20):
        await heap.begun.wait()
        async with house.work():
            left = heap.left
    assert left > 0
    while heap.left:
        async with house.work():
            pass
    await scheduler.stop()
    assert heap.left == 0


async def test_stopping_waits_for_the_batch_under_way_and_no_longer(house: House) -> None:
    heap = Heap(1_000_000)
    scheduler = Scheduler(house.desk, house.store, seconds=3600, duties=[heap.duty])
    async with house.store.work():
        scheduler.start()
    await heap.begun.wait()
    await scheduler.stop()
    left = heap.left
    assert left > 0
    async with house.work():
        assert heap.left == left
