"""Updates by webhook: posted with the secret, again until they are taken, in order within a lane."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.ext import ExtBot
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.telegram.fake import FakeTelegram, Faults
from tests.telegram.fake.chats import Changes

SECRET = "a-secret_of-tests"


class Hook:
    """The bot's side: keeps what is posted, and answers as the script says, 200 when it is over."""

    def __init__(self) -> None:
        self.url = ""
        self.posted: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.times: list[float] = []
        self.script: list[Response] = []
        self.changes = Changes()

    async def take(self, request: Request) -> Response:
        self.posted.append(await request.json())
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.times.append(asyncio.get_running_loop().time())
        self.changes.tell()
        return self.script.pop(0) if self.script else Response()

    async def got(self, times: int) -> list[str]:
        """Return the texts and taps once there were as many posts."""
        await self.changes.until(lambda: len(self.posted) >= times)
        return [
            update["callback_query"]["data"] if "callback_query" in update else update["message"]["text"]
            for update in self.posted
        ]


@asynccontextmanager
async def listening(hook: Hook) -> AsyncIterator[Hook]:
    app = Starlette(routes=[Route("/hook", hook.take, methods=["POST"])])
    config = Config(app, lifespan="off", log_config=None, access_log=False)
    config.load()
    state, loop = ServerState(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: H11Protocol(config, state, {}, loop), "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield hook
    server.close()
    for connection in list(state.connections):
        connection.shutdown()
    await asyncio.sleep(0)


@pytest.fixture
async def hook(fake: FakeTelegram, bot: ExtBot[None]) -> AsyncIterator[Hook]:
    async with listening(Hook()) as hook:
        yield hook
        await bot.delete_webhook()


async def test_updates_are_posted_in_order_with_the_secret(fake: FakeTelegram, bot: ExtBot[None], hook: Hook) -> None:
    ana = fake.person(11, "Ana")
    await ana.types("antes")
    await bot.set_webhook(hook.url, secret_token=SECRET, allowed_updates=["message"])
    await ana.types("uno")
    await ana.types("dos")
    assert await hook.got(3) == ["antes", "uno", "dos"]
    assert hook.secrets == {SECRET}
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates) == (hook.url, 40, ("message",))
    assert fake.violations == []


async def test_what_is_not_taken_comes_again_and_holds_back_only_its_lane(
    fake: FakeTelegram, bot: ExtBot[None], hook: Hook
) -> None:
    ana, luis = fake.person(11, "Ana"), fake.person(12, "Luis")
    hook.script = [Response(status_code=500), Response(status_code=403), Response(status_code=500)]
    await bot.set_webhook(hook.url)
    await ana.types("uno")
    await ana.types("dos")
    assert await hook.got(5) == ["uno", "uno", "uno", "uno", "dos"]
    hook.script = [Response(status_code=429, headers={"Retry-After": "30"})]
    await ana.types("tres")
    await hook.got(6)
    await luis.types("otra")
    assert (await hook.got(7))[-2:] == ["tres", "otra"]
    info = await bot.get_webhook_info()
    assert info.pending_update_count == 1
    assert info.last_error_message == "Wrong response from the webhook: 429 Too Many Requests"


async def test_retry_after_is_honoured(fake: FakeTelegram, bot: ExtBot[None], hook: Hook) -> None:
    hook.script = [Response(status_code=503, headers={"Retry-After": "1"})]
    await bot.set_webhook(hook.url)
    await fake.person(11, "Ana").types("uno")
    assert await hook.got(2) == ["uno", "uno"]
    assert hook.times[1] - hook.times[0] >= 0.99


async def test_a_persons_taps_do_not_wait_for_their_texts(fake: FakeTelegram, bot: ExtBot[None], hook: Hook) -> None:
    ana = fake.person(11, "Ana")
    hook.script = [Response(status_code=503, headers={"Retry-After": "30"})]
    await bot.set_webhook(hook.url)
    [text] = await ana.types("uno")
    await hook.got(1)
    await ana.taps_old(text, "tap")
    assert await hook.got(2) == ["uno", "tap"]


async def test_a_hook_that_is_not_there_yet_gets_everything_later(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    hook = Hook()
    async with listening(hook):
        url = hook.url
    await bot.set_webhook(url)
    await fake.person(11, "Ana").types("uno")
    await fake.until(lambda: fake.webhook_error)
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Connection failed: ConnectError"
    await bot.delete_webhook()
    assert [update.message and update.message.text for update in await bot.get_updates()] == ["uno"]


async def test_a_taken_update_may_be_posted_again(fake: FakeTelegram, bot: ExtBot[None], hook: Hook) -> None:
    fake.faults = Faults(redeliver=1.0)
    await bot.set_webhook(hook.url)
    await fake.person(11, "Ana").types("uno")
    assert await hook.got(2) == ["uno", "uno"]
    assert len({update["update_id"] for update in hook.posted}) == 1


async def test_what_waited_can_be_dropped(fake: FakeTelegram, bot: ExtBot[None], hook: Hook) -> None:
    ana = fake.person(11, "Ana")
    await ana.types("antes")
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    await ana.types("uno")
    assert await hook.got(1) == ["uno"]
    assert await bot.set_webhook("")
    assert (await bot.get_webhook_info()).url == ""
