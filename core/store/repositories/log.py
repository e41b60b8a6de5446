"""The append-only log."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import LogEntry
from core.store.rows import record_of, row_of
from core.store.tables import log

_ADD = insert(log)


class SqlLog:
    """Lines as rows; triggers in both databases refuse to change or delete them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, entry: LogEntry) -> None:
        row = row_of(entry)
        del row["seq"]
        await self._connection.execute(_ADD, row)

    async def since(self, seq: int, limit: int = 10_000) -> Sequence[LogEntry]:
        return await self._select(select(log).where(log.c.seq > seq).limit(limit))

    async def of_kinds(self, kinds: Collection[str]) -> Sequence[LogEntry]:
        return await self._select(select(log).where(log.c.kind.in_(kinds)))

    async def of_proposal(self, proposal_id: str) -> Sequence[LogEntry]:
        return await self._select(select(log).where(log.c.proposal_id == proposal_id))

    async def to_people(
        self, kinds: Collection[str], person_ids: Collection[str], since: datetime
    ) -> Sequence[LogEntry]:
        lines = select(log).where(log.c.person_id.in_(person_ids), log.c.kind.in_(kinds), log.c.at > since)
        return await self._select(lines)

    async def people_of(self, actor: str, kinds: Collection[str], since: datetime, *, besides: str) -> int:
        counted = await self._connection.execute(
            select(func.count(log.c.person_id.distinct())).where(
                log.c.actor == actor, log.c.kind.in_(kinds), log.c.at >= since, log.c.person_id != besides
            )
        )
        return counted.scalar_one()

    async def _select(self, lines: Select[tuple[object, ...]]) -> list[LogEntry]:
        found = await self._connection.execute(lines.order_by(log.c.seq))
        return [record_of(LogEntry, row) for row in found.mappings()]
