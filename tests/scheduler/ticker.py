"""A process that ticks, forked from one that has read the code; its clock stands where the story does, and goes on."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.process import BaseProcess

from convoca.example.clock import ShiftedClock
from core.ports import UnitOfWork
from core.store import SqlStore
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from core.usecases.duty import Done, Duty
from core.usecases.notices import note
from scheduler.ticks import DUTIES, Scheduler
from tests.builders import CALL, KEY, OPEN

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([__name__])
SIGNED = "ticked"
"""The kind of line that `sign` leaves in the log."""


async def sign(desk: Desk, work: UnitOfWork) -> Done:
    """Leave a line in the log that tells which process wrote it."""
    await note(work, desk.clock.now(), SIGNED, str(os.getpid()))
    return Done()


@dataclass(frozen=True, slots=True)
class Ticker:
    """One process."""

    process: BaseProcess

    @property
    def name(self) -> str:
        """As it signs."""
        return str(self.process.pid)

    def send(self, number: signal.Signals) -> None:
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    def end(self, number: signal.Signals) -> None:
        """End it by a signal, and wait until it is gone."""
        self.send(number)
        self.process.join(20)
        assert self.process.exitcode is not None


@asynccontextmanager
async def ticking(
    database: str, count: int, *, seconds: float, signing: bool = False, since: datetime = OPEN
) -> AsyncIterator[list[Ticker]]:
    """Let so many processes tick on one database while the block is open; `signing` they do nothing but that."""
    asked = (database, seconds, signing, since)
    tickers = [Ticker(_FORKING.Process(target=_run, args=asked, daemon=True)) for _ in range(count)]
    for ticker in tickers:
        ticker.process.start()
    try:
        yield tickers
    finally:
        for ticker in tickers:
            if ticker.process.is_alive():
                ticker.end(signal.SIGKILL)


async def until(holds: Callable[[], Awaitable[object]]) -> None:
    """Wait until something holds that can only be asked for again and again: it is said in another process."""
    async with asyncio.timeout(30):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.01)


def _run(database: str, seconds: float, signing: bool, since: datetime) -> None:
    asyncio.run(_tick(database, seconds, (sign,) if signing else DUTIES, since))


async def _tick(database: str, seconds: float, duties: Sequence[Duty], since: datetime) -> None:
    clock = ShiftedClock(SystemClock())
    clock.forward(since - clock.now())
    desk = Desk(call=CALL, clock=clock, ids=SystemIds(), key=KEY, secretariat=("mesa@lacigf.test",))
    store = SqlStore(database)
    scheduler = Scheduler(desk, store, seconds=seconds, duties=duties)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    scheduler.start()
    await stop.wait()
    await scheduler.stop()
    await store.close()
