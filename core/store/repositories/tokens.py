"""What the tokens in addresses and links stand for, by fingerprint."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import Invitation
from core.store.rows import record_of, row_of
from core.store.tables import tokens
from core.store.upsert import put

_ONE = select(tokens).where(tokens.c.fingerprint == bindparam("fingerprint"))
_MANY = select(tokens).where(tokens.c.fingerprint.in_(bindparam("fingerprints", expanding=True)))


class SqlTokens:
    """Tokens' fingerprints as rows; the tokens themselves are nowhere."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, fingerprint: str) -> Invitation | None:
        found = await self._connection.execute(_ONE, {"fingerprint": fingerprint})
        row = found.mappings().one_or_none()
        return None if row is None else record_of(Invitation, row)

    async def of(self, purpose: str, subject: str) -> Sequence[Invitation]:
        theirs = select(tokens).where(tokens.c.subject == subject, tokens.c.purpose == purpose)
        found = await self._connection.execute(theirs.order_by(tokens.c.generation))
        return [record_of(Invitation, row) for row in found.mappings()]

    async def among(self, fingerprints: Collection[str]) -> Sequence[Invitation]:
        found = await self._connection.execute(_MANY, {"fingerprints": list(fingerprints)})
        return [record_of(Invitation, row) for row in found.mappings()]

    async def put(self, *invitations: Invitation) -> None:
        await put(self._connection, tokens, [row_of(invitation) for invitation in invitations], "fingerprint")

    async def use(self, fingerprint: str, now: datetime) -> bool:
        used = await self._connection.execute(
            update(tokens).where(tokens.c.fingerprint == fingerprint, tokens.c.used_at.is_(None)).values(used_at=now)
        )
        return used.rowcount == 1

    async def forget(self, purpose: str, now: datetime) -> None:
        ended = (tokens.c.purpose == purpose) & (tokens.c.expires_at <= now)
        await self._connection.execute(delete(tokens).where(ended))
