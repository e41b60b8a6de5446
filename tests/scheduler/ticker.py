"""A process that ticks, forked from one that has read the code; its clock stands where the story does, and goes on."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from convoca.example.clock import ShiftedClock
from core.ports import UnitOfWork
from core.store import SqlStore
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from core.usecases.notices import note
from core.usecases.ticking.duty import Done, Duty
from scheduler.ticks import DUTIES, TURN, Scheduler
from tests.builders import CALL, KEY, OPEN
from tests.support.forked import Forked, forked

STORY = OPEN - SystemClock().now()
"""What all their clocks are ahead of the machine's, or behind it."""
SIGNED = "ticked"
"""The kind of line that `sign` leaves in the log."""


async def sign(desk: Desk, work: UnitOfWork) -> Done:
    """Leave a line in the log that tells which process wrote it, in which turn of whoever's."""
    lease = await work.leases.get(TURN)
    assert lease is not None
    turn = {"from": lease.taken_at.isoformat(), "until": lease.until.isoformat()}
    await note(work, desk.clock.now(), SIGNED, str(os.getpid()), **turn)
    return Done()


@asynccontextmanager
async def ticking(database: str, count: int, *, seconds: float, idle: bool = False) -> AsyncIterator[list[Forked]]:
    """Let so many processes tick on one database while the block is open, and sign; `idle` they do nothing but that."""
    tickers = [forked(_run, database, seconds, idle, STORY) for _ in range(count)]
    try:
        yield tickers
    finally:
        for ticker in tickers:
            if ticker.is_alive:
                ticker.end(signal.SIGKILL)


async def until(holds: Callable[[], Awaitable[object]]) -> None:
    """Wait until something holds that can only be asked for again and again: it is said in another process."""
    async with asyncio.timeout(30):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.01)


def _run(database: str, seconds: float, idle: bool, story: timedelta) -> None:
    asyncio.run(_tick(database, seconds, (sign,) if idle else (*DUTIES, sign), story))


async def _tick(database: str, seconds: float, duties: Sequence[Duty], story: timedelta) -> None:
    clock = ShiftedClock(SystemClock())
    clock.forward(story)
    desk = Desk(call=CALL, clock=clock, ids=SystemIds(), key=KEY, secretariat=("mesa@lacigf.test",))
    store = SqlStore(database)
    scheduler = Scheduler(desk, store, seconds=seconds, duties=duties)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    scheduler.start()
    await stop.wait()
    await scheduler.stop()
    await store.close()
