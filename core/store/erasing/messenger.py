"""Erasing a person from what other people's chats and conversations hold."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import RowMapping

from core.model.records import InboxState
from core.store.erasing.traces import Traces


def update_without(traces: Traces, users: frozenset[int], update: RowMapping) -> Mapping[str, object]:
    """Return the columns of somebody else's update, or a group's, as they shall be once the person is erased.

    `users` are the person's numbers. What they wrote, also where another quotes it, is emptied. What others wrote is
    cut as soon as it has been handled: until then it is an answer that must not be lost.
    """
    raw = _without_users(users, update["raw"])
    if update["state"] == InboxState.WAITING:
        return {"raw": raw}
    return {"raw": traces.out_of_json(raw), "note": traces.out_of(update["note"])}


def talk_without(traces: Traces, conversation: RowMapping) -> Mapping[str, object]:
    """Return somebody else's conversation without the person: what was typed and refused may name them."""
    return {"state": traces.out_of_json(conversation["state"])}


def chat_without(traces: Traces, chat: RowMapping) -> Mapping[str, object]:
    """Return a chat that belongs to nobody yet; one that asked for the person's address begins anew."""
    entry = chat["entry"]
    return {"entry": entry if traces.out_of_json(entry) == entry else {}}


def is_sent_by(users: frozenset[int], update: Mapping[str, object]) -> bool:
    """Whether an update is what one of these users wrote or tapped."""
    senders = (inner.get("from") for inner in update.values() if isinstance(inner, Mapping))
    return any(isinstance(sender, Mapping) and _is_one(users, sender) for sender in senders)


def _without_users(users: frozenset[int], value: object) -> object:
    """Empty whatever one of these users is or has sent; a private chat bears the number of who writes there."""
    if isinstance(value, list | tuple):
        return [_without_users(users, inner) for inner in value]
    if not isinstance(value, Mapping):
        return value
    sender = value.get("from")
    if _is_one(users, value) or (isinstance(sender, Mapping) and _is_one(users, sender)):
        return {}
    return {key: _without_users(users, inner) for key, inner in value.items()}


def _is_one(users: frozenset[int], value: Mapping[str, object]) -> bool:
    number = value.get("id")
    return isinstance(number, int) and number in users
