"""Letters to many: held rows of the outbox, and what becomes of them all at once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from core.model.batch import BatchState
from core.model.records import Notice, OutboxState
from core.store import SqlStore
from tests.core.store.test_statements import counted, plan
from tests.support.records import CALL, NOON, a_batch, a_notice, a_person, a_proposal

LATER = NOON + timedelta(days=2)
HELD, RELEASED, DISCARDED = BatchState.HELD, BatchState.RELEASED, BatchState.DISCARDED


def one_of(batch: str, person: str, **given: object) -> Notice:
    made = {"batch_id": batch, "person_id": person, "address": f"{person}@example.org", "state": OutboxState.HELD}
    return a_notice(f"{batch}-{person}", kind="announcement", **{**made, **given})


@pytest.fixture
async def held(store: SqlStore) -> SqlStore:
    """A letter to five people is held."""
    async with store.work() as work:
        names = ("ana", "luis", "marina", "grace", "julia")
        for name in names:
            await work.people.add(a_person(name))
        await work.batches.add(a_batch("b1", state=HELD))
        await work.outbox.put_all([one_of("b1", name) for name in names])
        await work.outbox.put(one_of("b2", "ana"))
    return store


async def claimed(store: SqlStore, now: datetime = LATER) -> list[str]:
    async with store.work() as work:
        return [notice.id for notice in await work.outbox.claim("mail", now, now + timedelta(minutes=1), 100)]


async def test_a_batch_comes_back_whole_and_the_newest_first(store: SqlStore) -> None:
    texts = {"es": {"subject": "Año", "text": "Uno.\n\nDos."}}
    first, second = a_batch("b1", texts=texts), a_batch("b2", made_at=LATER)
    async with store.work() as work:
        for batch in (first, second, a_batch("other", call="fib")):
            await work.batches.add(batch)
    async with store.look() as view:
        assert await view.batches.get("b1") == first
        assert await view.batches.get("b9") is None
        assert await view.batches.newest(CALL, 5) == [second, first]
        assert await view.batches.newest(CALL, 1) == [second]


async def test_it_moves_only_from_where_it_is_said_to_stand(store: SqlStore) -> None:
    async with store.work() as work:
        await work.batches.add(a_batch("b1"))
        assert not await work.batches.move("b1", [HELD], RELEASED, LATER, "eva")
        assert await work.batches.move("b1", [BatchState.PREVIEW, HELD], HELD, LATER, "eva")
        assert await work.batches.get("b1") == a_batch("b1", state=HELD, changed_at=LATER, changed_by="eva")
        assert not await work.batches.move("nothing", [HELD], RELEASED, LATER, "eva")


async def test_two_who_release_at_once_release_once(held: SqlStore) -> None:
    async def release() -> int:
        async with held.work() as work:
            if not await work.batches.move("b1", [HELD], RELEASED, LATER, "eva"):
                return 0
            return await work.batches.release("b1", LATER, ["ana"])

    assert sorted(await asyncio.gather(release(), release(), release())) == [0, 0, 1]
    assert await claimed(held) == ["b1-ana"]
    assert await claimed(held) == []


async def test_a_release_leaves_out_whoever_is_not_named_and_dates_the_letters_anew(held: SqlStore) -> None:
    async with held.work() as work:
        assert await work.batches.release("b1", LATER, ["ana", "eva"]) == 1
        assert await work.batches.counts(["b1", "b2", "b3"]) == {
            "b1": {OutboxState.WAITING: 1}, "b2": {OutboxState.HELD: 1}, "b3": {},
        }  # fmt: skip
        (letter,) = await work.outbox.claim("mail", LATER, LATER, 10)
    assert (letter.id, letter.created_at) == ("b1-ana", LATER)


async def test_what_is_dropped_is_gone_and_another_batch_stays(held: SqlStore) -> None:
    async with held.work() as work:
        assert await work.batches.drop("b1") == 5
        assert await work.batches.drop("b1") == 0
        assert await work.batches.counts(["b2"]) == {"b2": {OutboxState.HELD: 1}}


async def test_a_proved_address_frees_what_its_proposals_hold_and_no_letter_to_many(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
        await work.proposals.add(a_proposal())
        held = {"proposal_id": "p1", "state": OutboxState.HELD}
        await work.outbox.put_all([a_notice("n1", **held), one_of("b1", "ana", proposal_id="p1")])
        assert await work.outbox.release("ana") == 1
    assert await claimed(store) == ["n1"]


async def test_one_letter_a_person_and_batch(held: SqlStore) -> None:
    async with held.work() as work:
        await work.outbox.put_all([one_of("b1", "ana", id="again"), one_of("b1", "eva")])
        assert await work.batches.counts(["b1"]) == {"b1": {OutboxState.HELD: 6}}


async def test_letters_to_many_leave_after_all_others(store: SqlStore) -> None:
    waiting = {"state": OutboxState.WAITING}
    async with store.work() as work:
        await work.outbox.put_all([one_of("b1", "ana", **waiting), one_of("b1", "eva", **waiting), a_notice("link")])
    assert await claimed(store) == ["link", "b1-ana", "b1-eva"]


async def test_one_kind_of_letter_to_a_person_is_cancelled_where_it_has_not_left(store: SqlStore) -> None:
    theirs = {"person_id": "ana", "kind": "announcement"}
    async with store.work() as work:
        for state in OutboxState:
            await work.outbox.put(a_notice(f"n-{state}", state=state, **theirs))
        await work.outbox.put(a_notice("invitation", person_id="ana"))
        await work.outbox.put(a_notice("eva", person_id="eva", kind="announcement"))
        assert await work.outbox.drop_kind("ana", "announcement") == 3
        left = {letter.id for letter in await work.outbox.of_person("ana", "mail", 10)}
    assert left == {"n-sent", "n-failed", "invitation"}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_neither_a_batch_nor_a_history_is_found_by_a_walk_over_all_letters(
    store: SqlStore, database: str
) -> None:
    with counted() as seen:
        async with store.work() as work:
            await work.batches.newest(CALL, 20)
            await work.batches.counts(["b1"])
            await work.batches.release("b1", NOON, ["ana"])
            await work.batches.drop("b1")
            await work.outbox.drop_kind("ana", "announcement")
            await work.history.of("ana", ["answer_saved"], 0, 50)
            await work.aliases.of_person("ana")
            await work.proposals.many(["p1"])
    walks = [f"{step} <- {query}" for query in seen for step in await plan(database, query) if step.startswith("SCAN ")]
    assert [walk for walk in walks if not walk.startswith("SCAN every ")] == []
