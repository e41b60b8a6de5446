"""Letters that wait for a word of the person in whose name they came, and people's other addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.held import Alias, HeldLetter, HeldState
from core.store.rows import record_of, row_of
from core.store.tables import aliases, held
from core.store.text import address_key
from core.store.upsert import insert


class SqlHeld:
    """Held letters as rows, by the fingerprint of their question's token."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, letter: HeldLetter) -> None:
        await self._connection.execute(held.insert().values(row_of(letter)))

    async def get(self, fingerprint: str) -> HeldLetter | None:
        found = await self._connection.execute(select(held).where(held.c.fingerprint == fingerprint))
        row = found.mappings().one_or_none()
        return None if row is None else record_of(HeldLetter, row)

    async def settle(self, fingerprint: str, state: HeldState) -> bool:
        is_open = (held.c.fingerprint == fingerprint, held.c.state == HeldState.OPEN)
        settled = await self._connection.execute(update(held).where(*is_open).values(state=state, said={}))
        return settled.rowcount == 1

    async def of_participation(self, participation_id: str) -> Sequence[HeldLetter]:
        theirs = select(held).where(held.c.participation_id == participation_id).order_by(held.c.held_at)
        return [record_of(HeldLetter, row) for row in (await self._connection.execute(theirs)).mappings()]

    async def forget(self, before: datetime) -> None:
        await self._connection.execute(delete(held).where(held.c.held_at <= before, held.c.state == HeldState.OPEN))


class SqlAliases:
    """People's other addresses as rows, compared as their first ones are."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, alias: Alias) -> None:
        row = row_of(alias, address_key=address_key(alias.address))
        known = insert(self._connection, aliases).values(row)
        await self._connection.execute(known.on_conflict_do_nothing(index_elements=["person_id", "address_key"]))

    async def knows(self, person_id: str, address: str) -> bool:
        one = select(aliases.c.since).where(
            aliases.c.person_id == person_id, aliases.c.address_key == address_key(address)
        )
        return (await self._connection.execute(one)).first() is not None

    async def of_person(self, person_id: str) -> Sequence[Alias]:
        theirs = select(aliases).where(aliases.c.person_id == person_id).order_by(aliases.c.since, aliases.c.address)
        return [record_of(Alias, row) for row in (await self._connection.execute(theirs)).mappings()]
