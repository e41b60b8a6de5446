"""Chats and their messages, as Telegram keeps them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.fake.schema.keyboards import Rows
from tests.telegram.fake.schema.text import Said

Json = dict[str, Any]
PATIENCE = 20.0
"""Seconds that a test waits for something before it fails."""


class Changes:
    """Wakes those who wait for something to become true."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, holds: Callable[[], object], seconds: float | None = PATIENCE) -> None:
        async with asyncio.timeout(seconds):
            while not holds():
                await self._next.wait()


@dataclass(slots=True, eq=False)
class Message:
    """A message; `media` holds the parts that only its kind has, such as a document or a title that changed."""

    chat: Chat
    id: int
    sender: Json
    date: float
    said: Said = field(default_factory=Said)
    rows: Rows = field(default_factory=list)
    media: Json = field(default_factory=dict)
    reply_to: Message | None = None
    edited: float | None = None
    gone: bool = False

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]

    def json(self, *, with_reply: bool = True) -> Json:
        """Return the Message of the Bot API."""
        told: Json = {
            "message_id": self.id,
            "date": int(self.date),
            "chat": self.chat.json(),
            "from": self.sender,
            **self.media,
        }
        if self.said.text:
            name, entities = ("caption", "caption_entities") if self.media else ("text", "entities")
            told[name] = self.said.text
            if self.said.entities:
                told[entities] = list(self.said.entities)
        if self.rows:
            told["reply_markup"] = {"inline_keyboard": self.rows}
        if self.edited is not None:
            told["edit_date"] = int(self.edited)
        if self.reply_to is not None and with_reply:
            told["reply_to_message"] = self.reply_to.json(with_reply=False)
        return told


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, a group or a supergroup; `about` is what a Chat of the Bot API tells besides id and type."""

    id: int
    type: str
    about: Json
    started: bool = False
    """A bot cannot write first: somebody has written, or the bot was added."""
    blocked: bool = False
    members: dict[int, tuple[Json, str]] = field(default_factory=dict)
    """User and status, by the user's id."""
    bot_status: str = "member"
    private_to_commands: bool = False
    """The bot reads only commands and replies to it: what Telegram calls privacy mode."""
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    """What the bot showed that it does, such as typing."""
    changes: Changes = field(default_factory=Changes)

    def json(self) -> Json:
        return {"id": self.id, "type": self.type, **self.about}

    @property
    def visible(self) -> list[Message]:
        return [message for message in self.messages.values() if not message.gone]
