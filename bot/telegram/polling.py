"""Long polling that loses nothing: what came is committed before Telegram is told to forget it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.telegram.flood import asked_to_wait
from bot.telegram.storing import stored_of
from core.ports import Clock, Store

log = logging.getLogger("convoca.telegram")

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
LONG_POLL_SECONDS = 50
TOGETHER = 100
ANSWERS_WITHIN = timedelta(seconds=0.5)
"""A poll that is open longer than this has found nothing: what there is, Telegram gives at once."""
WAITS = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before the next try, after one failure, two, …: everybody waits meanwhile."""
REFUSED_SECONDS = 30.0
"""The token is not, or no longer, that of a bot: only somebody who changes it can mend that."""
CONFLICT_SECONDS = 10.0
"""Somebody else polls with our token: it would be a fight for every update."""


class Poller:
    """Fetches updates one batch after the other; `stored` is called after every commit that held some."""

    def __init__(self, bot: ExtBot[None], store: Store, clock: Clock, *, stored: Callable[[], None]) -> None:
        self._bot, self._store, self._clock, self._stored = bot, store, clock, stored
        self._offset: int | None = None
        self._asked_at: datetime | None = None
        self._caught_up: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin fetching."""
        self._task = asyncio.create_task(self._run(), name="telegram polling")

    async def stop(self) -> None:
        """Stop; what was fetched and not committed comes again."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def caught_up(self) -> datetime | None:
        """Return the moment up to which all that Telegram had for us is stored; None where it was never so."""
        asked = self._asked_at
        if asked is not None and self._clock.now() - asked >= ANSWERS_WITHIN:
            return asked
        return self._caught_up

    async def _run(self) -> None:
        failures = 0
        while True:
            try:
                await self._fetch()
                failures = 0
            except Exception as failure:  # noqa: BLE001 - whatever it was, the next try is all there is to do
                log.warning("polling: %s", type(failure).__name__)
                await asyncio.sleep(_pause(failure, failures))
                failures += 1

    async def _fetch(self) -> None:
        asked = self._asked_at = self._clock.now()
        try:
            updates = await self._bot.get_updates(
                offset=self._offset, limit=TOGETHER, timeout=LONG_POLL_SECONDS, allowed_updates=ALLOWED
            )
        finally:
            self._asked_at = None
        if updates:
            now = self._clock.now()
            async with self._store.work() as work:
                await work.updates.add([stored_of(update.to_dict(), now) for update in updates])
            # Only now: the next call with this offset makes Telegram forget them.
            self._offset = updates[-1].update_id + 1
        if len(updates) < TOGETHER:
            self._caught_up = asked
        if updates:
            self._stored()


def _pause(failure: Exception, failures: int) -> float:
    """Return how long to wait before the next try."""
    if isinstance(failure, RetryAfter):
        return asked_to_wait(failure).total_seconds()
    if isinstance(failure, Conflict):
        return CONFLICT_SECONDS
    if isinstance(failure, InvalidToken | Forbidden):
        return REFUSED_SECONDS
    known = isinstance(failure, NetworkError | TelegramError)
    return WAITS[min(failures, len(WAITS) - 1)] if known else WAITS[min(failures + 1, len(WAITS) - 1)]
