"""The stage of a rehearsal: the real use cases and the real scheduler over one scratch file.

It remembers nothing: everything is in the file, or follows from the seed. A process that plays it may be killed at any
moment, and another may go on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from convoca.rehearsal.acting.acts import Act
from convoca.rehearsal.acting.doing import carry_out
from convoca.rehearsal.people.cast import SECRETARIAT, Cast
from convoca.rehearsal.staging.courier import Courier, Deliver
from convoca.rehearsal.staging.keys import KEY
from convoca.rehearsal.staging.phases import Phases
from convoca.rehearsal.staging.still import SeededIds, StillClock
from convoca.settings import Settings, load_settings
from convoca.storing import ClosableStore, open_store
from core.call.definition import Call
from core.model.records import LogEntry
from core.model.reminder import REMINDERS
from core.ports import UnitOfWork
from core.usecases.calendar.telling import news_of_close, told_next
from core.usecases.calendar.versions import come_into_force
from core.usecases.desk import Desk
from core.usecases.reminding.remind import SOURCES, remind, reminding
from core.usecases.reminding.saying import DROPPED, ESCALATED
from core.usecases.ticking.duty import Done, Duty
from scheduler.ticks import DUTIES, LEASE_SECONDS, Scheduler

DOMAIN = "convoca.example"
LINKS = "https://convoca.example"
LEASE = timedelta(seconds=LEASE_SECONDS + 1)
NEVER = 3600.0
"""Seconds between ticks of a scheduler that is never started: ticks are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to happen at one moment: acts of people, a tick, and whether also the duties look that come seldom."""

    now: datetime
    acts: tuple[Act, ...] = ()
    seldom: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of it: of each act by its key, and when something else may be due."""

    came: Mapping[str, str] = field(default_factory=dict)
    again: datetime | None = None
    """When something else may be due, or may be tried again."""
    ticked: bool = True
    """Whether it was this process's turn to tick."""


@dataclass(slots=True)
class Seldom:
    """The duties that have nothing to do most of the time, in one transaction, and most only when asked for."""

    duties: Sequence[Duty]
    often: Sequence[Duty] = ()
    """Those that look each time: they may have something to say at any moment."""
    is_asked: bool = False

    async def duty(self, desk: Desk, work: UnitOfWork) -> Done:
        """Do what each finds due."""
        done = [await duty(desk, work) for duty in (*self.often, *(self.duties if self.is_asked else ()))]
        return Done(sum(item.queued for item in done), more=any(item.more for item in done))


@dataclass(slots=True)
class Stage:
    """Plays one order after the other."""

    desk: Desk
    clock: StillClock
    store: ClosableStore
    scheduler: Scheduler
    courier: Courier
    phases: Phases
    seldom: Seldom

    async def play(self, order: Order) -> Reply:
        """Let acts happen in one transaction, then the ticks, then the couriers."""
        self.clock.moment = order.now
        came: dict[str, str] = {}
        self.seldom.is_asked = order.seldom
        if order.acts:
            async with self.store.work() as work:
                for act in order.acts:
                    came[act.key] = await carry_out(self.desk, work, act, order.now, domain=DOMAIN)
        ours = await self.scheduler.run_once()
        moments = [await self.courier.carry(), await self._next_look(order.now)]
        if not ours:  # a process that died holds the turn for a little longer
            moments.append(order.now + LEASE)
        return Reply(came=came, again=min((at for at in moments if at is not None), default=None), ticked=ours)

    async def lines(self) -> Sequence[LogEntry]:
        """Return what the service itself noted of reminders."""
        async with self.store.look() as work:
            return await work.log.of_kinds({*REMINDERS, DROPPED, ESCALATED})

    async def _next_look(self, now: datetime) -> datetime | None:
        async with self.store.look() as work:
            proposals = await work.proposals.next_look(self.desk.call.id)
            moments = (proposals, self.phases.next_look(now), await told_next(self.desk, work))
        return min((at for at in moments if at is not None), default=None)


@asynccontextmanager
async def staged(
    folder: Path, call: Call, cast: Cast, begins: datetime, *, seed: int, deliver: Deliver, life: int = 0
) -> AsyncIterator[Stage]:
    """Set the stage over the folder's file, made where it is not there yet; `life` counts processes that played."""
    settings = _settings(folder)
    clock = StillClock(begins)
    desk = Desk(call=call, clock=clock, ids=SeededIds(seed, life), key=KEY, secretariat=settings.secretaries)
    store = await open_store(settings.database, lasting=False)
    try:
        async with store.work() as work:
            await come_into_force(desk, work, begins)
        phases = Phases(cast, seed=seed)
        sources = (*SOURCES, phases)
        often = (news_of_close,)
        seldom = Seldom([duty for duty in DUTIES if duty not in {remind, *often}], often)
        scheduler = Scheduler(desk, store, seconds=NEVER, duties=(reminding(sources), seldom.duty))
        yield Stage(desk, clock, store, scheduler, Courier(desk, settings, store, deliver, sources), phases, seldom)
    finally:
        await store.close()


def _settings(folder: Path) -> Settings:
    return load_settings(
        database=str(folder / "rehearsal.sqlite"), secretariat=(SECRETARIAT,), mail_domain=DOMAIN, public_url=LINKS
    )
