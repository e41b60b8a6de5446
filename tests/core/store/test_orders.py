"""Orders of the secretariat, on both databases; and letters that wait a while and can be taken back meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.model.order import GivenOrder, OrderState, Verb
from core.model.records import Channel
from core.store import SqlStore
from tests.support.records import NOON, a_notice, a_person, a_proposal

LATER = NOON + timedelta(minutes=10)


def an_order(batch: int = 1, position: int = 0) -> GivenOrder:
    return GivenOrder(
        person_id="ana", batch=batch, position=position, verb=Verb.HOLD, state=OrderState.DONE, given_at=NOON,
        changed_at=NOON, said={"numbers": [7]}, did={"held": {"p1": NOON.isoformat()}},
    )  # fmt: skip


async def test_orders_are_kept_by_person_and_letter_and_numbered_from_one(store: SqlStore) -> None:
    async with store.work() as work:
        for who in ("ana", "beto"):
            await work.people.add(a_person(who))
        assert await work.orders.next_batch("ana") == 1
        for order in (an_order(1, 1), an_order(1, 0), an_order(2)):
            await work.orders.add(order)
        assert [await work.orders.next_batch(who) for who in ("ana", "beto")] == [3, 1]
        assert await work.orders.of_batch("ana", 1) == [an_order(1, 0), an_order(1, 1)]
        assert await work.orders.of_batch("beto", 1) == []


async def test_an_order_is_moved_once(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
        await work.orders.add(an_order())
        assert await work.orders.move(an_order(), OrderState.UNDONE, LATER)
        assert not await work.orders.move(an_order(), OrderState.UNDONE, LATER)
        undone = replace(an_order(), state=OrderState.UNDONE, changed_at=LATER)
        assert await work.orders.of_batch("ana", 1) == [undone]
        assert await work.orders.move(undone, OrderState.DONE, LATER, {"version": 2})
        assert (await work.orders.of_batch("ana", 1))[0].did == {"version": 2}


async def test_a_held_proposal_keeps_since_when(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
        await work.proposals.add(a_proposal(held_at=NOON))
        held = await work.proposals.get("p1")
    assert held is not None
    assert held.held_at == NOON


async def test_what_was_never_tried_waits_and_can_be_taken_back(store: SqlStore) -> None:
    async with store.work() as work:
        for key in ("one", "two", "tried", "other"):
            await work.outbox.put(a_notice(key))
        (tried,) = [one for one in await work.outbox.claim(Channel.MAIL, NOON, LATER, 3) if one.id == "tried"]
        await work.outbox.retry("one", NOON, "", counted=False)
        await work.outbox.retry("two", NOON, "", counted=False)
        await work.outbox.hold_back(["one", "two", tried.id], LATER)
        assert [one.id for one in await work.outbox.claim(Channel.MAIL, NOON, LATER, 9)] == ["other"]
        assert await work.outbox.take_back(["one", tried.id, "nobody's"]) == 1
        assert {one.id for one in await work.outbox.claim(Channel.MAIL, LATER, LATER, 9)} == {"two", "tried", "other"}
