"""Everything that the fake Telegram knows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.telegram.fake.chats import PATIENCE, Changes, Chat, Json, Message
from tests.telegram.fake.clock import Clock
from tests.telegram.fake.faults import Faults, Script
from tests.telegram.fake.schema.refusals import Refused, forbidden, not_now
from tests.telegram.fake.updates import Updates

BOT_ID = 7_000_000_001
BOT_NAME = "convoca_test_bot"
BOT: Json = {"id": BOT_ID, "is_bot": True, "first_name": "convoca", "username": BOT_NAME}


DONE, LOST, DROPPED = 200, "lost", "dropped"


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it came; `outcome` is the code of the answer: LOST was done, DROPPED was not, both without answer."""

    method: str
    parameters: Json
    outcome: int | str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Impatient:
    """A call to a chat that was still closed by a 429."""

    method: str
    chat_id: int
    seconds_early: float


@dataclass(slots=True, eq=False)
class Query:
    """A tap that waits for its answer."""

    id: str
    message: Message
    data: str
    at: float
    person: int
    answered: bool = False
    toast: str | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    name: str
    data: bytes
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook that is set."""

    url: str
    secret: str | None
    max_connections: int


@dataclass(slots=True)
class Profile:
    """How the bot shows itself; texts and commands by language code, "" for everybody."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """By scope, as `type[:chat_id[:user_id]]`, and language code."""
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)


class World:
    """The state behind the server; what each method does to it stands in the modules named after their subject."""

    def __init__(self, clock: Clock, faults: Faults, seed: int) -> None:
        self.clock = clock
        self.random = Random(seed)
        self.token = f"{BOT_ID}:{'tests' * 7}"
        self.faults, self.script = faults, Script()
        self.updates = Updates(clock, faults, self.random)
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Json] = {BOT_ID: BOT}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.profile = Profile()
        self.hook: Hook | None = None
        self.closed_until: dict[int, float] = {}
        self.calls: list[Call] = []
        self.violations: list[Call] = []
        self.impatient: list[Impatient] = []
        self.logged_out = False
        self.reads_groups = False
        """Whether BotFather was told to switch privacy mode off."""
        self.crashes: list[Exception] = []
        """What went wrong in the fake itself."""
        self.changes = Changes()
        self._messages = 0
        self._done: Counter[str] = Counter()

    def chat(self, chat_id: int | str) -> Chat:
        """Return the chat that the bot names; raises Refused."""
        found = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if found is None:
            raise not_now("chat not found")
        if found.migrated_to is not None:
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, reason, migrate_to_chat_id=found.migrated_to)
        return found

    def writable(self, chat_id: int | str) -> Chat:
        """Return the chat, if the bot may write there; raises Refused."""
        chat = self.chat(chat_id)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.bot_status not in ("member", "administrator"):
            kind = "supergroup" if chat.type == "supergroup" else "group"
            raise forbidden(f"bot was kicked from the {kind} chat")
        return chat

    def add_message(self, chat: Chat, sender: Json, **parts: Any) -> Message:
        self._messages += 1
        message = Message(chat, self._messages, sender, self.clock.now(), **parts)
        chat.messages[message.id] = message
        chat.changes.tell()
        return message

    def add_file(self, name: str, data: bytes, size: int | None = None) -> StoredFile:
        number = len(self.files) + 1
        stored = StoredFile(f"file-{number}-of-tests", name, data, size or len(data), f"documents/file_{number}")
        self.files[stored.id] = stored
        return stored

    def heard(self, call: Call, *, violation: bool) -> None:
        self.calls.append(call)
        self._done[call.method] += call.outcome in (DONE, LOST)
        if violation:
            self.violations.append(call)
        self.changes.tell()

    async def until_called(self, method: str, times: int = 1) -> None:
        await self.changes.until(lambda: self.count(method) >= times, PATIENCE)

    def count(self, method: str) -> int:
        """Return how often the method did what it was asked."""
        return self._done[method]
