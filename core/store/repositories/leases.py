"""Which process may do what alone, and until when."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.lease import Lease
from core.store.rows import record_of, row_of
from core.store.tables import leases
from core.store.upsert import put

_ONE = select(leases).where(leases.c.name == bindparam("lease"))


class SqlLeases:
    """Leases as rows, one a thing that is done by one process."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, name: str) -> Lease | None:
        row = (await self._connection.execute(_ONE, {"lease": name})).mappings().one_or_none()
        return None if row is None else record_of(Lease, row)

    async def put(self, lease: Lease) -> None:
        await put(self._connection, leases, row_of(lease), "name")

    async def drop(self, name: str, holder: str) -> None:
        theirs = (leases.c.name == name, leases.c.holder == holder)
        await self._connection.execute(delete(leases).where(*theirs))
