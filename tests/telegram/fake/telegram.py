"""The fake Telegram that tests open: the server, its people, and what goes wrong."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from tests.telegram.fake.api import Api
from tests.telegram.fake.chats import Chat
from tests.telegram.fake.clock import Clock
from tests.telegram.fake.faults import Drops, Fails, Faults, Gate, Loses, Slow
from tests.telegram.fake.people.groups import Group
from tests.telegram.fake.people.person import Person
from tests.telegram.fake.server import HOST, listening
from tests.telegram.fake.world import Call, Impatient, Profile, Query, World


class FakeTelegram:
    """What a test does with it; `world` is the state behind."""

    def __init__(self, world: World, api: Api, port: int) -> None:
        self.world, self._api = world, api
        self.port = port
        self.token = world.token
        self.url = f"http://{HOST}:{port}"
        self.base_url = f"{self.url}/bot"
        self.base_file_url = f"{self.url}/file/bot"

    def bot(self) -> ExtBot[None]:
        """Return python-telegram-bot's client of this server, not yet initialised."""
        return ExtBot(
            self.token,
            base_url=self.base_url,
            base_file_url=self.base_file_url,
            request=_plain(connection_pool_size=256),
            get_updates_request=_plain(connection_pool_size=1),
        )

    @property
    def violations(self) -> list[Call]:
        """Calls that broke the schema or a limit, had a wrong token, or polled beside a webhook."""
        return self.world.violations

    @property
    def refusals(self) -> list[Call]:
        """Calls that were refused (400 to 409) for whatever reason."""
        return [call for call in self.world.calls if isinstance(call.outcome, int) and 400 <= call.outcome < 429]

    @property
    def impatient(self) -> list[Impatient]:
        """Calls to a chat before the time that its 429 had demanded."""
        return self.world.impatient

    @property
    def unanswered(self) -> list[Query]:
        """Taps that nobody answered yet."""
        return [query for query in self.world.queries.values() if not query.answered]

    @property
    def webhook_error(self) -> str | None:
        """What went wrong with the last post that the webhook did not take."""
        return self._api.webhook.last_error[1] if self._api.webhook.last_error else None

    def webhook_failed(self, reason: str) -> None:
        """Let a post to the webhook have failed for a reason in Telegram's words."""
        self._api.webhook.failed(reason)

    def switch_privacy_off(self) -> None:
        """What BotFather's /setprivacy does: the bot reads everything in groups."""
        self.world.reads_groups = True

    @property
    def profile(self) -> Profile:
        return self.world.profile

    def calls(self, method: str) -> list[Call]:
        """Return every call of the method, refused and lost ones too, in order."""
        return [call for call in self.world.calls if call.method == method]

    async def until_called(self, method: str, times: int = 1) -> None:
        """Wait until the method did as often what it was asked."""
        await self.world.until_called(method, times)

    @property
    def is_polled(self) -> bool:
        """Whether a long poll is open: the bot's side has taken all that there was."""
        return self._api.polling.is_open

    async def until_polled(self) -> None:
        await self.until(lambda: self.is_polled)

    async def until(self, holds: Callable[[], object], seconds: float = 20.0) -> None:
        """Wait for something that changes with a call."""
        await self.world.changes.until(holds, seconds)

    def person(self, user_id: int, first_name: str, language_code: str | None = "es") -> Person:
        """A person with a telephone, whose private chat with the bot has not begun."""
        assert user_id not in self.world.users, "there is such a person already"
        user = {"id": user_id, "is_bot": False, "first_name": first_name}
        if language_code:
            user["language_code"] = language_code
        self.world.users[user_id] = user
        chat = Chat(user_id, "private", {"first_name": first_name})
        self.world.chats[user_id] = chat
        return Person(self.world, chat, user)

    def group(self, chat_id: int, title: str, *, private_to_commands: bool = True) -> Group:
        """A group without the bot; `private_to_commands` is Telegram's privacy mode."""
        assert chat_id < 0, "the id of a group is negative"
        chat = Chat(chat_id, "group", {"title": title}, bot_status="left", private_to_commands=private_to_commands)
        self.world.chats[chat_id] = chat
        return Group(self.world, chat)

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.world.clock.later(seconds)

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self.world.faults = self.world.updates.faults = faults

    def fail_next(self, method: str, code: int, *, retry_after: int = 1, description: str = "") -> None:
        """Answer the next such call with an error; 429 closes its chat for `retry_after` seconds."""
        self.world.script.add(method, Fails(code, description, retry_after))

    def drop_next(self, method: str) -> None:
        """End the connection of the next such call before anything is done."""
        self.world.script.add(method, Drops())

    def lose_answer_next(self, method: str) -> None:
        """Do what the next such call asks, then end its connection."""
        self.world.script.add(method, Loses())

    def slow_next(self, method: str, seconds: float) -> None:
        self.world.script.add(method, Slow(seconds))

    def hold_next(self, method: str) -> Gate:
        """Hold the next such call back until the gate's `release`; its `reached` waits for the call."""
        gate = Gate()
        self.world.script.add(method, gate)
        return gate

    def restart_numbering(self) -> None:
        """Let the numbers of updates begin anew, as after an idle week: perhaps lower than before."""
        self.world.updates.restart_numbering()

    def repeat_update(self) -> None:
        """Deliver the newest confirmed update once more."""
        self.world.updates.repeat()


def _plain(connection_pool_size: int) -> HTTPXRequest:
    """Return a client that loads no certificates, which takes longer than most tests."""
    return HTTPXRequest(connection_pool_size, httpx_kwargs={"verify": False, "trust_env": False})


@asynccontextmanager
async def fake_telegram(
    faults: Faults | None = None, *, clock: Callable[[], float] = time.time, seed: int = 0
) -> AsyncIterator[FakeTelegram]:
    """Open a fake Telegram on loopback, in this event loop."""
    world = World(Clock(clock), faults or Faults(), seed)
    api = Api(world)
    try:
        async with listening(api) as port:
            yield FakeTelegram(world, api, port)
    finally:
        await api.webhook.close()
    if world.crashes:
        raise ExceptionGroup("the fake Telegram itself failed", world.crashes)
