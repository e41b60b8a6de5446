"""APScheduler plans by the wall clock: after that was set back, it would wait until it has caught up with its plan."""

from __future__ import annotations

from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


def plan_anew_after_a_jump(scheduler: AsyncIOScheduler, now: datetime) -> None:
    """Plan from `now` on whatever recurs and is planned for later than one interval from now."""
    for job in scheduler.get_jobs():
        trigger = job.trigger
        if isinstance(trigger, IntervalTrigger) and job.next_run_time > now + trigger.interval:
            job.reschedule(IntervalTrigger(seconds=trigger.interval.total_seconds()))
