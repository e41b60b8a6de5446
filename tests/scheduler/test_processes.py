"""Several processes on one database, SQLite's or PostgreSQL's: one ticks at a time, and another one when it dies."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from core.model.proposal import ParticipationStatus
from core.model.records import Channel, LogEntry
from core.store import SqlStore
from tests.builders import OPEN
from tests.scheduler.ticker import SIGNED, ticking, until
from tests.support.forked import Forked
from tests.support.records import a_participation, a_person, a_proposal

LISTS, DUE = 10, 30
"""Of so many proposals, so many people who were asked four days ago."""


async def signed(store: SqlStore) -> Sequence[LogEntry]:
    """What they left, tick by tick."""
    async with store.look() as view:
        return await view.log.of_kinds({SIGNED})


async def more_signed(store: SqlStore, times: int, *by: Forked) -> None:
    """Wait until these processes have ticked so many times more."""
    names = {str(one.pid) for one in by}
    before = [line.seq for line in await signed(store)]

    async def has() -> bool:
        return len([line for line in await signed(store) if line.seq not in before and line.actor in names]) >= times

    await until(has)


async def ticking_now(store: SqlStore, both: Sequence[Forked]) -> tuple[Forked, Forked]:
    """The one that ticked last, and the other one."""
    await until(lambda: signed(store))
    last = (await signed(store))[-1].actor
    one, other = sorted(both, key=lambda forked: str(forked.pid) != last)
    return one, other


async def halted(store: SqlStore, one: Forked, other: Forked) -> None:
    """Halt one until the other ticks; again, where it was halted in a transaction, which holds up everybody."""
    while True:
        async with store.work():
            one.send(signal.SIGSTOP)
        try:
            async with asyncio.timeout(3):
                await more_signed(store, 1, other)
        except TimeoutError:
            one.send(signal.SIGCONT)
        else:
            return


async def test_a_process_that_hangs_or_dies_is_followed_by_another_and_no_two_tick_in_one_turn(
    either_database: str, either_store: SqlStore
) -> None:
    async with ticking(either_database, 2, seconds=0.2, idle=True) as both:
        await halted(either_store, *await ticking_now(either_store, both))
        for one in both:
            one.send(signal.SIGCONT)
        await more_signed(either_store, 5, *both)
        one, other = await ticking_now(either_store, both)
        one.end(signal.SIGKILL)
        await more_signed(either_store, 2, other)
    lines = await signed(either_store)
    turns = [(one.facts["until"], other.facts["from"]) for one, other in pairwise(lines) if one.actor != other.actor]
    assert len(turns) >= 2
    assert [(ended, begun) for ended, begun in turns if str(begun) < str(ended)] == []


async def many_due(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person("ana", proved_at=OPEN, name="Ana Gómez"))
        for number in range(LISTS):
            await work.proposals.add(a_proposal(f"p{number}", values={"answers.title": f"Redes {number}"}))
        for number in range(DUE):
            who, name = f"q{number}", f"Persona {number}"
            await work.people.add(a_person(who, name=name))
            await work.participations.add(
                a_participation(
                    f"x{number}", on=f"p{number % LISTS}", position=number, person_id=who, name=name,
                    address=f"{who}@example.org", status=ParticipationStatus.INVITED, roles=("speaker",),
                    invited_at=OPEN - timedelta(days=4),
                )
            )  # fmt: skip


async def reminded(store: SqlStore) -> Counter[str]:
    """How many letters each of them was queued."""
    async with store.look() as view:
        queued = [await view.outbox.of_person(f"q{number}", Channel.MAIL, 10) for number in range(DUE)]
    return Counter(str(letter.person_id) for letters in queued for letter in letters)


async def test_what_is_due_to_many_is_queued_once_though_the_process_that_does_it_dies(
    either_database: str, either_store: SqlStore
) -> None:
    await many_due(either_store)

    async def begun() -> bool:
        return bool(await reminded(either_store))

    async def done() -> bool:
        return len(await reminded(either_store)) == DUE

    async with ticking(either_database, 1, seconds=0.05) as [first]:
        await until(begun)
        async with ticking(either_database, 2, seconds=0.05) as others:
            first.end(signal.SIGKILL)
            await until(done)
            await more_signed(either_store, 3, *others)
            for other in others:
                other.end(signal.SIGTERM)
    assert await reminded(either_store) == Counter({f"q{number}": 1 for number in range(DUE)})
