"""Storing what comes in: raw and committed before anybody is told that it was accepted.

Group commit without a waiting window: while one commit runs, whatever arrives queues, and the next commit takes it
all. One letter alone waits for nobody, a hundred share one fsync.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
from collections.abc import Callable, Sequence

from core.model.records import IncomingLetter
from core.ports import Clock, Ids, Store

AT_MOST_QUEUED = 256
"""Letters that may wait for a commit; further senders wait, which slows them instead of filling memory."""
AT_MOST_TOGETHER = 64
_HEADERS_LOOKED_AT = 65_536
_MESSAGE_ID = re.compile(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?(\S{1,998})", re.IGNORECASE | re.MULTILINE)


class Intake:
    """Stores letters; `stored` is called after every commit that held some."""

    def __init__(self, store: Store, clock: Clock, ids: Ids, *, stored: Callable[[], None]) -> None:
        self._store, self._clock, self._ids, self._stored = store, clock, ids, stored
        self._queue: asyncio.Queue[tuple[Sequence[IncomingLetter], asyncio.Future[None]]] = asyncio.Queue(
            AT_MOST_QUEUED
        )
        self._writer: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin committing."""
        self._writer = asyncio.create_task(self._write(), name="intake")

    async def stop(self) -> None:
        """Stop; letters that were not committed were never acknowledged, their senders will try again."""
        if self._writer is not None:
            self._writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._writer

    async def accept(self, mail_from: str, recipients: Sequence[str], raw: bytes) -> None:
        """Store a letter for each recipient; returns after the commit, raises what kept it from being stored."""
        now = self._clock.now()
        letters = [
            IncomingLetter(
                id=self._ids.new(),
                key=letter_key(recipient, raw),
                received_at=now,
                mail_from=mail_from,
                recipient=recipient,
                raw=raw,
            )
            for recipient in recipients
        ]
        committed = asyncio.get_running_loop().create_future()
        await self._queue.put((letters, committed))
        await committed

    async def _write(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < AT_MOST_TOGETHER and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            failure = await self._commit([letter for letters, _ in batch for letter in letters])
            for _, committed in batch:
                if committed.done():
                    continue
                if failure is None:
                    committed.set_result(None)
                else:
                    committed.set_exception(failure)
            if failure is None:
                self._stored()

    async def _commit(self, letters: Sequence[IncomingLetter]) -> Exception | None:
        """Commit a batch; a failure is handed to every sender of it, who then tries again later."""
        try:
            async with self._store.work() as work:
                await work.inbox.add(letters)
        except Exception as failure:  # noqa: BLE001 - whatever it was, the senders must hear 'not now', never 'accepted'
            return failure
        return None


def letter_key(recipient: str, raw: bytes) -> str:
    """Return what makes the same letter twice one row: recipient, Message-ID and body.

    Headers that relays add on each delivery (Received) do not count; without a Message-ID the whole letter does.
    """
    head, _, body = raw.partition(b"\r\n\r\n")
    found = _MESSAGE_ID.search(head[:_HEADERS_LOOKED_AT])
    told = (found.group(1), body) if found else (b"", raw)
    return hashlib.sha256(b"\0".join((recipient.lower().encode("utf-8", "surrogateescape"), *told))).hexdigest()
