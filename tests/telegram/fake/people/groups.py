"""Groups: people type there, the bot is added, removed, and a group can become a supergroup."""

from __future__ import annotations

from tests.telegram.fake.chats import Chat, Json, Message
from tests.telegram.fake.doing.looking import member
from tests.telegram.fake.people.drawing import drawn
from tests.telegram.fake.people.person import Person
from tests.telegram.fake.people.seat import Seat
from tests.telegram.fake.world import BOT, World


class GroupSeat(Seat):
    """Somebody in a group; a link opens the person's private chat."""

    def __init__(self, world: World, chat: Chat, person: Person) -> None:
        super().__init__(world, chat, person.user)
        self._person = person

    async def follows(self, url: str) -> None:
        await self._person.follows(url)


class Group:
    """A group; the bot comes in with `adds_bot`."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world, self.chat = world, chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        return self.chat.visible

    def screen(self) -> str:
        return "\n\n".join(map(drawn, self.messages))

    def joins(self, person: Person, status: str = "member") -> GroupSeat:
        """Let somebody in, as member, administrator or creator; returns the person's seat in the group."""
        self.chat.members[person.id] = (person.user, status)
        return GroupSeat(self._world, self.chat, person)

    async def adds_bot(self, by: Person) -> None:
        self._membership(by, "left", "member")
        self.chat.started = True
        service = self._world.add_message(self.chat, by.user, media={"new_chat_members": [BOT]})
        self._tell("message", service.json(), by)

    async def removes_bot(self, by: Person) -> None:
        self._membership(by, self.chat.bot_status, "kicked")

    async def promotes_bot(self, by: Person) -> None:
        self._membership(by, self.chat.bot_status, "administrator")

    async def migrates(self, new_id: int) -> Group:
        """Become a supergroup under another id; the old one answers with a refusal that names it."""
        old = self.chat
        new = Chat(new_id, "supergroup", old.about, started=old.started, members=old.members)
        new.bot_status, new.private_to_commands = old.bot_status, old.private_to_commands
        self._world.chats[new_id] = new
        by = next(iter(old.members.values()))[0] if old.members else BOT
        gone = self._world.add_message(old, by, media={"migrate_to_chat_id": new_id})
        self._world.updates.put("message", gone.json(), by["id"], f"chat {old.id}")
        old.migrated_to = new_id
        came = self._world.add_message(new, by, media={"migrate_from_chat_id": old.id})
        self._world.updates.put("message", came.json(), by["id"], f"chat {new_id}")
        return Group(self._world, new)

    def _membership(self, by: Person, old: str, new: str) -> None:
        self.chat.bot_status = new
        change = {
            "chat": self.chat.json(),
            "from": by.user,
            "date": int(self._world.clock.now()),
            "old_chat_member": member(BOT, old),
            "new_chat_member": member(BOT, new),
        }
        self._tell("my_chat_member", change, by)

    def _tell(self, kind: str, body: Json, by: Person) -> None:
        self._world.updates.put(kind, body, by.id, f"chat {self.chat.id}")
