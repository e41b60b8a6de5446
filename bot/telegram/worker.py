"""Handling what was stored: in order, many updates in one transaction, and what fails is put apart alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from datetime import datetime

from bot.telegram.conversing import Conversing
from bot.telegram.heard import FileSent, Heard, Migration, TappedButton
from bot.telegram.hearing import heard
from bot.telegram.joining import Piece, joined, may_go_on
from bot.telegram.office import Groups
from core.model.chats import IncomingUpdate
from core.ports import Clock, Store, StoreTroubleError, UnitOfWork
from core.rounds import Rounds
from core.usecases.moving import moved

log = logging.getLogger("convoca.telegram")

TOGETHER = 50
"""Updates of one transaction: a burst shares its commit."""
TRIES = 3
LONGEST_TEXT = 64
"""Messages that one text may have been cut into."""
FILES_AT_ONCE = 4
IDLE_SECONDS = 0.5
"""Often, for a text that Telegram cut may be whole by now."""

Answer = Callable[[str], Coroutine[object, object, None]]
"""Stops the waiting sign of a tapped button."""
Fetch = Callable[[FileSent], Awaitable[str | None]]
"""Returns the text of a file; None where it is none, or too large, or cannot be had."""

CaughtUp = Callable[[], datetime | None]
"""Returns the moment up to which all that was sent to us is stored; None where nobody knows."""
Read = list[tuple[IncomingUpdate, Heard | None]]


class UpdateWorker(Rounds):
    """Takes waiting updates, oldest first."""

    name, idle_seconds = "updates", IDLE_SECONDS

    def __init__(
        self,
        store: Store,
        clock: Clock,
        conversing: Conversing,
        groups: Groups,
        *,
        answer: Answer,
        fetch: Fetch,
        caught_up: CaughtUp,
    ) -> None:
        super().__init__()
        self._store, self._clock, self._conversing, self._groups = store, clock, conversing, groups
        self._answer, self._fetch, self._caught_up = answer, fetch, caught_up
        self._fetching: dict[str, asyncio.Task[str | None]] = {}
        self._at_once = asyncio.Semaphore(FILES_AT_ONCE)
        self._answering: set[asyncio.Task[None]] = set()

    async def stop(self) -> None:
        """Stop; an update under way is handled whole at the next start."""
        await super().stop()
        under_way = (*self._answering, *self._fetching.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def drain(self) -> int:
        """Handle all that waits now; return how many updates were taken up."""
        taken = 0
        while updates := await self._waiting():
            handled = await self._together(updates)
            taken += handled
            if not handled:  # what is left may still go on: it is looked at again in a moment
                break
        return taken

    async def _waiting(self) -> Read:
        """Return what waits, with all there is of a chat whose last text may go on."""
        async with self._store.look() as work:
            read = [(update, heard(update.raw)) for update in await work.updates.waiting(TOGETHER)]
            for chat in may_go_on(read):
                whole = await work.updates.waiting_in(chat, LONGEST_TEXT)
                read = [item for item in read if item[0].chat != chat]
                read += [(update, heard(update.raw)) for update in whole]
        return read

    async def _together(self, read: Read) -> int:
        """Handle a batch in one transaction; where one fails, each in its own. Return how many were taken up."""
        pieces = self._with_files_at_hand(joined(read, self._caught_up()))
        for piece in pieces:
            if piece.heard is not None and isinstance(piece.heard.what, TappedButton):
                self._answer_soon(piece.heard.what.query_id)
        files = self._files([piece.heard for piece in pieces if piece.heard is not None])
        try:
            async with self._store.work() as work:
                await self._carry_out(work, pieces, files)
        except StoreTroubleError:
            raise
        except Exception:  # noqa: BLE001 - which one it was shows when each is tried alone
            for piece in pieces:
                await self._alone(piece, files)
        return sum(len(piece.updates) for piece in pieces)

    async def _alone(self, piece: Piece, files: Mapping[str, str]) -> None:
        try:
            async with self._store.work() as work:
                await self._carry_out(work, [piece], files)
        except StoreTroubleError:  # no fault of the update's: it is no try
            raise
        except Exception as failure:  # noqa: BLE001 - one bad update must not stop the others'
            why = type(failure).__name__
            log.error("update %s: %s", piece.updates[0].id, why)
            async with self._store.work() as work:
                for update in piece.updates:
                    if await work.updates.failed_once(update.id, why) >= TRIES:
                        await work.updates.quarantine(update.id, why)

    async def _carry_out(self, work: UnitOfWork, pieces: Sequence[Piece], files: Mapping[str, str]) -> None:
        of: dict[int, str | None] = {}
        for piece in pieces:
            person_id = await self._one(work, piece.heard, files)
            of |= dict.fromkeys((update.id for update in piece.updates), person_id)
        await work.updates.done(of)

    async def _one(self, work: UnitOfWork, item: Heard | None, files: Mapping[str, str]) -> str | None:
        if item is None:
            return None
        if isinstance(item.what, Migration):
            await moved(work, item.what.old_chat_id, item.what.new_chat_id, self._clock.now())
        elif item.is_private:
            return await self._conversing.carry_out(work, item, files)
        else:
            await self._groups.carry_out(work, item)
        return None

    def _with_files_at_hand(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return what need not wait for a file; a chat waits for its own file, and nobody else does."""
        ready, held = [], set[int]()
        for piece in pieces:
            item = piece.heard
            if item is not None and item.is_private and isinstance(item.what, FileSent):
                under_way = self._fetching.get(item.what.file_id) or self._fetch_soon(item.what)
                if not under_way.done():
                    held.add(item.chat_id)
            if item is None or item.chat_id not in held:
                ready.append(piece)
        return ready

    def _fetch_soon(self, file: FileSent) -> asyncio.Task[str | None]:
        async def fetched() -> str | None:
            async with self._at_once:
                return await self._fetch(file)

        task = asyncio.create_task(fetched(), name="telegram file")
        task.add_done_callback(lambda _: self.wake())
        self._fetching[file.file_id] = task
        return task

    def _files(self, items: Sequence[Heard]) -> Mapping[str, str]:
        """Return the texts of the files that are at hand: the transaction must wait for nobody."""
        sent = {item.what.file_id for item in items if item.is_private and isinstance(item.what, FileSent)}
        texts = {file_id: self._fetching.pop(file_id).result() for file_id in sent}
        return {file_id: text for file_id, text in texts.items() if text is not None}

    def _answer_soon(self, query_id: str) -> None:
        task = asyncio.create_task(self._answer(query_id), name="telegram answering")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
