"""People, by id or address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import Person
from core.store.repositories.looking import AT_ALL_OF_PERSON
from core.store.rows import changed_one, record_of, row_of
from core.store.tables import people
from core.store.text import address_key, person_key

_ADD = insert(people)
_SAVE = update(people).where(people.c.id == bindparam("who"))
_MANY = select(people).where(people.c.id.in_(bindparam("ids", expanding=True)))
_ONE = select(people).where(people.c.id == bindparam("who"))
_BY_ADDRESS = select(people).where(people.c.address_key == bindparam("key"))


class SqlPeople:
    """People as rows."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, person_id: str) -> Person | None:
        return await self._one(_ONE, who=person_id)

    async def by_address(self, address: str) -> Person | None:
        return await self._one(_BY_ADDRESS, key=address_key(address))

    async def add(self, person: Person) -> None:
        await self._connection.execute(_ADD, _row(person))

    async def save(self, person: Person) -> None:
        saved = await self._connection.execute(_SAVE, {"who": person.id, **_row(person)})
        changed_one(saved, f"person {person.id}")
        await self._connection.execute(AT_ALL_OF_PERSON, {"who": person.id})

    async def many(self, person_ids: Sequence[str]) -> Mapping[str, Person]:
        if not person_ids:
            return {}
        found = await self._connection.execute(_MANY, {"ids": list(set(person_ids))})
        return {row["id"]: record_of(Person, row) for row in found.mappings()}

    async def all(self) -> Sequence[Person]:
        found = await self._connection.execute(select(people).order_by(people.c.created_at, people.c.id))
        return [record_of(Person, row) for row in found.mappings()]

    async def _one(self, which: Select[Any], **told: str) -> Person | None:
        found = await self._connection.execute(which, told)
        row = found.mappings().one_or_none()
        return None if row is None else record_of(Person, row)


def _row(person: Person) -> dict[str, object]:
    return row_of(person, address_key=person_key(person.id, person.address))
