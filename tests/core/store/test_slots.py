"""When and where sessions take place, in both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

from core.model.slot import Slot
from core.store import SqlStore
from tests.support.records import NOON, a_person, a_proposal

SLOT = Slot(proposal_id="p1", starts_at=NOON, minutes=75, place="Sala 2 «Ñandú»", sequence=0, changed_at=NOON)


async def arrange(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person("ana"))
        await work.proposals.add(a_proposal("p1", of="ana"))


async def test_a_slot_comes_back_as_it_was_put_and_the_next_one_replaces_it(store: SqlStore) -> None:
    await arrange(store)
    here = timezone(timedelta(hours=-3))
    moved = replace(SLOT, starts_at=(NOON + timedelta(days=1)).astimezone(here), sequence=1, cancelled_at=NOON)
    async with store.work() as work:
        assert await work.slots.get("p1") is None
        await work.slots.put(SLOT)
        assert await work.slots.get("p1") == SLOT
        await work.slots.put(moved)
    async with store.look() as view:
        kept = await view.slots.get("p1")
    assert kept == moved
    assert kept is not None
    assert kept.starts_at.utcoffset() == timedelta()


async def test_a_draft_that_is_removed_takes_its_slot_along(store: SqlStore) -> None:
    await arrange(store)
    async with store.work() as work:
        await work.slots.put(SLOT)
        await work.proposals.remove("p1")
        assert await work.slots.get("p1") is None
