"""What a tick costs with 1,000 and with 100,000 reminders to come: when nothing is due, and when twenty are.

Both databases are there at the same time and are asked in turn. All duties of the service run; a tick in which
something is due says it to twenty people of twenty proposals. On SQLite, and on PostgreSQL where
`CONVOCA_TEST_POSTGRES` names a server on which databases may be made.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks._databases import databases
from benchmarks._waiting import REMINDED_AT, TODAY, due_at, store_all, until_tomorrow
from convoca.example.call import open_call
from convoca.example.clock import HandClock
from core.store import SqlStore
from core.store.migrate import upgrade
from core.system import SystemIds
from core.usecases.desk import Desk
from scheduler.ticks import Scheduler

FEW, MANY = 1_000, 100_000
ON_A_LIST = 10
DUE = 20
HOURS = range(REMINDED_AT + 1, REMINDED_AT + 10)
"""Hours of the day at each of which so many are due."""
IDLE = 10
"""Ticks with nothing due, each hour."""


class Ticking:
    """One database with so many reminders to come, and the scheduler whose turn it is there."""

    def __init__(self, store: SqlStore) -> None:
        self.clock = HandClock(TODAY)
        call = open_call(TODAY)
        self.store = store
        self.desk = Desk(call=call, clock=self.clock, ids=SystemIds(), key=b"k" * 32, secretariat=("m@bench.example",))
        self.scheduler = Scheduler(self.desk, store, seconds=60)

    @classmethod
    async def over(cls, database: str, count: int) -> Ticking:
        """Fill a database; what is there is looked at once, as after a start."""
        await upgrade(database)
        ticking = cls(await SqlStore.open(database))
        call = ticking.desk.call.id
        await store_all(database, until_tomorrow(count, ON_A_LIST, call), *(due_at(hour, DUE, call) for hour in HOURS))
        await ticking.scheduler.run_once()
        return ticking

    async def tick(self) -> float:
        """Return milliseconds."""
        began = time.perf_counter()
        assert await self.scheduler.run_once()
        return (time.perf_counter() - began) * 1000

    async def busy_tick(self, hour: int) -> float:
        """Let it be an hour of the day, and say what is due."""
        self.clock.forward(TODAY + timedelta(hours=hour) - self.clock.now())
        before = await self._said()
        took = await self.tick()
        said = await self._said() - before
        assert said == DUE, f"{said} reminders, not {DUE}"
        return took

    async def _said(self) -> int:
        async with self.store.look() as view:
            return len(await view.log.of_kinds(["invitation_reminder"]))


async def _measure(name: str, few: str, many: str) -> None:
    one, other = await Ticking.over(few, FEW), await Ticking.over(many, MANY)
    busy, idle = [], []
    for hour in HOURS:
        busy.append((await one.busy_tick(hour), await other.busy_tick(hour)))
        idle += [(await one.tick(), await other.tick()) for _ in range(IDLE)]
    await one.store.close()
    await other.store.close()
    for what, took in (("nothing due", idle), (f"{DUE} due", busy)):
        small, large = (statistics.median(column) for column in zip(*took, strict=True))
        ratio = statistics.median(large / small for small, large in took)
        print(f"  {name:<10} {what:<12} {small:>8.1f} {large:>8.1f} {ratio:>8.2f}", flush=True)


async def _all(folder: Path) -> None:
    print(f"ticks: milliseconds with {FEW:,} and {MANY:,} reminders to come, the ratio of each pair; medians")
    async with databases(folder, "few") as few, databases(folder, "many") as many:
        for name in few:
            await _measure(name, few[name], many[name])


def main() -> None:
    """Measure and print; fails if a reminder is lost or comes twice."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_all(Path(folder)))
