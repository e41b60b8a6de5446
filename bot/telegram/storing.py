"""What came in, as it is stored: raw, with the chat that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.model.chats import IncomingUpdate

_HOLDERS = ("message", "edited_message", "callback_query", "my_chat_member")


def stored_of(raw: Mapping[str, object], now: datetime) -> IncomingUpdate:
    """Return an update to be stored; raises ValueError where it has no number that can be kept."""
    number = _number(raw.get("update_id"))
    if number is None:
        raise ValueError("an update without its number")
    return IncomingUpdate(id=number, chat=chat_of(raw), received_at=now, raw=dict(raw))


def chat_of(raw: Mapping[str, object]) -> int | None:
    """Return the chat that an update belongs to; None where it belongs to none."""
    for name in _HOLDERS:
        holder = raw.get(name)
        if isinstance(holder, Mapping):
            message = holder.get("message", holder)
            chat = message.get("chat") if isinstance(message, Mapping) else None
            return _number(chat.get("id")) if isinstance(chat, Mapping) else None
    return None


def _number(value: object) -> int | None:
    """Return a number that a database can keep."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 else None
