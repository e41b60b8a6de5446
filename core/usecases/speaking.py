"""Saying something in a messenger's chat beside the card: what was asked for, a file, the digest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.model.records import Channel, Notice
from core.ports import UnitOfWork
from core.usecases.desk import Desk


async def say_in(
    desk: Desk,
    work: UnitOfWork,
    chat_id: int,
    kind: str,
    facts: Mapping[str, object],
    now: datetime,
    *,
    key: str,
    language: str,
    person_id: str | None = None,
) -> bool:
    """Queue one message for a chat, after those queued for it before; the same `key` twice is one message.

    What `kind` says is found when the message is sent: `facts` need hold nothing that can be looked up then.
    """
    return await work.outbox.put(
        Notice(
            id=desk.ids.new(),
            key=f"{Channel.MESSENGER}:{kind}:{chat_id}:{key}",
            channel=Channel.MESSENGER,
            kind=kind,
            created_at=now,
            person_id=person_id,
            language=language,
            facts={**facts, "chat": chat_id},
            thread=f"{Channel.MESSENGER}:{chat_id}",
        )
    )


async def say_to_person(
    desk: Desk, work: UnitOfWork, person_id: str, kind: str, facts: Mapping[str, object], now: datetime, *, key: str
) -> int:
    """Queue one message for every open chat of a person; return in how many."""
    chats = [chat for chat in await work.chats.of_person(person_id) if chat.closed_at is None]
    for chat in chats:
        await say_in(
            desk, work, chat.id, kind, facts, now, key=key, language=chat.language, person_id=person_id
        )  # fmt: skip
    return len(chats)
