"""Drawing: every chat that shows less than it should gets its card, one call at a time, many chats at once.

What a card says is computed when it is sent: however much happened meanwhile, one drawing says it. A chat that Telegram
asks to wait (429) waits alone. A message that was sent though its answer was lost is sent again: at least once, and a
tap on either carries the same revision.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.telegram.card import Card
from bot.telegram.flood import asked_to_wait
from core.model.chats import Chat
from core.ports import Clock, Store, UnitOfWork
from core.rounds import Rounds

log = logging.getLogger("convoca.telegram")

AT_ONCE = 20
"""Chats that are drawn at the same time; Telegram takes some 30 messages a second from a bot."""
LISTED = 500
"""Chats found at once: each has its turn before more are looked for, so that no crowd keeps anybody waiting."""
IDLE_SECONDS = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
"""Seconds after a failure, doubled with each: somebody waits for this card, and the next try may well pass."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
"""People's texts hold addresses; a preview would fetch them."""
CallToDraw = Callable[[UnitOfWork, Chat], Awaitable[Card]]
"""(a view, the chat) -> what it should show now."""


class ChatCourier(Rounds):
    """Keeps every chat's card as it should be."""

    name, idle_seconds = "drawing", IDLE_SECONDS

    def __init__(self, bot: ExtBot[None], store: Store, clock: Clock, *, card_of: CallToDraw) -> None:
        super().__init__()
        self._bot, self._store, self._clock, self._card_of = bot, store, clock, card_of
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._turns: deque[int] = deque()

    async def stop(self) -> None:
        """Stop; drawings under way end, what was not begun is drawn at the next start."""
        await super().stop()
        if self._under_way:
            await asyncio.wait(self._under_way.values())

    async def drain(self) -> None:
        """Begin with chats that are to be drawn and are not under way, up to the cap, in their turn."""
        free = AT_ONCE - len(self._under_way)
        if len(self._turns) < free:
            async with self._store.look() as work:
                chats = await work.chats.to_draw(self._clock.now(), LISTED)
            known = {*self._turns, *self._under_way}
            self._turns += [chat.id for chat in chats if chat.id not in known]
        for _ in range(min(free, len(self._turns))):
            chat_id = self._turns.popleft()
            task = asyncio.create_task(self._draw(chat_id), name=str(chat_id))
            self._under_way[chat_id] = task
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.pop(int(task.get_name()), None)
        failure = None if task.cancelled() else task.exception()
        if failure is None:
            self.wake()
        else:  # the store, most likely: the next look comes by itself
            log.error("drawing: %s", type(failure).__name__)

    async def _draw(self, chat_id: int) -> None:
        async with self._store.look() as work:
            chat = await work.chats.get(chat_id)
            # Looked at again: a drawing that ended since the chats were listed may have said all, or met a flood.
            if chat is None or not chat.is_to_draw(self._clock.now()):
                return
            card = await self._card(work, chat)
        outcome = await self._send(chat, card) if card else self._later(chat)
        async with self._store.work() as work:
            await self._note(work, chat, outcome)

    async def _card(self, work: UnitOfWork, chat: Chat) -> Card | None:
        try:
            return await self._card_of(work, chat)
        except Exception as failure:  # noqa: BLE001 - one chat that cannot be drawn must not stop the others
            log.error("a card cannot be drawn: %s", type(failure).__name__)
            return None

    async def _note(self, work: UnitOfWork, drawn: Chat, outcome: Chat | int) -> None:
        """Keep what came of it, beside whatever happened to the chat meanwhile."""
        if isinstance(outcome, int):
            await work.chats.move(drawn.id, outcome)
            return
        now_kept = await work.chats.get(drawn.id)
        if now_kept is None:  # erased meanwhile
            return
        await work.chats.put(
            replace(
                now_kept,
                card=outcome.card,
                shown=outcome.shown,
                read_out=outcome.read_out,
                # What was read out stands below the card now: it is drawn anew under that.
                written=now_kept.written if outcome.read_out == drawn.read_out else now_kept.wanted,
                silent_until=_later_of(outcome.silent_until, now_kept.silent_until),
                failures=outcome.failures,
                closed_at=outcome.closed_at or now_kept.closed_at,
            )
        )

    async def _send(self, chat: Chat, card: Card) -> Chat | int:
        """Return the chat as it is after this try; a number where it has moved there."""
        try:
            message = await self._show(chat, card)
        except RetryAfter as flood:
            return replace(chat, silent_until=self._clock.now() + asked_to_wait(flood))
        except ChatMigrated as moved:
            return moved.new_chat_id
        except Forbidden:
            return replace(chat, closed_at=self._clock.now(), shown=chat.wanted)
        except BadRequest as refusal:
            if "chat not found" in refusal.message.lower():
                return replace(chat, closed_at=self._clock.now(), shown=chat.wanted)
            log.error("a card was refused: %s", refusal.message)
            return self._later(chat)
        except TelegramError as failure:
            log.warning("chat: %s", type(failure).__name__)
            return self._later(chat)
        if card.reads:
            return replace(chat, read_out=card.reads, failures=0, silent_until=None)
        return replace(chat, card=message, shown=chat.wanted, failures=0, silent_until=None)

    async def _show(self, chat: Chat, card: Card) -> int:
        """Change the card, or take its buttons off and send it anew; return its message. A piece is a message alone.

        The buttons go first: whatever fails in between, or if we die there, the old card is still the one we know.
        """
        keyboard = _keyboard(card)
        if chat.card is not None and not card.reads:
            if not chat.wants_fresh and await self._change(chat.id, chat.card, card, keyboard):
                return chat.card
            await self._strip(chat.id, chat.card)
        sent = await self._bot.send_message(
            chat.id,
            card.text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
            disable_notification=card.is_silent or None,
        )
        return sent.message_id

    async def _strip(self, chat_id: int, message: int) -> None:
        """Take the buttons off an old card, if it still has them and can be changed."""
        with contextlib.suppress(BadRequest):
            await self._bot.edit_message_reply_markup(chat_id, message, reply_markup=None)

    async def _change(self, chat_id: int, message: int, card: Card, keyboard: InlineKeyboardMarkup | None) -> bool:
        """Return whether the message shows the card now; False where it can't be changed any more."""
        try:
            await self._bot.edit_message_text(
                card.text,
                chat_id,
                message,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as refusal:
            said = refusal.message.lower()
            if "not modified" in said:
                return True
            if "message to edit not found" in said or "can't be edited" in said:
                return False
            raise
        return True

    def _later(self, chat: Chat) -> Chat:
        pause = min(SHORTEST_PAUSE * 2.0 ** min(chat.failures, 10), LONGEST_PAUSE)
        return replace(chat, failures=chat.failures + 1, silent_until=self._clock.now() + timedelta(seconds=pause))


def _keyboard(card: Card) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in card.rows]
    return InlineKeyboardMarkup(rows) if rows else None


def _later_of(ours: datetime | None, kept: datetime | None) -> datetime | None:
    """Return how long the chat is left alone: a message beside the card may have met a flood meanwhile."""
    return max(ours, kept) if ours and kept else ours or kept
