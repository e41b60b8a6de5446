"""Chats of a messenger."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.chats import Chat
from core.store.rows import record_of, row_of
from core.store.tables import CLOSED, TO_DRAW, chats
from core.store.upsert import put

_ONE = select(chats).where(chats.c.id == bindparam("chat"))


class SqlChats:
    """Chats as rows."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, chat_id: int) -> Chat | None:
        found = await self._connection.execute(_ONE, {"chat": chat_id})
        row = found.mappings().one_or_none()
        return None if row is None else record_of(Chat, row)

    async def put(self, chat: Chat) -> None:
        await put(self._connection, chats, row_of(chat), "id")

    async def of_person(self, person_id: str) -> Sequence[Chat]:
        found = await self._connection.execute(select(chats).where(chats.c.person_id == person_id).order_by(chats.c.id))
        return [record_of(Chat, row) for row in found.mappings()]

    async def to_draw(self, now: datetime, limit: int) -> Sequence[Chat]:
        may_be_tried = or_(chats.c.silent_until.is_(None), chats.c.silent_until <= now)
        found = await self._connection.execute(
            select(chats).where(TO_DRAW, chats.c.closed_at.is_(None), may_be_tried).order_by(chats.c.id).limit(limit)
        )
        return [record_of(Chat, row) for row in found.mappings()]

    async def with_open(self, person_ids: Collection[str]) -> Collection[str]:
        theirs = select(chats.c.person_id).where(chats.c.person_id.in_(person_ids), chats.c.closed_at.is_(None))
        return frozenset((await self._connection.execute(theirs)).scalars())

    async def call_for(self, person_id: str) -> int:
        called = await self._connection.execute(
            update(chats)
            .where(chats.c.person_id == person_id, chats.c.closed_at.is_(None))
            .values(wanted=chats.c.wanted + 1, written=chats.c.wanted + 1)
        )
        return called.rowcount

    async def closed(self) -> Mapping[str, datetime]:
        other = chats.alias()
        open_ones = select(other.c.id).where(other.c.person_id == chats.c.person_id, other.c.closed_at.is_(None))
        found = await self._connection.execute(
            select(chats.c.person_id, func.max(chats.c.closed_at))
            .where(CLOSED, chats.c.person_id.is_not(None), ~open_ones.exists())
            .group_by(chats.c.person_id)
            .order_by(chats.c.person_id)
        )
        return {row[0]: row[1] for row in found}

    async def move(self, chat_id: int, to: int) -> None:
        await self._connection.execute(update(chats).where(chats.c.id == chat_id).values(id=to, card=None))
