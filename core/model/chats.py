"""What the store keeps of a messenger: its chats, and what came in from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.model.records import InboxState

ANSWERS_KEPT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingUpdate:
    """One thing that came in, stored before it is acknowledged; the same `id` twice is one row.

    `raw` is what came, as decoded JSON. `chat` is None where it belongs to no chat.
    """

    id: int
    chat: int | None
    received_at: datetime
    raw: Mapping[str, object]
    state: InboxState = InboxState.WAITING
    attempts: int = 0
    note: str = ""
    person_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One chat: who it belongs to, and what it shows.

    A chat shows one card. `wanted` rises with every reason to draw it anew; what is drawn is computed when it is sent,
    so that many reasons make one drawing. `shown` is the `wanted` that the card answers to.
    """

    id: int
    opened_at: datetime
    language: str = "es"
    person_id: str | None = None
    linked_at: datetime | None = None
    entry: Mapping[str, object] = field(default_factory=dict)
    """How far somebody who is not linked yet has come (the entry's own JSON)."""
    card: int | None = None
    """The message that shows the card."""
    wanted: int = 0
    shown: int = 0
    written: int = 0
    """The `wanted` of what was last written below the card: a card that is older is drawn anew below it."""
    always_fresh: bool = False
    """A person's own wish: screen readers do not tell of changed messages."""
    notice: Mapping[str, object] = field(default_factory=dict)
    """A passing word about what came last and could not be read."""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Which answer a message was, by the message's number: the latest `ANSWERS_KEPT`, oldest first.

    A change that came before its message is kept here as its `text`.
    """
    read_out: str = ""
    """Which long text was sent whole, and how many of its messages."""
    revision: int | None = None
    """Where the last act of this chat led: where the conversation stands elsewhere, another chat has moved it on."""
    silent_until: datetime | None = None
    """The messenger asked to wait, or did not answer: nothing is tried before."""
    failures: int = 0
    closed_at: datetime | None = None
    """They blocked us, or the chat is gone: letters reach them instead."""

    @property
    def wants_fresh(self) -> bool:
        """Whether the next drawing is a message of its own."""
        return self.card is None or self.always_fresh or self.written > self.shown

    def is_to_draw(self, now: datetime) -> bool:
        """Whether the chat shows less than is wanted, and may be tried."""
        may_be_tried = self.silent_until is None or self.silent_until <= now
        return self.wanted > self.shown and self.closed_at is None and may_be_tried

    def wanting(self, *, fresh: bool = False) -> Chat:
        """Return the chat with one more reason to draw; `fresh` where something stands below the card now."""
        wanted = self.wanted + 1
        return replace(self, wanted=wanted, written=wanted if fresh else self.written)

    def remembering(self, message_id: int, answer: Mapping[str, str]) -> Chat:
        """Return the chat with one more message known for an answer."""
        others = [item for item in self.answers.items() if item[0] != str(message_id)]
        return replace(self, answers=dict([*others, (str(message_id), answer)][-ANSWERS_KEPT:]))
