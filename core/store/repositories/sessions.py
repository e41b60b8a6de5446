"""Signed-in browsers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import Session
from core.store.rows import record_of, row_of
from core.store.tables import sessions

_ONE = select(sessions).where(sessions.c.fingerprint == bindparam("fingerprint"))


class SqlSessions:
    """Sessions' fingerprints as rows; the cookies' secrets are nowhere."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, fingerprint: str) -> Session | None:
        found = await self._connection.execute(_ONE, {"fingerprint": fingerprint})
        row = found.mappings().one_or_none()
        return None if row is None else record_of(Session, row)

    async def add(self, session: Session) -> None:
        await self._connection.execute(insert(sessions).values(row_of(session)))

    async def remove(self, fingerprint: str) -> None:
        await self._connection.execute(delete(sessions).where(sessions.c.fingerprint == fingerprint))

    async def forget(self, now: datetime) -> None:
        await self._connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
