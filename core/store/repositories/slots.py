"""When and where sessions take place."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.slot import Slot
from core.store.rows import record_of, row_of
from core.store.tables import slots
from core.store.upsert import put

_MANY = select(slots).where(slots.c.proposal_id.in_(bindparam("proposals", expanding=True)))


class SqlSlots:
    """Slots as rows, one a proposal."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, proposal_id: str) -> Slot | None:
        return (await self.many([proposal_id])).get(proposal_id)

    async def many(self, proposal_ids: Collection[str]) -> Mapping[str, Slot]:
        if not proposal_ids:
            return {}
        found = await self._connection.execute(_MANY, {"proposals": list(proposal_ids)})
        return {row["proposal_id"]: record_of(Slot, row) for row in found.mappings()}

    async def put(self, slot: Slot) -> None:
        await put(self._connection, slots, row_of(slot), "proposal_id")
