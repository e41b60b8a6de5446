"""Where each person is, channel by channel."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import ConversationRecord
from core.store.rows import record_of, row_of
from core.store.tables import conversations
from core.store.upsert import put

_ONE = select(conversations).where(
    conversations.c.person_id == bindparam("person"), conversations.c.channel == bindparam("channel")
)


class SqlConversations:
    """Conversations as rows, one for each person and channel."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, person_id: str, channel: str) -> ConversationRecord | None:
        found = await self._connection.execute(_ONE, {"person": person_id, "channel": channel})
        row = found.mappings().one_or_none()
        return None if row is None else record_of(ConversationRecord, row)

    async def save(self, conversation: ConversationRecord) -> None:
        await put(self._connection, conversations, row_of(conversation), "person_id", "channel")
