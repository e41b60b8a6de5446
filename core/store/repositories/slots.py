"""When and where sessions take place."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.slot import Slot
from core.store.rows import record_of, row_of
from core.store.tables import slots
from core.store.upsert import put


class SqlSlots:
    """Slots as rows, one a proposal."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, proposal_id: str) -> Slot | None:
        found = await self._connection.execute(select(slots).where(slots.c.proposal_id == proposal_id))
        row = found.mappings().one_or_none()
        return None if row is None else record_of(Slot, row)

    async def put(self, slot: Slot) -> None:
        await put(self._connection, slots, row_of(slot), "proposal_id")
