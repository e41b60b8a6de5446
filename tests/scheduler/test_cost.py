"""What a tick costs while nothing is due, which is nearly always: a few statements, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.model.chats import Chat
from core.store import SqlStore
from core.usecases.ticking.news_by_mail import news_by_mail
from scheduler.ticks import DUTIES, LEASE_SECONDS, Scheduler
from tests.builders import House
from tests.core.store.test_statements import counted
from tests.support.records import a_person


@pytest.fixture
async def scheduler(house: House) -> Scheduler:
    """One whose turn it is, and that has done all that was due."""
    await house.team(await house.ana())
    scheduler = Scheduler(house.desk, house.store, seconds=60)
    for _ in range(2):
        assert await scheduler.run_once()
    return scheduler


def written(database: str) -> int:
    """Bytes in SQLite's journal, where every commit that changes anything adds some."""
    return Path(f"{database}-wal").stat().st_size


async def test_where_nothing_is_due_each_duty_asks_little_and_writes_nothing(
    scheduler: Scheduler, database: str
) -> None:
    """Whose turn it is costs one statement of each."""
    asked, before = dict[str, int](), written(database)
    for duty in DUTIES:
        with counted() as seen:
            await scheduler.tick(duty)
        asked[duty.__name__] = len(seen)
    assert asked == {"remind": 2, "news_of_close": 2, "digest": 2, "news_by_mail": 2, "tidy": 5}
    assert written(database) == before


async def test_a_turn_is_renewed_by_one_write_in_a_third_of_it_and_what_waits_for_it_only_reads(
    scheduler: Scheduler, house: House, store: SqlStore, database: str
) -> None:
    other = Scheduler(house.desk, store, seconds=60)
    costs = []
    for lapse in (0, 0.3, 0.1):
        house.clock.move(seconds=LEASE_SECONDS * lapse)
        before = written(database)
        assert not await other.run_once()
        waited = written(database)
        assert await scheduler.run_once()
        costs.append((waited > before, written(database) > waited))
    assert costs == [(False, False), (False, False), (False, True)]


async def test_people_whose_chats_are_closed_cost_nothing_each_while_there_is_no_news_for_them(
    scheduler: Scheduler, house: House
) -> None:
    async with house.work() as work:
        for number in range(50):
            person = a_person(f"q{number}")
            await work.people.add(person)
            await work.chats.put(Chat(id=number, opened_at=house.now, person_id=person.id, closed_at=house.now))
    with counted() as seen:
        await scheduler.tick(news_by_mail)
    assert len(seen) == 3
