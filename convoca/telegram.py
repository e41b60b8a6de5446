"""Telegram, wired: the client, what comes in, what is handled, what is drawn, and how the bot introduces itself."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.routing import BaseRoute
from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram.commands import GROUP, menu
from bot.telegram.composing import Composing
from bot.telegram.conversing import Conversing
from bot.telegram.courier import ChatCourier
from bot.telegram.heard import FileSent
from bot.telegram.messenger import Messenger
from bot.telegram.office import Groups, office_menu
from bot.telegram.polling import ALLOWED, Poller
from bot.telegram.webhook import PATH, Webhook
from bot.telegram.worker import Answer, CaughtUp, Fetch, UpdateWorker
from convoca.settings import Settings
from convoca.storing import TellingStore
from core.model.token import derive
from core.ports import Store
from core.usecases.desk import Desk
from templates.words import SOURCE, Words

log = logging.getLogger("convoca.telegram")

# The library's own switch: how long a chat asks to wait is a duration, not a number (its next version knows no other).
os.environ.setdefault("PTB_TIMEDELTA", "true")

CONNECTIONS = 16
"""Kept to Telegram; more cost more than they bring."""
PATIENCE_SECONDS = 20.0
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]|\A(?:%PDF-|\{\\rtf)")
"""What stands in no text that somebody wrote, though it can be decoded."""
LARGEST_FILE = 200 * 1024
SOON_AGAIN = (0.5, 2.0, 10.0)
"""Seconds before the second, third and fourth try: most failures are over by then."""
AGAIN_SECONDS = 60.0
WEBHOOK = "webhook"
DELIVERED_WITHIN = timedelta(seconds=10)
"""What came while we were away is delivered about this soon after we are back."""


@dataclass(slots=True)
class BotName:
    """The bot's own user name, as links to it need it; '' until Telegram has told it."""

    name: str = ""

    def __call__(self) -> str:
        """Return the name."""
        return self.name


@dataclass(slots=True)
class Telegram:
    """What runs; `routes` are for the web, where a webhook is wanted."""

    worker: UpdateWorker
    courier: ChatCourier
    routes: tuple[BaseRoute, ...] = ()


@asynccontextmanager
async def named(settings: Settings) -> AsyncIterator[BotName]:
    """Yield the bot's name, which is asked for while the block is open; it stays '' where there is no bot."""
    name = BotName()
    if settings.telegram_token is None:
        yield name
        return
    async with client(settings) as bot:
        asking = asyncio.create_task(_asked_for_name(bot, name), name="telegram name")
        try:
            yield name
        finally:
            await _cancelled(asking)


async def _asked_for_name(bot: ExtBot[None], name: BotName) -> None:
    while not name.name:
        try:
            name.name = (await bot.get_me()).username or ""
        except TelegramError as failure:
            log.warning("name: %s", type(failure).__name__)
            await asyncio.sleep(AGAIN_SECONDS)


@asynccontextmanager
async def client(settings: Settings) -> AsyncIterator[ExtBot[None]]:
    """Yield the client, with connections of its own; nothing is asked of Telegram yet, which may be away.

    `settings.telegram_token` is there: whoever calls has looked.
    """
    assert settings.telegram_token is not None, "there is no token"  # noqa: S101 - a fault of ours, not of input
    base = settings.telegram_base_url
    async with _requests(CONNECTIONS, PATIENCE_SECONDS) as request, _requests(1, PATIENCE_SECONDS) as polling:
        yield ExtBot(
            settings.telegram_token.get_secret_value(),
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=request,
            get_updates_request=polling,
        )


def _requests(connections: int, patience: float) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections, read_timeout=patience, write_timeout=patience, connect_timeout=patience,
        pool_timeout=patience,
    )  # fmt: skip


