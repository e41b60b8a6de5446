"""Where each person is, channel by channel."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import ConversationRecord
from core.store.rows import record_of, row_of
from core.store.tables import conversations
from core.store.upsert import insert


class SqlConversations:
    """Conversations as rows, one for each person and channel."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, person_id: str, channel: str) -> ConversationRecord | None:
        found = await self._connection.execute(
            select(conversations).where(conversations.c.person_id == person_id, conversations.c.channel == channel)
        )
        row = found.mappings().one_or_none()
        return None if row is None else record_of(ConversationRecord, row)

    async def save(self, conversation: ConversationRecord) -> None:
        row = insert(self._connection, conversations).values(row_of(conversation))
        moved = {name: row.excluded[name] for name in ("state", "revision", "changed_at")}
        await self._connection.execute(row.on_conflict_do_update(index_elements=["person_id", "channel"], set_=moved))
