"""A call with very many people who were asked and are to be reminded: today, hour by hour, or tomorrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.store import tables
from core.store.engine import database_url, writing_engine
from core.store.rows import row_of
from core.store.text import address_key

TODAY = datetime(2026, 3, 10, tzinfo=UTC)
NOON = TODAY + timedelta(hours=12)
REMINDED_AT = 10
"""The hour at which people are reminded, three days after they were asked, in their own zone."""
TO_ONE_PERSON = 5
"""On how many lists each of those is who wait until tomorrow."""
LOOKED_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of people, of the proposals on whose lists they are, and of their places there."""

    people: Sequence[Row]
    proposals: Sequence[Row]
    places: Sequence[Row]


def due_at(hour: int, count: int, call: str) -> Waiting:
    """So many people, each on a list of their own, whose reminder comes at an hour (UTC) of today."""
    zone = f"Etc/GMT+{hour - REMINDED_AT}"  # which is behind UTC by so many hours
    names = [f"due{hour}-{number}" for number in range(count)]
    people = [_person(name, zone) for name in names] + [_person(f"{name}-p", zone) for name in names]
    proposals = [_proposal(name, f"{name}-p", call, LOOKED_AT_ONCE) for name in names]
    places = [_place(name, name, name, NOON - timedelta(days=3)) for name in names]
    return Waiting(people, proposals, places)


def until_tomorrow(count: int, on_a_list: int, call: str) -> Waiting:
    """So many places on lists, whose people are to be reminded tomorrow; each list is to be looked at then."""
    then = TODAY + timedelta(days=1, hours=REMINDED_AT)
    names = [f"later{number}" for number in range(max(on_a_list, count // TO_ONE_PERSON))]
    people = [_person("proponent", "UTC"), *(_person(name, "UTC") for name in names)]
    lists = [f"list{number}" for number in range(count // on_a_list)]
    places = [
        _place(f"place{number}", lists[number // on_a_list], names[number % len(names)], NOON - timedelta(days=2))
        for number in range(count)
    ]
    return Waiting(people, [_proposal(name, "proponent", call, then) for name in lists], places)


async def store_all(database: str, *waiting: Waiting) -> None:
    """Write rows as the repositories do, but many at a time."""
    engine = writing_engine(database_url(database))
    async with engine.begin() as connection:
        for part in waiting:
            await connection.execute(insert(tables.people), part.people)
            await connection.execute(insert(tables.proposals), part.proposals)
            await connection.execute(insert(tables.participations), part.places)
    await engine.dispose()


def _person(name: str, zone: str) -> Row:
    address = f"{name}@bench.example"
    person = Person(id=name, address=address, created_at=TODAY, name=name, proved_at=TODAY, zone=zone)
    return row_of(person, address_key=address_key(address))


def _proposal(name: str, proponent: str, call: str, look_at: datetime) -> Row:
    values = {"answers.title": f"Redes {name}"}
    record = ProposalRecord(
        id=name, call=call, proponent_id=proponent, created_at=TODAY, changed_at=TODAY, values=values
    )
    return row_of(record, look_at=look_at)


def _place(name: str, proposal: str, person: str, asked_at: datetime) -> Row:
    return row_of(
        Participation(
            id=name, proposal_id=proposal, position=1, created_at=asked_at, person_id=person, name=person,
            address=f"{person}@bench.example", roles=("speaker",), status=ParticipationStatus.INVITED,
            invited_at=asked_at,
        )
    )  # fmt: skip