@asynccontextmanager
async def telegram(
    settings: Settings, desk: Desk, store: TellingStore, opened: Store, name: BotName
) -> AsyncIterator[Telegram]:
    """Run the bot while the block is open; on leaving, intake stops first and what is being sent is sent.

    What takes messages from the outbox writes to `opened` itself: its own commits wake nobody.
    """
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(client(settings))
        conversing, groups = Conversing(desk), Groups(desk, name)
        composing = Composing(desk, page=f"{settings.links}/secretariat", name=name)
        messenger = Messenger(bot, opened, desk.clock, compose=composing.compose)
        messenger.start()
        stack.push_async_callback(messenger.stop)
        store.listeners.append(messenger.wake)
        courier = ChatCourier(bot, store, desk.clock, card_of=conversing.card_of)
        poller = None if settings.telegram_webhook else Poller(bot, store, desk.clock, stored=lambda: worker.wake())
        worker = UpdateWorker(
            store,
            desk.clock,
            conversing,
            groups,
            answer=_answering(bot),
            fetch=_fetching(bot),
            caught_up=poller.caught_up if poller else _caught_up_by_webhook(desk),
        )
        courier.start()
        stack.push_async_callback(courier.stop)
        store.listeners.append(courier.wake)
        worker.start()
        stack.push_async_callback(worker.stop)
        routes: tuple[BaseRoute, ...] = ()
        if poller is None:
            secret = derive(desk.key, WEBHOOK, bot.token, 0)
            routes = (Webhook(store, desk.clock, secret, stored=worker.wake).route(),)
        else:
            poller.start()
            stack.push_async_callback(poller.stop)
        introducing = asyncio.create_task(_introduced(bot, settings, desk), name="telegram introducing")
        stack.push_async_callback(_cancelled, introducing)
        yield Telegram(worker, courier, routes)


async def _introduced(bot: ExtBot[None], settings: Settings, desk: Desk) -> None:
    """Tell Telegram what the bot is and can be asked, until it has heard."""
    for pause in itertools.chain(SOON_AGAIN, itertools.repeat(AGAIN_SECONDS)):
        try:
            await _introduce(bot, settings, desk)
        except TelegramError as failure:
            log.warning("introducing: %s", type(failure).__name__)
            await asyncio.sleep(pause)
        else:
            return


async def _introduce(bot: ExtBot[None], settings: Settings, desk: Desk) -> None:
    if settings.telegram_webhook:
        secret = derive(desk.key, WEBHOOK, bot.token, 0)
        await bot.set_webhook(f"{settings.links}{PATH}", secret_token=secret, allowed_updates=ALLOWED)
    else:
        await bot.delete_webhook()
    for language in desk.call.languages:
        words = Words(language)
        code = None if language == SOURCE else language
        name = desk.call.name.said_in(words.language)
        await bot.set_my_commands(menu(words), scope=BotCommandScopeAllPrivateChats(), language_code=code)
        await bot.set_my_commands(menu(words, GROUP), scope=BotCommandScopeAllGroupChats(), language_code=code)
        for chat_id in desk.office_chats:
            await _introduce_to_office(bot, chat_id, words, code)
        await bot.set_my_description(words("telegram.about.long", call=name), language_code=code)
        await bot.set_my_short_description(words("telegram.about.short", call=name)[:120], language_code=code)
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def _introduce_to_office(bot: ExtBot[None], chat_id: int, words: Words, code: str | None) -> None:
    """Offer the secretariat's commands in its chat, where the bot is let in already."""
    commands = office_menu(words) if chat_id < 0 else (*menu(words), *office_menu(words))
    try:
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id), language_code=code)
    except BadRequest:
        log.warning("the bot is not in the secretariat's chat %s", chat_id)


def _caught_up_by_webhook(desk: Desk) -> CaughtUp:
    """Return what is known of what Telegram delivers by itself: what it could not deliver, it tries again soon."""
    started = desk.clock.now()

    def caught_up() -> datetime | None:
        now = desk.clock.now()
        return now if now - started >= DELIVERED_WITHIN else None

    return caught_up


def _answering(bot: ExtBot[None]) -> Answer:
    async def answer(query_id: str) -> None:
        for pause in SOON_AGAIN:
            try:
                await bot.answer_callback_query(query_id)
            except BadRequest:  # too old: the card shows what came of it
                return
            except TelegramError:
                await asyncio.sleep(pause)
            else:
                return

    return answer


def _fetching(bot: ExtBot[None]) -> Fetch:
    async def fetch(file: FileSent) -> str | None:
        if file.size is None or file.size > LARGEST_FILE:
            return None
        try:
            kept = await bot.get_file(file.file_id)
            raw = bytes(await kept.download_as_bytearray())
        except TelegramError as failure:
            log.warning("file: %s", type(failure).__name__)
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
        return None if _BINARY.search(text) else text

    return fetch


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
