"""Versions of calls."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.version import CallVersion, Changed
from core.store.rows import record_of, row_of
from core.store.tables import call_versions


class SqlVersions:
    """Versions as rows, which are only ever added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def number(self, call: str) -> int:
        newest = select(func.max(call_versions.c.version)).where(call_versions.c.call == call)
        return (await self._connection.execute(newest)).scalar() or 0

    async def newest(self, call: str, limit: int = 1) -> Sequence[CallVersion]:
        of_call = select(call_versions).where(call_versions.c.call == call)
        found = await self._connection.execute(of_call.order_by(call_versions.c.version.desc()).limit(limit))
        return [record_of(CallVersion, row) for row in found.mappings()]

    async def changes(self, call: str) -> Sequence[Changed]:
        told = select(call_versions.c.version, call_versions.c.at, call_versions.c.changes)
        found = await self._connection.execute(
            told.where(call_versions.c.call == call).order_by(call_versions.c.version)
        )
        return [Changed(version, at, changes) for version, at, changes in found]

    async def add(self, version: CallVersion) -> None:
        await self._connection.execute(insert(call_versions), row_of(version))
