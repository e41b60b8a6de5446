"""Time, driven by APScheduler: one recurring tick per duty, which asks what is due and does it.

All state lives in our own tables, so there is no job store: ticks are registered anew at every start, a missed tick is
made good by the next one, and what was already sent is known from the ledger.
"""

from __future__ import annotations

import asyncio
import logging

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.ports import Store
from core.usecases.desk import Desk
from core.usecases.digesting.digest import digest
from core.usecases.duty import Duty
from core.usecases.news_by_mail import news_by_mail
from core.usecases.remind import remind
from core.usecases.tidy import tidy

log = logging.getLogger("convoca.scheduler")

DUTIES: tuple[Duty, ...] = (remind, digest, news_by_mail, tidy)


class Scheduler:
    """Runs every duty each `seconds`."""

    def __init__(self, desk: Desk, store: Store, *, seconds: float) -> None:
        self._desk = desk
        self._store = store
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._scheduler.add_listener(_tell_of_failure, EVENT_JOB_ERROR)
        for duty in DUTIES:
            trigger = IntervalTrigger(seconds=seconds)
            self._scheduler.add_job(
                self.tick,
                trigger,
                args=[duty],
                id=duty.__name__,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    async def tick(self, duty: Duty) -> None:
        """Do what one duty finds due, in one transaction."""
        self._under_way += 1
        self._idle.clear()
        try:
            async with self._store.work() as work:
                await duty(self._desk, work)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def run_once(self) -> None:
        """Run every duty now, one after the other."""
        for duty in DUTIES:
            await self.tick(duty)

    def start(self) -> None:
        """Begin ticking in the running event loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking; returns when no tick is under way any more (APScheduler alone would cut them off)."""
        self._scheduler.pause()
        await asyncio.sleep(0)  # a tick that was just begun counts itself
        await self._idle.wait()
        self._scheduler.shutdown(wait=False)


def _tell_of_failure(event: JobExecutionEvent) -> None:
    """A failed tick is told by kind only: its message could hold somebody's data. The next tick tries again."""
    log.error("tick %s failed: %s", event.job_id, type(event.exception).__name__)
