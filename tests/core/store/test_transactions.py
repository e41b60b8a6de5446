from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import DBAPIError

from core.ports import StoreTroubleError, UnitOfWork
from core.store import SqlStore
from tests.support.records import CALL, NOON, a_line, a_person

WHOLE, STEP = 3, 0.0005
"""Units that must come to their end before they are cancelled, and how much later each is cancelled (seconds)."""


class GaveUpError(Exception):
    pass


async def test_an_exception_rolls_everything_back(store: SqlStore) -> None:
    async def give_up() -> None:
        async with store.work() as work:
            await work.people.add(a_person())
            await work.proposals.next_number(CALL)
            raise GaveUpError

    with pytest.raises(GaveUpError):
        await give_up()
    async with store.work() as work:
        assert await work.people.all() == []
        assert await work.proposals.next_number(CALL) == 1


async def test_a_part_that_fails_is_undone_alone_also_where_the_database_refused_it(store: SqlStore) -> None:
    async def apart(work: UnitOfWork, *people: str) -> None:
        async with work.apart():
            for person in people:
                await work.people.add(a_person(person))

    async with store.work() as work:
        await work.people.add(a_person("a"))
        with pytest.raises(DBAPIError):
            await apart(work, "b", "a")
        await apart(work, "c")
    async with store.work() as work:
        assert [person.id for person in await work.people.all()] == ["a", "c"]


async def test_a_refused_statement_leaves_the_store_usable(store: SqlStore) -> None:
    async def add_twice() -> None:
        async with store.work() as work:
            await work.people.add(a_person("a"))
            await work.people.add(a_person("a"))

    for _ in range(3):
        with pytest.raises(DBAPIError):
            await add_twice()
    async with store.work() as work:
        await work.people.add(a_person("a"))


async def test_a_cancelled_task_leaves_nothing_behind_and_the_store_usable(store: SqlStore) -> None:
    inside = asyncio.Event()

    async def never_ends() -> None:
        async with store.work() as work:
            await work.people.add(a_person())
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.work() as work:
        assert await work.people.all() == []


async def test_tasks_cancelled_at_any_point_leave_whole_units_only(store: SqlStore) -> None:
    async def write() -> None:
        async with store.work() as work:
            number = await work.proposals.next_number(CALL)
            await work.log.add(a_line(str(number)))

    whole, patience = 0, 0.0
    while whole < WHOLE:
        task = asyncio.create_task(write())
        await asyncio.wait({task}, timeout=patience)
        whole += task.done()
        task.cancel()
        await asyncio.wait({task})
        patience += STEP
    async with store.work() as work:
        kinds = [line.kind for line in await work.log.since(0)]
        assert await work.proposals.next_number(CALL) == len(kinds) + 1
    assert len(kinds) >= WHOLE
    assert kinds == [str(number) for number in range(1, len(kinds) + 1)]


async def test_a_unit_of_work_inside_another_is_a_fault_not_a_standstill(store: SqlStore) -> None:
    async with store.work():
        with pytest.raises(RuntimeError, match="open already"):
            async with store.work():
                pass
    async with store.work() as work:
        assert await work.ledger.enter("after", NOON)


async def test_tasks_of_one_process_take_turns_in_order(store: SqlStore) -> None:
    async def count(kind: str) -> None:
        async with store.work() as work:
            seen = len(await work.log.since(0))
            await asyncio.sleep(0)
            await work.log.add(a_line(kind, facts={"seen": seen}))

    await asyncio.gather(*(count(str(number)) for number in range(20)))
    async with store.look() as view:
        lines = [(line.kind, line.facts) for line in await view.log.since(0)]
    assert lines == [(str(number), {"seen": number}) for number in range(20)]


async def test_numbers_are_given_once_however_many_ask(store: SqlStore, database: str) -> None:
    others = [SqlStore(database) for _ in range(3)]

    async def ask(asked: SqlStore) -> int:
        async with asked.work() as work:
            return await work.proposals.next_number(CALL)

    given = await asyncio.gather(*(ask(asked) for asked in [store, *others] for _ in range(10)))
    for other in others:
        await other.close()
    assert sorted(given) == list(range(1, 41))


async def test_a_view_sees_one_moment_and_does_not_wait_for_a_writer(store: SqlStore) -> None:
    async with store.look() as view:
        before = await view.people.all()
        async with store.work() as work:
            await work.people.add(a_person())
            async with store.look() as other:
                unseen = await other.people.all()
        assert [before, unseen, await view.people.all()] == [[], [], []]
    async with store.look() as view:
        assert await view.people.all() == [a_person()]


async def test_a_view_refuses_to_write(store: SqlStore) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        async with store.look() as view:
            await view.people.add(a_person())
    async with store.look() as view:
        assert await view.people.all() == []


async def test_a_lock_that_somebody_keeps_is_told_as_trouble_and_passes(store: SqlStore, database: str) -> None:
    impatient = SqlStore(database, patience=1)
    try:
        async with store.work() as work:
            await work.people.add(a_person("a"))
            with pytest.raises(StoreTroubleError):
                async with impatient.work() as other:
                    await other.people.add(a_person("b"))
        async with impatient.work() as work:
            await work.people.add(a_person("b"))
            assert [person.id for person in await work.people.all()] == ["a", "b"]
    finally:
        await impatient.close()
