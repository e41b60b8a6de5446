"""A person in the private chat with the bot."""

from __future__ import annotations

from tests.telegram.fake.chats import Json, Message
from tests.telegram.fake.doing.looking import member
from tests.telegram.fake.doing.profile import commands_shown
from tests.telegram.fake.people.seat import Seat
from tests.telegram.fake.schema.links import PAYLOAD, deep_link
from tests.telegram.fake.world import BOT, BOT_NAME, Query


class Person(Seat):
    """Can open the chat, block the bot, and use its menu."""

    @property
    def toasts(self) -> list[str]:
        """The short notices that answered taps, oldest first."""
        return [query.toast for query in self._world.queries.values() if query.person == self.id and query.toast]

    @property
    def unanswered(self) -> list[Query]:
        """The taps whose button still spins."""
        return [each for each in self._world.queries.values() if each.person == self.id and not each.answered]

    @property
    def commands(self) -> dict[str, str]:
        """What the menu of this chat offers, with its descriptions."""
        language = self.user.get("language_code", "")
        return {each["command"]: each["description"] for each in commands_shown(self._world, self.chat.id, language)}

    async def opens(self, payload: str = "") -> Message:
        """Press Start, perhaps behind a deep link."""
        assert PAYLOAD.fullmatch(payload), f"no payload of a deep link: {payload!r}"
        if self.chat.blocked:
            await self.unblocks()
        return self._says(f"/start {payload}".strip(), None)

    async def blocks(self) -> None:
        assert not self.chat.blocked, "the bot is blocked already"
        self.chat.blocked = True
        self._tell("my_chat_member", self._changed("member", "kicked"))

    async def unblocks(self) -> None:
        assert self.chat.blocked, "the bot is not blocked"
        self.chat.blocked = False
        self._tell("my_chat_member", self._changed("kicked", "member"))

    async def follows(self, url: str) -> None:
        """Open a link; one to this bot presses Start with its payload."""
        link = deep_link(url)
        if link is not None and link[0] == BOT_NAME:
            await self.opens(link[1])

    def _changed(self, old: str, new: str) -> Json:
        return {
            "chat": self.chat.json(),
            "from": self.user,
            "date": int(self._world.clock.now()),
            "old_chat_member": member(BOT, old),
            "new_chat_member": member(BOT, new),
        }
