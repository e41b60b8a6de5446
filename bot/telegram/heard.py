"""What an update of Telegram can say, once read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Said:
    """A text was written."""

    text: str


@dataclass(frozen=True, slots=True)
class Commanded:
    """'/name argument' was written. `bot` is the name after the @, '' for none: then it is for whoever is there.

    `text` is the line as written, for a slash that is no command of ours.
    """

    name: str
    argument: str
    bot: str
    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A text that was written before now reads so."""

    text: str


@dataclass(frozen=True, slots=True)
class TappedButton:
    """A button was tapped. `query_id` is what the tap is answered by; `sent_at` is when its message was sent.

    `sent_at` (seconds since 1970) is None where Telegram no longer shows the message to bots.
    """

    query_id: str
    data: str
    sent_at: int | None


@dataclass(frozen=True, slots=True)
class FileSent:
    """A document came, unread. `size` in bytes, None where it was not told; `name` and `mime` are the sender's word."""

    file_id: str
    name: str
    size: int | None
    mime: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class OtherSent:
    """Something that cannot be read came; `kind` is Telegram's name of it ('sticker', 'voice', …)."""

    kind: str


class Change(StrEnum):
    """What became of the bot in a chat."""

    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Membership:
    """A person blocked the bot or let it in again; a group added or removed it."""

    change: Change


@dataclass(frozen=True, slots=True)
class Migration:
    """A group became another chat; both sides of the move are told, in either order."""

    old_chat_id: int
    new_chat_id: int


What = Said | Commanded | Edited | TappedButton | FileSent | OtherSent | Membership | Migration


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One update. `message_id` is the message that came, or the one whose button was tapped.

    `user_id` is None where nobody in particular speaks (a channel, an anonymous administrator). `language` is what the
    person's telephone says ('pt-br'), '' where it does not.
    """

    update_id: int
    chat_id: int
    chat_type: str
    """'private', 'group', 'supergroup' or 'channel'."""
    user_id: int | None
    language: str
    message_id: int | None
    what: What

    @property
    def is_private(self) -> bool:
        """Whether the chat is one person's with the bot."""
        return self.chat_type == "private"
