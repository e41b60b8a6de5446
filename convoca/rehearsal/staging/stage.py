"""The stage of a rehearsal: the real use cases and the real scheduler over one scratch file.

It remembers nothing: everything is in the file, or follows from the seed. A process that plays it may be killed at any
moment, and another may go on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from convoca.rehearsal.acting.acts import Act
from convoca.rehearsal.acting.doing import carry_out
from convoca.rehearsal.people.cast import SECRETARIAT
from convoca.rehearsal.staging.courier import Courier, Deliver
from convoca.rehearsal.staging.keys import KEY
from convoca.rehearsal.staging.still import SeededIds, StillClock
from convoca.settings import Settings, load_settings
from convoca.storing import ClosableStore, open_store
from core.call.definition import Call
from core.usecases.desk import Desk
from scheduler.ticks import Scheduler

DOMAIN = "convoca.example"
LINKS = "https://convoca.example"
NEVER = 3600.0
"""Seconds between ticks of a scheduler that is never started: ticks are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to happen at one moment: acts of people, and whether the scheduler looks at the clock."""

    now: datetime
    acts: tuple[Act, ...] = ()
    ticks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of it: of each act by its key, and when something else may be due."""

    came: Mapping[str, str] = field(default_factory=dict)
    again: datetime | None = None
    """When the courier may try again."""


@dataclass(slots=True)
class Stage:
    """Plays one order after the other."""

    desk: Desk
    clock: StillClock
    store: ClosableStore
    scheduler: Scheduler
    courier: Courier

    async def play(self, order: Order) -> Reply:
        """Let acts happen in one transaction, then the ticks, then the couriers."""
        self.clock.moment = order.now
        came: dict[str, str] = {}
        if order.acts:
            async with self.store.work() as work:
                for act in order.acts:
                    came[act.key] = await carry_out(self.desk, work, act, order.now, domain=DOMAIN)
        if order.ticks:
            await self.scheduler.run_once()
        return Reply(came=came, again=await self.courier.carry())


@asynccontextmanager
async def staged(
    folder: Path, call: Call, begins: datetime, *, seed: int, deliver: Deliver, life: int = 0
) -> AsyncIterator[Stage]:
    """Set the stage over the folder's file, made where it is not there yet; `life` counts processes that played."""
    settings = _settings(folder)
    clock = StillClock(begins)
    desk = Desk(call=call, clock=clock, ids=SeededIds(seed, life), key=KEY, secretariat=settings.secretaries)
    store = await open_store(settings.database)
    try:
        scheduler = Scheduler(desk, store, seconds=NEVER)
        yield Stage(desk, clock, store, scheduler, Courier(desk, settings, store, deliver))
    finally:
        await store.close()


def _settings(folder: Path) -> Settings:
    return load_settings(
        database=str(folder / "rehearsal.sqlite"), secretariat=(SECRETARIAT,), mail_domain=DOMAIN, public_url=LINKS
    )
