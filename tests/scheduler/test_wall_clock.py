"""The machine's clock is set back: what APScheduler had planned by the old time comes by the new one."""

from __future__ import annotations

from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.system import SystemClock
from scheduler.wall_clock import plan_anew_after_a_jump

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


async def nothing() -> None:
    """What is planned."""


async def test_what_was_planned_by_a_later_clock_is_planned_anew_and_the_rest_stays() -> None:
    now = SystemClock().now()
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.start()
    for name, at in {"in time": now + MINUTE / 2, "an hour late": now + HOUR + MINUTE / 2}.items():
        scheduler.add_job(nothing, IntervalTrigger(minutes=1), id=name, next_run_time=at)
    plan_anew_after_a_jump(scheduler, now)
    planned = {job.id: job.next_run_time for job in scheduler.get_jobs()}
    scheduler.shutdown(wait=False)
    assert planned["in time"] == now + MINUTE / 2
    assert now + MINUTE <= planned["an hour late"] < now + 2 * MINUTE
