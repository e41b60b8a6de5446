"""What came in from a messenger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Subquery, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.chats import IncomingUpdate
from core.model.records import InboxState
from core.store.rows import changed_one, record_of, row_of
from core.store.tables import updates
from core.store.upsert import insert

_DONE = (
    update(updates)
    .where(updates.c.id == bindparam("number"), updates.c.state != InboxState.DONE)
    .values(state=InboxState.DONE, person_id=bindparam("person_id"))
)

TURN = 8
"""Updates of a chat that come before those of others which were stored later."""


def _in_turn() -> Subquery:
    """What waits, chat by chat in turns of `TURN`: nobody's flood makes the others wait for its end."""
    place = func.row_number().over(partition_by=updates.c.chat, order_by=updates.c.seq)
    waits = select(updates.c.seq, place.label("place")).where(updates.c.state == InboxState.WAITING).subquery()
    return select(waits.c.seq).order_by((waits.c.place - 1) // TURN, waits.c.seq).subquery()


_IN_TURN = _in_turn()


class SqlUpdates:
    """Updates as rows, raw, in the order in which they were stored."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, incoming: Sequence[IncomingUpdate]) -> None:
        if incoming:
            rows = insert(self._connection, updates).on_conflict_do_nothing(index_elements=["id"])
            await self._connection.execute(rows, [row_of(item) for item in incoming])

    async def waiting(self, limit: int) -> Sequence[IncomingUpdate]:
        return await self._select(updates.c.seq.in_(select(_IN_TURN.c.seq).limit(limit)))

    async def waiting_in(self, chat_id: int, limit: int) -> Sequence[IncomingUpdate]:
        return await self._select(updates.c.chat == chat_id, updates.c.state == InboxState.WAITING, limit=limit)

    async def _select(self, *conditions: ColumnElement[bool], limit: int | None = None) -> list[IncomingUpdate]:
        found = await self._connection.execute(select(updates).where(*conditions).order_by(updates.c.seq).limit(limit))
        return [record_of(IncomingUpdate, row) for row in found.mappings()]

    async def done(self, whose: Mapping[int, str | None]) -> None:
        if whose:
            handled = [{"number": number, "person_id": person_id} for number, person_id in whose.items()]
            await self._connection.execute(_DONE, handled)

    async def failed_once(self, update_id: int, note: str) -> int:
        counted = await self._connection.execute(
            update(updates)
            .where(updates.c.id == update_id)
            .values(attempts=updates.c.attempts + 1, note=note)
            .returning(updates.c.attempts)
        )
        return int(counted.scalar_one())

    async def quarantine(self, update_id: int, note: str) -> None:
        apart = update(updates).where(updates.c.id == update_id).values(state=InboxState.QUARANTINED, note=note)
        changed_one(await self._connection.execute(apart), f"update {update_id}")
