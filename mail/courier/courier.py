"""The courier: takes what is queued, renders it once, sends it, and tries again for as long as it makes sense.

At least once, with one Message-ID: between the final dot and the relay's answer a crash can't be told from a loss, so
the same bytes go again, and effects hang on tokens that act once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import aiosmtplib

from core.model.records import Channel, Notice
from core.ports import Clock, Store, UnitOfWork

log = logging.getLogger("convoca.mail.courier")

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
GIVES_UP_AFTER = timedelta(days=5)
TOGETHER = 20
IDLE_SECONDS = 5.0
"""How often it looks without being woken: another process may have queued something."""
PERMANENT = 500
UNKNOWN_RECIPIENT = frozenset({550, 551, 553})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A letter ready to go: its envelope and its bytes."""

    sender: str
    recipient: str
    message_id: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Where letters leave. `timeout` is in seconds, for each step of the conversation."""

    host: str
    port: int
    use_tls: bool = False
    start_tls: bool | None = None
    username: str | None = None
    password: str | None = None
    timeout: float = 30.0


Render = Callable[[Notice], Ready]
"""Render a notice; called once for each letter, and again only for the envelope of one that is kept already."""
Refused = Callable[[UnitOfWork, Notice, bool], Awaitable[None]]
"""(work, notice, whether the recipient does not exist): what follows from a letter that can never be sent."""


class Courier:
    """Sends mail notices, a few at a time, in order within a thread."""

    def __init__(self, store: Store, clock: Clock, relay: Relay, *, render: Render, refused: Refused) -> None:
        self._store, self._clock, self._relay, self._render, self._refused = store, clock, relay, render, refused
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Say that something may be queued."""
        self._wake.set()

    def start(self) -> None:
        """Begin sending."""
        self._task = asyncio.create_task(self._run(), name="courier")

    async def stop(self) -> None:
        """Stop; a letter under way is sent again at the next start, with the same Message-ID."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def drain(self) -> int:
        """Send all that is due now; return how many letters were tried."""
        tried = 0
        while notices := await self._claim():
            await self._send(notices)
            tried += len(notices)
        return tried

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self.drain()
            except Exception as failure:  # noqa: BLE001 - a locked or full store is told, and tried again
                log.error("outbox: %s", type(failure).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)

    async def _claim(self) -> list[Notice]:
        now = self._clock.now()
        async with self._store.work() as work:
            return list(await work.outbox.claim(Channel.MAIL, now, now + LEASE, TOGETHER))

    async def _send(self, notices: list[Notice]) -> None:
        """Send a batch over one connection; where the relay can't be reached they all wait."""
        ready: list[tuple[Notice, Ready]] = []
        for notice in notices:
            try:
                ready.append((notice, await self._prepared(notice)))
            except Exception as failure:  # noqa: BLE001 - one letter that can't be rendered stops nobody else's
                await self._give_up(notice, type(failure).__name__, recipient_unknown=False)
        client = aiosmtplib.SMTP(
            hostname=self._relay.host, port=self._relay.port, use_tls=self._relay.use_tls,
            start_tls=self._relay.start_tls, username=self._relay.username, password=self._relay.password,
            timeout=self._relay.timeout,
        )  # fmt: skip
        waiting = dict.fromkeys(notice.id for notice, _ in ready)
        try:
            async with client:
                for notice, letter in ready:
                    await self._hand_over(client, notice, letter)
                    del waiting[notice.id]
        except (aiosmtplib.SMTPException, OSError) as failure:
            for notice, _ in ready:
                if notice.id in waiting:
                    await self._later(notice, type(failure).__name__)

    async def _prepared(self, notice: Notice) -> Ready:
        """Render, and keep the bytes: every try sends the same."""
        letter = self._render(notice)
        if notice.rendered is not None:
            return replace(letter, raw=notice.rendered, message_id=notice.message_id or letter.message_id)
        async with self._store.work() as work:
            await work.outbox.keep_rendered(notice.id, letter.message_id, letter.raw)
        return letter

    async def _hand_over(self, client: aiosmtplib.SMTP, notice: Notice, letter: Ready) -> None:
        """Send one letter; a relay that goes away ends the batch, what was not sent is tried again later."""
        try:
            await client.sendmail(letter.sender, [letter.recipient], letter.raw)
        except aiosmtplib.SMTPRecipientsRefused as refusal:
            await self._answered(notice, refusal.recipients[0].code, unknown=True)
        except aiosmtplib.SMTPResponseException as refusal:
            await self._answered(notice, refusal.code, unknown=False)
        else:
            async with self._store.work() as work:
                await work.outbox.sent(notice.id, self._clock.now())

    async def _answered(self, notice: Notice, code: int, *, unknown: bool) -> None:
        if code >= PERMANENT:
            await self._give_up(notice, str(code), recipient_unknown=unknown and code in UNKNOWN_RECIPIENT)
        else:
            await self._later(notice, str(code))

    async def _later(self, notice: Notice, why: str) -> None:
        """Try again after a pause that doubles; after days of trying, give up and show it."""
        now = self._clock.now()
        if now - notice.created_at > GIVES_UP_AFTER:
            await self._give_up(notice, why, recipient_unknown=False)
            return
        async with self._store.work() as work:
            await work.outbox.retry(notice.id, now + pause(notice), why)

    async def _give_up(self, notice: Notice, why: str, *, recipient_unknown: bool) -> None:
        log.warning("letter %s (%s) can't be sent: %s", notice.id, notice.kind, why)
        async with self._store.work() as work:
            await work.outbox.fail(notice.id, why)
            await self._refused(work, notice, recipient_unknown)


def pause(notice: Notice) -> timedelta:
    """Return how long to wait after this try: doubling, and spread by the letter's own id so that not all come back."""
    doubled: timedelta = min(FIRST_PAUSE * (1 << min(notice.attempts - 1, 16)), LONGEST_PAUSE)
    return doubled * (1 + (zlib.crc32(notice.id.encode()) % 250) / 1000)
