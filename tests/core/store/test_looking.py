"""When proposals are to be looked at: whatever is stored around one asks for a look, and only a look puts it off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.ports import UnitOfWork
from core.store import SqlStore
from tests.support.records import CALL, NOON, a_participation, a_person, a_proposal

LATER = NOON + timedelta(days=3)


async def to_look_at(work: UnitOfWork, at: timedelta = timedelta()) -> list[str]:
    return list(await work.proposals.to_look_at(CALL, NOON + at, 10))


@pytest.fixture
async def looked(store: SqlStore) -> SqlStore:
    """Two proposals that were looked at: something is due about the one in three days, about the other nothing."""
    async with store.work() as work:
        for key in ("ana", "beto", "carla"):
            await work.people.add(a_person(key))
        await work.proposals.add(a_proposal("p1"))
        await work.proposals.add(a_proposal("p2", of="beto"))
        await work.participations.add(a_participation("x1", on="p1", person_id="carla"))
        assert await to_look_at(work) == ["p1", "p2"]
        await work.proposals.look_again({"p1": LATER, "p2": None})
    return store


async def test_what_was_looked_at_waits_for_its_moment(looked: SqlStore) -> None:
    async with looked.look() as view:
        assert await to_look_at(view, timedelta(days=3, microseconds=-1)) == []
        assert await to_look_at(view, timedelta(days=3)) == ["p1"]
        assert await view.proposals.to_look_at("another call", LATER, 10) == []
        assert await to_look_at(view, timedelta(days=9_000)) == ["p1"]


Act = Callable[[UnitOfWork], Awaitable[None]]


async def save_proposal(work: UnitOfWork) -> None:
    await work.proposals.save(a_proposal("p2", of="beto", revision=1))


async def list_somebody(work: UnitOfWork) -> None:
    await work.participations.add(a_participation("x2", on="p2"))


async def save_place(work: UnitOfWork) -> None:
    await work.participations.save(a_participation("x1", on="p1", person_id="carla", position=2))


async def take_off(work: UnitOfWork) -> None:
    await work.participations.remove("x1")


async def save_proponent(work: UnitOfWork) -> None:
    await work.people.save(replace(a_person("beto"), zone="Asia/Tokyo"))


async def save_listed(work: UnitOfWork) -> None:
    await work.people.save(replace(a_person("carla"), muted_at=NOON))


async def ask_for_person(work: UnitOfWork) -> None:
    await work.proposals.look_for("carla")


async def ask_for_call(work: UnitOfWork) -> None:
    await work.proposals.look_anew(CALL)


@pytest.mark.parametrize(
    ("act", "woken"),
    [
        (save_proposal, ["p2"]),
        (list_somebody, ["p2"]),
        (save_place, ["p1"]),
        (take_off, ["p1"]),
        (save_proponent, ["p2"]),
        (save_listed, ["p1"]),
        (ask_for_person, ["p1"]),
        (ask_for_call, ["p1", "p2"]),
    ],
)
async def test_what_is_stored_around_a_proposal_asks_for_a_look(looked: SqlStore, act: Act, woken: list[str]) -> None:
    async with looked.work() as work:
        await act(work)
        assert await to_look_at(work) == woken


async def test_many_are_asked_for_in_portions(looked: SqlStore) -> None:
    async with looked.work() as work:
        await ask_for_call(work)
        assert await work.proposals.to_look_at(CALL, NOON, 1) == ["p1"]


async def test_keys_of_several_things_are_found_by_what_they_begin_with(store: SqlStore) -> None:
    async with store.work() as work:
        for key in ("draft:p1:0:a", "draft:p10:0:a", "draft:p2:0:b", "other"):
            await work.ledger.enter(key, NOON)
        assert await work.ledger.known_of(["draft:p1:0:", "draft:p2:0:"]) == {"draft:p1:0:a", "draft:p2:0:b"}
        assert await work.ledger.known_of([f"draft:p{number}:0:" for number in range(250)]) == {
            "draft:p1:0:a", "draft:p2:0:b", "draft:p10:0:a",
        }  # fmt: skip
        assert await work.ledger.known_of([]) == frozenset()
