"""Somebody at the telephone in a chat: sees what it shows now, and can tap only that."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from tests.telegram.fake.chats import Chat, Json, Message
from tests.telegram.fake.people.drawing import drawn
from tests.telegram.fake.schema.text import LONGEST_TEXT, Said
from tests.telegram.fake.world import BOT_NAME, Query, World

if TYPE_CHECKING:
    from collections.abc import Callable


class Seat(ABC):
    """Somebody in one chat: the private one with the bot, or a group."""

    def __init__(self, world: World, chat: Chat, user: Json) -> None:
        self._world, self.chat, self.user = world, chat, user

    @property
    def id(self) -> int:
        """The id of the user."""
        return int(self.user["id"])

    @property
    def messages(self) -> list[Message]:
        """What stands in the chat now, oldest first."""
        return self.chat.visible

    @property
    def last(self) -> Message:
        return self.messages[-1]

    @property
    def keyboards(self) -> list[Message]:
        """The messages that have buttons now."""
        return [message for message in self.messages if message.rows]

    def screen(self, last: int | None = None) -> str:
        """Return what the person sees, buttons in brackets; `last` limits it to as many messages."""
        return "\n\n".join(drawn(message) for message in self.messages[-last if last else None :])

    async def until(self, holds: Callable[[], object], seconds: float = 20.0) -> None:
        """Wait for something in this chat; fails with the screen."""
        try:
            await self.chat.changes.until(holds, seconds)
        except TimeoutError:
            raise AssertionError(f"it did not come; the chat shows:\n{self.screen()}") from None

    async def sees(self, fragment: str) -> Message:
        """Wait for a message that says so, or has such a button; return the newest one."""

        def found() -> list[Message]:
            return [each for each in self.messages if each.by_bot and fragment in drawn(each)]

        await self.until(found)
        return found()[-1]

    async def types(self, text: str, *, reply_to: Message | None = None) -> list[Message]:
        """Send a text, in as many messages as a client makes of it."""
        pieces = [text[at : at + LONGEST_TEXT] for at in range(0, len(text), LONGEST_TEXT)]
        return [self._says(piece, reply_to) for piece in pieces]

    async def sends_file(
        self, name: str, data: bytes, *, caption: str = "", mime_type: str = "text/plain", size: int | None = None
    ) -> Message:
        """Send a document; `size` claims another size than the bytes have."""
        stored = self._world.add_file(name, data, size)
        document = {
            "file_id": stored.id,
            "file_unique_id": f"u{stored.id}",
            "file_name": name,
            "mime_type": mime_type,
            "file_size": stored.size,
        }
        return self._sends({"document": document}, caption)

    async def sends_sticker(self) -> Message:
        flags: Json = {"is_animated": False, "is_video": False, "type": "regular", "emoji": "👍"}
        return self._sends({"sticker": {**self._stored("sticker.webp"), "width": 512, "height": 512, **flags}})

    async def sends_voice(self) -> Message:
        return self._sends({"voice": {**self._stored("voice.ogg"), "duration": 3, "mime_type": "audio/ogg"}})

    async def sends_photo(self, *, caption: str = "") -> Message:
        sizes = [{**self._stored("photo.jpg"), "width": width, "height": width} for width in (90, 320)]
        return self._sends({"photo": sizes}, caption)

    async def edits(self, message: Message, text: str) -> None:
        """Change a message of one's own."""
        assert message.sender["id"] == self.id, "one edits one's own messages"
        message.said, message.edited = said_by_person(text), self._world.clock.now()
        self.chat.changes.tell()
        if self._heard_by_bot(message):
            self._tell("edited_message", message.json())

    async def deletes(self, message: Message) -> None:
        """Take a message out of the chat, for the bot too; the bot is not told."""
        message.gone = True
        self.chat.changes.tell()

    async def taps(self, label: str) -> Query | None:
        """Tap a button that is visible now, the lowest with this label; None if it sends no tap to the bot."""
        holders = [message for message in self.messages if label in message.labels]
        if not holders and label in self.chat.reply_keyboard:
            await self.types(label)
            return None
        assert holders, f"no button {label!r}; the chat shows:\n{self.screen()}"
        message = holders[-1]
        assert message.labels.count(label) == 1, f"two buttons {label!r} on one message:\n{drawn(message)}"
        button = next(each for each in itertools.chain(*message.rows) if each["text"] == label)
        if "callback_data" in button:
            return self._taps(message, button["callback_data"])
        await self.follows(button.get("url", ""))
        return None

    async def taps_old(self, message: Message, data: str) -> Query:
        """Tap what was on a message once: the tap of a screen that has not caught up, or of an ill-meaning client."""
        return self._taps(message, data)

    @abstractmethod
    async def follows(self, url: str) -> None:
        """Open a link; only one to the bot does something here."""

    def _says(self, text: str, reply_to: Message | None) -> Message:
        return self._arrived(said=said_by_person(text), reply_to=reply_to)

    def _sends(self, media: Json, caption: str = "") -> Message:
        return self._arrived(said=Said(caption), media=media)

    def _arrived(self, **parts: Any) -> Message:
        assert not self.chat.blocked, "who has blocked the bot cannot write to it"
        assert self.chat.migrated_to is None, "the group is a supergroup now: type there"
        if self.chat.type == "private":
            self.chat.started = True
        message = self._world.add_message(self.chat, self.user, **parts)
        if self._heard_by_bot(message):
            self._tell("message", message.json())
        return message

    def _heard_by_bot(self, message: Message) -> bool:
        if self.chat.bot_status not in ("member", "administrator"):
            return False
        if not self.chat.private_to_commands or self.chat.bot_status == "administrator":
            return True
        to_bot = message.reply_to is not None and message.reply_to.by_bot
        command = message.text.split(maxsplit=1)[0] if message.text.startswith("/") else ""
        return to_bot or (bool(command) and command.partition("@")[2] in ("", BOT_NAME))

    def _taps(self, message: Message, data: str) -> Query:
        world = self._world
        query = Query(str(world.random.getrandbits(62)), message, data, world.clock.now(), self.id)
        world.queries[query.id] = query
        told = message.json()
        if message.gone:
            told = {"message_id": message.id, "chat": message.chat.json(), "date": 0}
        body = {"id": query.id, "from": self.user, "chat_instance": str(self.chat.id), "message": told, "data": data}
        world.updates.put("callback_query", body, self.id, f"taps {self.id}")
        return query

    def _tell(self, kind: str, body: Json) -> None:
        self._world.updates.put(kind, body, self.id, f"chat {self.chat.id}")

    def _stored(self, name: str) -> Json:
        stored = self._world.add_file(name, b"bytes of a picture or a sound")
        return {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_size": stored.size}


def said_by_person(text: str) -> Said:
    """Return a text with what clients mark in it: the command at its beginning."""
    if not text.startswith("/"):
        return Said(text)
    length = len(text.split(maxsplit=1)[0])
    return Said(text, ({"type": "bot_command", "offset": 0, "length": length},))
