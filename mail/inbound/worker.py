"""Handling what was stored: read, then one transaction for the inbox row and everything that follows from it.

Letters that wait together share a transaction; where anything fails, each gets its own, so that one harms no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from core.model.letter import Reading
from core.model.records import IncomingLetter
from core.ports import Store, StoreTroubleError, UnitOfWork
from core.rounds import Rounds

log = logging.getLogger("convoca.mail.worker")

TOGETHER = 20
MOST_BYTES = 4_000_000
"""How much is taken up at once: twenty of the largest letters would be a lot of memory."""
TRIES = 3
"""A letter that fails this often is put apart, where people see it, and stops nobody else's."""
READING_SECONDS = 10.0
IDLE_SECONDS = 5.0

Read = Callable[[IncomingLetter, str | None], Reading]
"""(the letter as stored, the text of the letter of ours that it answers) -> what it says; pure."""
Handle = Callable[[UnitOfWork, IncomingLetter, Reading], Awaitable[None]]
AnsweredText = Callable[[UnitOfWork, IncomingLetter], Awaitable[str | None]]


class Worker(Rounds):
    """Takes waiting letters, oldest first."""

    name, idle_seconds = "inbox", IDLE_SECONDS

    def __init__(self, store: Store, *, read: Read, answered: AnsweredText, handle: Handle) -> None:
        super().__init__()
        self._store, self._read, self._answered, self._handle = store, read, answered, handle

    async def drain(self) -> int:
        """Handle all that waits now; return how many letters were taken up."""
        taken = 0
        while letters := await self._waiting():
            if len(letters) == 1 or not await self._together(letters):
                for letter in letters:
                    await self._alone(letter)
            taken += len(letters)
        return taken

    async def _waiting(self) -> list[IncomingLetter]:
        async with self._store.look() as work:
            return list(await work.inbox.waiting(TOGETHER, MOST_BYTES))

    async def _together(self, letters: Sequence[IncomingLetter]) -> bool:
        """Handle letters in one transaction; False where one of them failed and so none was handled."""
        try:
            await self._take(letters)
        except StoreTroubleError:
            raise
        except Exception:  # noqa: BLE001 - which one it was shows when each is tried alone
            return False
        return True

    async def _alone(self, letter: IncomingLetter) -> None:
        try:
            await self._take([letter])
        except StoreTroubleError:  # no fault of the letter's: it is no try
            raise
        except Exception as failure:  # noqa: BLE001 - one bad letter must not stop the others'
            await self._failed(letter, type(failure).__name__)

    async def _take(self, letters: Sequence[IncomingLetter]) -> None:
        async with self._store.look() as work:
            answered = [await self._answered(work, letter) for letter in letters]
        async with asyncio.timeout(READING_SECONDS):
            readings = await asyncio.to_thread(lambda: list(map(self._read, letters, answered)))
        async with self._store.work() as work:
            for letter, reading in zip(letters, readings, strict=True):
                await self._handle(work, letter, reading)

    async def _failed(self, letter: IncomingLetter, why: str) -> None:
        """Count the try; the reason names the kind of failure only, for its message could hold the letter's words."""
        log.error("letter %s: %s", letter.id, why)
        async with self._store.work() as work:
            if await work.inbox.failed_once(letter.id, why) >= TRIES:
                await work.inbox.quarantine(letter.id, why)
