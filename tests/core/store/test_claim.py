"""Couriers lease what is due: in order, each thing once, and again when its courier did not come back."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from core.model.records import Channel, Notice, OutboxState
from core.store import SqlStore
from tests.support.records import NOON, a_notice

MINUTE = timedelta(minutes=1)


async def queue(store: SqlStore, *notices: Notice) -> None:
    async with store.work() as work:
        for notice in notices:
            await work.outbox.put(notice)


async def claim(store: SqlStore, at: datetime = NOON, limit: int = 10, channel: str = "mail") -> list[str]:
    async with store.work() as work:
        return [notice.id for notice in await work.outbox.claim(channel, at, at + MINUTE, limit)]


async def test_what_was_queued_first_is_leased_first_whatever_its_id(store: SqlStore) -> None:
    await queue(store, a_notice("z"), a_notice("a"), a_notice("m"))
    assert [await claim(store, limit=2), await claim(store), await claim(store)] == [["z", "a"], ["m"], []]


async def test_a_leased_notice_says_so_and_counts_the_try(store: SqlStore) -> None:
    await queue(store, a_notice())
    async with store.work() as work:
        leased = await work.outbox.claim("mail", NOON, NOON + MINUTE, 1)
    assert leased == [a_notice(state=OutboxState.SENDING, lease_until=NOON + MINUTE, attempts=1)]


@pytest.mark.parametrize("state", [OutboxState.HELD, OutboxState.SENT, OutboxState.FAILED])
async def test_only_what_waits_is_leased(store: SqlStore, state: OutboxState) -> None:
    await queue(store, a_notice(state=state))
    assert await claim(store) == []


async def test_each_channel_has_its_own_couriers(store: SqlStore) -> None:
    await queue(store, a_notice("chat", channel=Channel.CHAT, thread="t"), a_notice("mail", thread="t"))
    assert await claim(store) == ["mail"]
    assert await claim(store, channel="chat") == ["chat"]


async def test_what_is_to_be_tried_later_waits_for_its_time(store: SqlStore) -> None:
    await queue(store, a_notice(next_at=NOON + MINUTE))
    assert [await claim(store, NOON), await claim(store, NOON + MINUTE)] == [[], ["n1"]]


async def test_a_lease_that_ran_out_is_given_again(store: SqlStore) -> None:
    await queue(store, a_notice())
    almost = NOON + MINUTE - timedelta(microseconds=1)
    claims = [await claim(store, NOON), await claim(store, almost), await claim(store, NOON + MINUTE)]
    assert claims == [["n1"], [], ["n1"]]


async def test_a_renewed_lease_holds_what_is_under_way_and_nothing_else(store: SqlStore) -> None:
    await queue(store, a_notice("held"), a_notice("left"), a_notice("waiting", next_at=NOON))
    await claim(store, limit=2)
    async with store.work() as work:
        await work.outbox.sent("left", NOON)
        await work.outbox.renew(["held", "left", "waiting"], NOON + 1.5 * MINUTE)
    assert [await claim(store, NOON + MINUTE), await claim(store, NOON + 1.5 * MINUTE)] == [["waiting"], ["held"]]


async def test_a_thread_goes_out_one_after_the_other(store: SqlStore) -> None:
    await queue(store, a_notice("a1", thread="a"), a_notice("a2", thread="a"), a_notice("b1", thread="b"))
    first = await claim(store)
    second = await claim(store)
    async with store.work() as work:
        await work.outbox.sent("a1", NOON)
    assert [first, second, await claim(store)] == [["a1", "b1"], [], ["a2"]]


async def test_a_thread_waits_for_the_try_that_failed(store: SqlStore) -> None:
    await queue(store, a_notice("a1", thread="a", next_at=NOON + MINUTE), a_notice("a2", thread="a"))
    assert await claim(store) == []
    assert await claim(store, NOON + MINUTE) == ["a1"]


@pytest.mark.parametrize("state", [OutboxState.HELD, OutboxState.SENT, OutboxState.FAILED])
async def test_a_thread_does_not_wait_for_what_is_not_under_way(store: SqlStore, state: OutboxState) -> None:
    await queue(store, a_notice("a1", thread="a", state=state), a_notice("a2", thread="a"))
    assert await claim(store) == ["a2"]


async def test_couriers_of_several_processes_share_the_work(store: SqlStore, database: str) -> None:
    await queue(store, *(a_notice(f"n{number:02}") for number in range(40)))
    couriers = [SqlStore(database) for _ in range(4)]

    async def run(courier: SqlStore) -> list[str]:
        taken: list[str] = []
        while leased := await claim(courier, limit=3):
            taken += leased
        await courier.close()
        return taken

    taken = [name for names in await asyncio.gather(*map(run, couriers)) for name in names]
    assert sorted(taken) == [f"n{number:02}" for number in range(40)]
