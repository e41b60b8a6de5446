"""Letters to many, and the letters in the outbox that belong to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.batch import Batch, BatchState
from core.model.records import OutboxState
from core.store.rows import record_of, row_of
from core.store.tables import batches, outbox


class SqlBatches:
    """Letters to many as rows; what was queued of one are rows of the outbox that bear its id."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, batch: Batch) -> None:
        await self._connection.execute(insert(batches), row_of(batch))

    async def get(self, batch_id: str) -> Batch | None:
        found = await self._connection.execute(select(batches).where(batches.c.id == batch_id))
        row = found.mappings().one_or_none()
        return None if row is None else record_of(Batch, row)

    async def newest(self, call: str, limit: int) -> Sequence[Batch]:
        latest = select(batches).where(batches.c.call == call).order_by(batches.c.made_at.desc(), batches.c.id.desc())
        found = await self._connection.execute(latest.limit(limit))
        return [record_of(Batch, row) for row in found.mappings()]

    async def move(
        self, batch_id: str, before: Sequence[BatchState], after: BatchState, now: datetime, by: str
    ) -> bool:
        moved = await self._connection.execute(
            update(batches)
            .where(batches.c.id == batch_id, batches.c.state.in_(before))
            .values(state=after, changed_at=now, changed_by=by)
        )
        return moved.rowcount == 1

    async def release(self, batch_id: str, now: datetime, to: Collection[str]) -> int:
        held = (outbox.c.batch_id == batch_id, outbox.c.state == OutboxState.HELD)
        await self._connection.execute(delete(outbox).where(*held, outbox.c.person_id.not_in(to)))
        freed = update(outbox).where(*held).values(state=OutboxState.WAITING, created_at=now)
        return (await self._connection.execute(freed)).rowcount

    async def drop(self, batch_id: str) -> int:
        held = (outbox.c.batch_id == batch_id, outbox.c.state == OutboxState.HELD)
        return (await self._connection.execute(delete(outbox).where(*held))).rowcount

    async def counts(self, batch_ids: Sequence[str]) -> Mapping[str, Mapping[OutboxState, int]]:
        found = await self._connection.execute(
            select(outbox.c.batch_id, outbox.c.state, func.count())
            .where(outbox.c.batch_id.in_(batch_ids))
            .group_by(outbox.c.batch_id, outbox.c.state)
        )
        counted: dict[str, dict[OutboxState, int]] = {batch_id: {} for batch_id in batch_ids}
        for batch_id, state, count in found:
            counted[batch_id][state] = count
        return counted
