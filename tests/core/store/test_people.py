from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from core.store import SqlStore
from tests.support.records import NOON, a_person

ANA = a_person(
    "ana",
    address="Ana.Peña@Example.org",
    name="Ana Peña",
    language="pt",
    country="AR",
    organisation="Red",
    phone="+54 351 555",
    attributes={"sector": "academia"},
    proved_at=NOON,
    muted_at=NOON + timedelta(microseconds=1),
    bounced_at=NOON + timedelta(days=1),
)


async def test_a_person_comes_back_whole(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(ANA)
    async with store.look() as view:
        assert await view.people.get("ana") == ANA
        assert await view.people.get("nobody") is None


@pytest.mark.parametrize(
    "typed", ["ana.peña@example.org", "ANA.PEÑA@EXAMPLE.ORG", "Ana.Pen\u0303a@example.org", " ana.peña@example.org "]
)
async def test_an_address_is_found_however_it_is_typed(store: SqlStore, typed: str) -> None:
    async with store.work() as work:
        await work.people.add(ANA)
        assert await work.people.by_address(typed) == ANA
        assert await work.people.by_address("other@example.org") is None


async def test_two_people_cannot_share_an_address(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(ANA)
    with pytest.raises(IntegrityError) as refusal:
        async with store.work() as work:
            await work.people.add(a_person("twin", address="ANA.PEÑA@example.ORG"))
    assert "parameters hidden" in str(refusal.value)


async def test_a_changed_address_is_the_one_that_is_found(store: SqlStore) -> None:
    moved = replace(ANA, address="ana@new.example", name=None, attributes={})
    async with store.work() as work:
        await work.people.add(ANA)
        await work.people.save(moved)
        assert await work.people.by_address("ana@new.example") == moved
        assert await work.people.by_address(ANA.address) is None


async def test_saving_somebody_unknown_is_a_fault(store: SqlStore) -> None:
    with pytest.raises(LookupError, match="ana"):
        async with store.work() as work:
            await work.people.save(ANA)


async def test_many_are_fetched_at_once_and_unknown_ids_are_passed_over(store: SqlStore) -> None:
    beto = a_person("beto", created_at=NOON - timedelta(days=1))
    async with store.work() as work:
        await work.people.add(ANA)
        await work.people.add(beto)
        assert await work.people.many(["ana", "beto", "ana", "nobody"]) == {"ana": ANA, "beto": beto}
        assert await work.people.many([]) == {}
        assert await work.people.all() == [beto, ANA]
