"""Several processes on one database, SQLite's or PostgreSQL's: one ticks at a time, and another one when it dies."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import timedelta
from itertools import groupby

from core.model.proposal import ParticipationStatus
from core.model.records import Channel
from core.store import SqlStore
from tests.builders import OPEN
from tests.scheduler.ticker import SIGNED, ticking, until
from tests.support.forked import Forked
from tests.support.records import a_participation, a_person, a_proposal

LISTS, DUE = 10, 60
"""Of so many proposals, so many people who were asked four days ago."""


async def signed(store: SqlStore) -> list[int]:
    """Which process ticked, tick by tick."""
    async with store.look() as view:
        return [int(line.actor) for line in await view.log.since(0) if line.kind == SIGNED]


async def more_signed(store: SqlStore, by: Forked, times: int) -> None:
    """Wait until this process has ticked so many times more."""
    before = (await signed(store)).count(by.pid)

    async def has() -> bool:
        return (await signed(store)).count(by.pid) >= before + times

    await until(has)


async def test_a_process_that_hangs_or_dies_is_followed_by_another_and_does_nothing_when_it_comes_back(
    either_database: str, either_store: SqlStore
) -> None:
    async with ticking(either_database, 2, seconds=0.2, signing=True) as both:
        await until(lambda: signed(either_store))
        begins = (await signed(either_store))[0]
        first, second = sorted(both, key=lambda one: one.pid != begins)
        await more_signed(either_store, first, 2)
        first.send(signal.SIGSTOP)
        await more_signed(either_store, second, 2)
        first.send(signal.SIGCONT)
        await more_signed(either_store, second, 5)
        second.end(signal.SIGKILL)
        await more_signed(either_store, first, 2)
    turns = [pid for pid, _ in groupby(await signed(either_store))]
    assert turns == [first.pid, second.pid, first.pid]


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
            for other in others:
                other.end(signal.SIGTERM)
    assert await reminded(either_store) == Counter({f"q{number}": 1 for number in range(DUE)})
