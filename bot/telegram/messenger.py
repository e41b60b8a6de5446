"""Messages beside the card: taken from the outbox, in order within a chat, tried again for as long as it makes sense.

What a message says is found when it is sent. At least once: Telegram knows no key by which it could tell that a message
whose answer was lost had been sent. A chat that Telegram asks to wait (429) waits alone, its card too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.telegram.flood import asked_to_wait
from core.model.chats import Chat
from core.model.records import Channel, Notice
from core.ports import Clock, Store, UnitOfWork
from core.rounds import Rounds
from core.usecases.moving import moved

log = logging.getLogger("convoca.telegram")

AT_ONCE = 8
LEASE = timedelta(seconds=60)
"""Longer than a try may take: what is leased is sent by nobody else meanwhile."""
IDLE_SECONDS = 1.0
LONGEST_PAUSE = 60.0
GIVES_UP_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `text` is Telegram's HTML, a caption where there is a file or a `photo` (PNG); `link` is a button.

    After a `farewell` nothing is kept of whom it went to.
    """

    text: str
    file: bytes | None = None
    name: str = ""
    photo: bytes | None = None
    link: tuple[str, str] | None = None
    farewell: bool = False


Compose = Callable[[UnitOfWork, Notice], Awaitable[Message | None]]
"""(a view, the notice) -> what it says; None where there is nothing to say any more."""


class Messenger(Rounds):
    """Sends what the outbox holds for chats."""

    name, idle_seconds = "messages", IDLE_SECONDS

    def __init__(self, bot: ExtBot[None], store: Store, clock: Clock, *, compose: Compose) -> None:
        super().__init__()
        self._bot, self._store, self._clock, self._compose = bot, store, clock, compose
        self._under_way: set[asyncio.Task[None]] = set()

    async def stop(self) -> None:
        """Stop; messages under way end, what was not begun is sent after the next start."""
        await super().stop()
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def drain(self) -> None:
        """Begin with messages that are due, up to the cap."""
        free = AT_ONCE - len(self._under_way)
        if free <= 0:
            return
        now = self._clock.now()
        async with self._store.work() as work:
            notices = await work.outbox.claim(Channel.MESSENGER, now, now + LEASE, free)
        for notice in notices:
            task = asyncio.create_task(self._carry(notice), name="telegram message")
            self._under_way.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        failure = None if task.cancelled() else task.exception()
        if failure is None:
            self.wake()
        else:  # the store, most likely: the lease runs out, and the message goes again
            log.error("messages: %s", type(failure).__name__)

    async def _carry(self, notice: Notice) -> None:
        chat_id = int(str(notice.facts["chat"]))
        try:
            async with self._store.look() as work:
                until = await self._silent_until(work, chat_id)
                message = None if until else await self._compose(work, notice)
        except Exception as failure:  # noqa: BLE001 - one message that cannot be composed must not stop the others
            log.error("a message (%s) cannot be composed: %s", notice.kind, type(failure).__name__)
            await self._later(notice, type(failure).__name__)
            return
        if until:
            async with self._store.work() as work:
                await work.outbox.retry(notice.id, until, "flood", counted=False)
        elif message is None:
            await self._done(notice)
        else:
            await self._try(notice, chat_id, message)

    async def _silent_until(self, work: UnitOfWork, chat_id: int) -> datetime | None:
        """Return until when the chat is to be left alone; None where it need not be."""
        chat = await work.chats.get(chat_id)
        until = chat.silent_until if chat else None
        return until if until is not None and until > self._clock.now() else None

    async def _try(self, notice: Notice, chat_id: int, message: Message) -> None:
        try:
            await self._send(chat_id, message)
        except ChatMigrated as away:
            async with self._store.work() as work:
                await moved(work, chat_id, away.new_chat_id, self._clock.now())
            await self._try(notice, away.new_chat_id, message)
        except RetryAfter as flood:
            await self._flooded(notice, chat_id, asked_to_wait(flood))
        except Forbidden:
            await self._closed(notice, chat_id)
        except BadRequest as refusal:
            if "chat not found" in refusal.message.lower():
                await self._closed(notice, chat_id)
            else:
                log.error("a message (%s) was refused: %s", notice.kind, refusal.message)
                await self._give_up(notice, "refused")
        except TelegramError as failure:
            log.warning("message: %s", type(failure).__name__)
            await self._later(notice, type(failure).__name__)
        else:
            await self._done(notice, forget=message.farewell)

    async def _send(self, chat_id: int, message: Message) -> None:
        button = InlineKeyboardButton(message.link[0], url=message.link[1]) if message.link else None
        keyboard = InlineKeyboardMarkup([[button]]) if button else None
        if message.photo is not None:
            await self._bot.send_photo(chat_id, message.photo, caption=message.text, parse_mode=ParseMode.HTML)
            return
        if message.file is not None:
            await self._bot.send_document(
                chat_id, message.file, filename=message.name, caption=message.text, parse_mode=ParseMode.HTML
            )
            return
        await self._bot.send_message(
            chat_id,
            message.text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def _done(self, notice: Notice, *, forget: bool = False) -> None:
        async with self._store.work() as work:
            await work.outbox.sent(notice.id, self._clock.now())
            if forget:
                await work.outbox.forget(notice.id)

    async def _flooded(self, notice: Notice, chat_id: int, pause: timedelta) -> None:
        until = self._clock.now() + pause
        async with self._store.work() as work:
            await work.outbox.retry(notice.id, until, "flood", counted=False)
            await self._change(work, chat_id, lambda chat: replace(chat, silent_until=until))

    async def _closed(self, notice: Notice, chat_id: int) -> None:
        now = self._clock.now()
        async with self._store.work() as work:
            await work.outbox.fail(notice.id, "closed")
            await work.outbox.forget(notice.id)
            await self._change(work, chat_id, lambda chat: replace(chat, closed_at=chat.closed_at or now))

    async def _change(self, work: UnitOfWork, chat_id: int, change: Callable[[Chat], Chat]) -> None:
        chat = await work.chats.get(chat_id)
        if chat is not None:
            await work.chats.put(change(chat))

    async def _later(self, notice: Notice, why: str) -> None:
        now = self._clock.now()
        if now - notice.created_at > GIVES_UP_AFTER:
            await self._give_up(notice, why)
            return
        pause = timedelta(seconds=min(2.0 ** min(notice.attempts, 10), LONGEST_PAUSE))
        async with self._store.work() as work:
            await work.outbox.retry(notice.id, now + pause, why)

    async def _give_up(self, notice: Notice, why: str) -> None:
        """Let it be: nobody will read what it said, and whom it was for need not be kept."""
        async with self._store.work() as work:
            await work.outbox.fail(notice.id, why)
            await work.outbox.forget(notice.id)
