"""Letters that came in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import InboxState, IncomingLetter
from core.store.rows import changed_one, record_of, row_of
from core.store.tables import inbox
from core.store.upsert import insert

_DONE = (
    update(inbox)
    .where(inbox.c.id == bindparam("letter"), inbox.c.state != InboxState.DONE)
    .values(state=InboxState.DONE, note=bindparam("note"), person_id=bindparam("person_id"))
)


class SqlInbox:
    """Letters as rows, raw, in the order in which they were stored."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, letters: Sequence[IncomingLetter]) -> None:
        if letters:
            rows = insert(self._connection, inbox).on_conflict_do_nothing(index_elements=["key"])
            await self._connection.execute(rows, [row_of(letter) for letter in letters])

    async def waiting(self, limit: int, most_bytes: int | None = None) -> Sequence[IncomingLetter]:
        if most_bytes is not None:
            return await self._select(inbox.c.seq.in_(_beginning_within(most_bytes, limit)))
        return await self._select(inbox.c.state == InboxState.WAITING, limit)

    async def get(self, letter_id: str) -> IncomingLetter | None:
        found = await self._select(inbox.c.id == letter_id)
        return found[0] if found else None

    async def done(self, letter_id: str, note: str = "", *, person_id: str | None = None) -> bool:
        told = {"letter": letter_id, "note": note, "person_id": person_id}
        handled = await self._connection.execute(_DONE, told)
        return handled.rowcount == 1

    async def quarantine(self, letter_id: str, note: str) -> None:
        apart = update(inbox).where(inbox.c.id == letter_id).values(state=InboxState.QUARANTINED, note=note)
        changed_one(await self._connection.execute(apart), f"letter {letter_id}")

    async def failed_once(self, letter_id: str, note: str) -> int:
        counted = await self._connection.execute(
            update(inbox)
            .where(inbox.c.id == letter_id)
            .values(attempts=inbox.c.attempts + 1, note=note)
            .returning(inbox.c.attempts)
        )
        return int(counted.scalar_one())

    async def requeue(self, letter_id: str) -> bool:
        apart = update(inbox).where(inbox.c.id == letter_id, inbox.c.state == InboxState.QUARANTINED)
        again = await self._connection.execute(apart.values(state=InboxState.WAITING, attempts=0, note=""))
        return again.rowcount == 1

    async def quarantined(self) -> Sequence[IncomingLetter]:
        bare = [column for column in inbox.c if column is not inbox.c.raw]
        apart = select(*bare, literal(b"").label("raw")).where(inbox.c.state == InboxState.QUARANTINED)
        found = await self._connection.execute(apart.order_by(inbox.c.seq))
        return [record_of(IncomingLetter, row) for row in found.mappings()]

    async def _select(self, condition: ColumnElement[bool], limit: int | None = None) -> list[IncomingLetter]:
        found = await self._connection.execute(select(inbox).where(condition).order_by(inbox.c.seq).limit(limit))
        return [record_of(IncomingLetter, row) for row in found.mappings()]


def _beginning_within(most_bytes: int, limit: int) -> Select[int]:
    """Select the oldest letters that wait, up to the one in which so many bytes are reached."""
    sizes = (
        select(inbox.c.seq, func.length(inbox.c.raw).label("size"))
        .where(inbox.c.state == InboxState.WAITING)
        .order_by(inbox.c.seq)
        .limit(limit)
        .subquery()
    )
    before = func.sum(sizes.c.size).over(order_by=sizes.c.seq) - sizes.c.size
    each = select(sizes.c.seq, before.label("before")).subquery()
    return select(each.c.seq).where(each.c.before < most_bytes)
