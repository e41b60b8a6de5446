from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from core.model.proposal import Attendance, ParticipationStatus
from core.model.undelivered import Undelivered
from core.store import SqlStore
from tests.support.records import NOON, a_participation, a_person, a_proposal

FULL = a_participation(
    person_id="beto",
    name="Beto",
    address="Beto@example.org",
    roles=("speaker", "rapporteur"),
    attendance=Attendance.ONLINE,
    status=ParticipationStatus.CONFIRMED,
    attributes={"country": "BR"},
    generation=2,
    accepted_at=NOON,
    consented_at=NOON,
    invited_at=NOON,
    answered_at=NOON,
    undelivered=Undelivered.FULL,
    undelivered_since=NOON,
)


@pytest.fixture
async def store(store: SqlStore) -> SqlStore:
    """A store that knows Ana, Beto, and two proposals of Ana's."""
    async with store.work() as work:
        for person in (a_person("ana"), a_person("beto")):
            await work.people.add(person)
        for proposal in (a_proposal("p1"), a_proposal("p2")):
            await work.proposals.add(proposal)
    return store


async def test_a_participation_comes_back_whole(store: SqlStore) -> None:
    async with store.work() as work:
        await work.participations.add(FULL)
    async with store.look() as view:
        assert await view.participations.get("x1") == FULL
        assert await view.participations.get("x2") is None


async def test_a_saved_participation_replaces_what_was_there(store: SqlStore) -> None:
    changed = a_participation(status=ParticipationStatus.DECLINED)
    async with store.work() as work:
        await work.participations.add(FULL)
        await work.participations.save(changed)
        assert await work.participations.get("x1") == changed
        with pytest.raises(LookupError, match="x9"):
            await work.participations.save(replace(FULL, id="x9"))


async def test_a_removed_participation_is_gone_and_cannot_go_twice(store: SqlStore) -> None:
    async with store.work() as work:
        await work.participations.add(FULL)
        await work.participations.remove("x1")
        assert await work.participations.of_proposal("p1") == []
        with pytest.raises(LookupError, match="x1"):
            await work.participations.remove("x1")


async def test_people_come_in_list_order(store: SqlStore) -> None:
    third, first, second = (a_participation(f"x{place}", position=place) for place in (3, 1, 2))
    elsewhere = a_participation("y", on="p2", person_id="beto")
    async with store.work() as work:
        for one in (third, first, second, elsewhere):
            await work.participations.add(one)
        assert await work.participations.of_proposal("p1") == [first, second, third]
        lists = await work.participations.of_proposals(["p2", "p1", "p3"])
        assert lists == {"p1": [first, second, third], "p2": [elsewhere], "p3": []}
        assert await work.participations.of_person("beto") == [elsewhere]


async def test_a_place_on_no_list_is_refused(store: SqlStore) -> None:
    with pytest.raises(IntegrityError):
        async with store.work() as work:
            await work.participations.add(a_participation(on="nowhere"))
