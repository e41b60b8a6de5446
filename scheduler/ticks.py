"""Time, driven by APScheduler: one recurring tick per duty, which asks what is due and does it.

All state lives in our own tables, so there is no job store: ticks are registered anew at every start, a missed tick is
made good by the next one, and what was already sent is known from the ledger. Of several processes one ticks: the one
whose turn it is, by a lease in the database that every batch looks at in its own transaction (docs/adr/0015-lease.md).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.model.lease import Standing
from core.ports import Store
from core.rounds import Rounds
from core.system import SystemClock
from core.usecases.calendar.telling import news_of_close
from core.usecases.desk import Desk
from core.usecases.digesting.digest import digest
from core.usecases.reminding.remind import remind
from core.usecases.ticking.duty import Duty
from core.usecases.ticking.news_by_mail import news_by_mail
from core.usecases.ticking.tidy import tidy
from core.usecases.ticking.turn import Turn, give_up, look_at, take
from scheduler.failures import Failures
from scheduler.wall_clock import plan_anew_after_a_jump

DUTIES: tuple[Duty, ...] = (remind, news_of_close, digest, news_by_mail, tidy)
TURN = "ticks"
"""The lease's name."""
LEASE_SECONDS = 30.0
"""How long a process that is silent keeps the turn; one that ticks often has a lease of three ticks only."""
ASKED_IN_A_LEASE = 6
"""How often a process asks whose turn it is while a lease lasts: the turn of a dead one is taken after 7/6 of it."""
BREATH_SECONDS = 0.02
"""Between two batches other processes get at the database: SQLite's writers do not queue, they try."""


class Scheduler(Rounds):
    """Runs every duty each `seconds`, while it is this process's turn; a turn begins with all that is due.

    Its rounds ask whose turn it is.
    """

    name = "turn"
    patience_seconds = 10

    def __init__(self, desk: Desk, store: Store, *, seconds: float, duties: Sequence[Duty] = DUTIES) -> None:
        super().__init__()
        self._desk = desk
        self._store = store
        self._duties = duties
        length = min(LEASE_SECONDS, 3 * seconds)
        self.idle_seconds = length / ASKED_IN_A_LEASE
        self._turn = Turn(TURN, desk.ids.new(), timedelta(seconds=length))
        self._ours = False
        self._failures = Failures()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._ticks = AsyncIOScheduler(timezone="UTC")
        for duty in duties:
            self._ticks.add_job(
                self.tick,
                IntervalTrigger(seconds=seconds),
                args=[duty],
                id=duty.__name__,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begin ticking in the running event loop."""
        self._ticks.start()
        super().start()

    async def drain(self) -> None:
        """Ask whose turn it is; take it where it is free, keep it where it is ours, and begin it with every duty."""
        plan_anew_after_a_jump(self._ticks, SystemClock().now())  # the clock that APScheduler reads, whatever ours is
        was_ours, self._ours = self._ours, await self._take()
        if self._ours and not was_ours:
            for duty in self._duties:
                self._ticks.add_job(self.tick, args=[duty], misfire_grace_time=None)

    async def tick(self, duty: Duty) -> None:
        """Do what one duty finds due, batch by batch, in our turn; a failure is told, and the next tick tries again."""
        self._under_way += 1
        self._idle.clear()
        try:
            while self._ours and not self._stopping:
                is_more = await self._batch(duty)
                if self._ours:
                    self._failures.gone(duty.__name__)
                if not is_more:
                    break
                await asyncio.sleep(BREATH_SECONDS)
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is told, and the next tick tries again
            self._failures.came(duty.__name__, failure, self._desk.clock.now())
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def run_once(self) -> bool:
        """Run every duty now, one after the other, and raise what they raise; False where it is not our turn."""
        for duty in self._duties:
            while await self._batch(duty):
                pass
        return self._ours

    async def stop(self) -> None:
        """Stop ticking, and let another process tick at once.

        Returns when no batch is under way any more (APScheduler alone would cut them off).
        """
        await super().stop()
        self._ticks.pause()
        await asyncio.sleep(0)  # a tick that was just begun counts itself
        await self._idle.wait()
        self._ticks.shutdown(wait=False)
        if self._ours:
            async with self._store.work() as work:
                await give_up(work, self._turn)

    async def _take(self) -> bool:
        """Whether it is our turn; another's, and our own while it is fresh, cost one look."""
        async with self._store.look() as view:
            found = await look_at(view, self._turn, self._desk.clock.now())
        if found is not Standing.OPEN:
            return found is Standing.KEPT
        async with self._store.work() as work:
            return await take(work, self._turn, self._desk.clock.now())

    async def _batch(self, duty: Duty) -> bool:
        """Do one batch in one transaction, if it is still our turn in it; return whether there is more to do."""
        async with self._store.work() as work:
            self._ours = await take(work, self._turn, self._desk.clock.now())
            return self._ours and (await duty(self._desk, work)).more
