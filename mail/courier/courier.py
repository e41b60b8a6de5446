"""The courier: takes what is queued, renders it once, sends it, and tries again for as long as it makes sense.

At least once, with one Message-ID: between the final dot and the relay's answer a crash can't be told from a loss, so
the same bytes go again, and effects hang on tokens that act once. What a courier holds is leased for seconds and the
lease renewed while it works: after a crash the next courier takes over almost at once.
"""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import aiosmtplib

from core.model.records import Channel, Notice
from core.model.undelivered import Undelivered
from core.ports import Clock, Store, StoreTroubleError, UnitOfWork
from core.rounds import Rounds
from mail.courier.answers import Fate, Refusal, meaning
from mail.courier.relay import Relay, farewell

__all__ = ["Courier", "Late", "MayLeave", "Ready", "Refused", "Relay", "Render"]

log = logging.getLogger("convoca.mail.courier")

LEASE = timedelta(seconds=30)
RENEWED_SECONDS = 10.0
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
GIVES_UP_AFTER = timedelta(days=5)
TOGETHER = 100
"""Letters leased at once: enough to be worth the greetings of a few connections."""
CONNECTIONS = 4
IDLE_SECONDS = 5.0
PATIENCE_SECONDS = 5.0
"""How long a stop waits for letters under way; one that takes longer goes again later, with its Message-ID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A letter ready to go: its envelope and its bytes. `sender` '' is the empty one of automatic answers."""

    sender: str
    recipient: str
    message_id: str
    raw: bytes


Render = Callable[[Notice], Ready]
"""Render a notice, in a thread; called once for each letter, and again only for the envelope of one kept already."""
Refused = Callable[[UnitOfWork, Notice, Undelivered | None], Awaitable[None]]
"""(work, notice, what is the matter with the recipient if anything): what follows from a letter that is given up."""
Late = Callable[[UnitOfWork, Notice], Awaitable[Notice]]
"""(a view, the notice) -> the notice with what it tells that is found only as it is rendered."""
MayLeave = Callable[[UnitOfWork, Notice], Awaitable[bool]]
"""Whether what a letter says is still to be said now; where not, it is put off or cancelled there."""


class Courier(Rounds):
    """Sends mail notices over a few connections, in order within a thread (of which the store leases one at a time)."""

    name, idle_seconds, patience_seconds = "outbox", IDLE_SECONDS, PATIENCE_SECONDS

    def __init__(
        self,
        store: Store,
        clock: Clock,
        relay: Relay,
        *,
        render: Render,
        refused: Refused,
        may_leave: MayLeave,
        late: Mapping[str, Late] | None = None,
    ) -> None:
        """Make one; `late` says of which kinds of letters something is found only as they are rendered."""
        super().__init__()
        self._late = late or {}
        self._store, self._clock, self._relay, self._render, self._refused = store, clock, relay, render, refused
        self._may_leave = may_leave

    async def drain(self) -> int:
        """Send all that is due now, until the relay can't be reached; return how many letters were taken up."""
        taken = 0
        while not self._stopping and (notices := await self._claim()):
            taken += len(notices)
            if not await self._send(notices):
                break
        return taken

    async def _claim(self) -> Sequence[Notice]:
        now = self._clock.now()
        async with self._store.work() as work:
            return await work.outbox.claim(Channel.MAIL, now, now + LEASE, TOGETHER)

    async def _send(self, notices: Sequence[Notice]) -> bool:
        """Send a batch; what no connection could be had for waits a little. False where there was such a thing."""
        line = deque(notices)
        async with self._holding(notices), asyncio.TaskGroup() as group:
            for _ in range(min(CONNECTIONS, len(notices))):
                group.create_task(self._carry(line))
        pause = timedelta() if self._stopping else FIRST_PAUSE
        async with self._store.work() as work:
            for notice in line:
                next_at = self._clock.now() + _spread(pause, notice)
                await work.outbox.retry(notice.id, next_at, "unreachable", counted=False)
        return not line

    @asynccontextmanager
    async def _holding(self, notices: Sequence[Notice]) -> AsyncIterator[None]:
        """Renew the lease of what is not settled yet, for as long as the block is open."""
        renewing = asyncio.create_task(self._renew([notice.id for notice in notices]))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.wait({renewing})

    async def _renew(self, notice_ids: Sequence[str]) -> None:
        while True:
            await asyncio.sleep(RENEWED_SECONDS)
            try:
                async with self._store.work() as work:
                    await work.outbox.renew(notice_ids, self._clock.now() + LEASE)
            except Exception as failure:  # noqa: BLE001 - at worst a letter goes twice, with one Message-ID
                log.error("lease: %s", type(failure).__name__)

    async def _carry(self, line: deque[Notice]) -> None:
        """Carry letters from the line, one after the other, until it is empty or the relay can't be reached."""
        while line and not self._stopping:
            try:
                client = await self._relay.connected()
            except (aiosmtplib.SMTPException, OSError) as failure:
                log.warning("relay: %s", type(failure).__name__)
                return
            try:
                await self._carry_over(client, line)
                await farewell(client)
            except Exception as failure:  # noqa: BLE001 - the store failed: the lease runs out, and the letter goes again
                log.error("outbox: %s", type(failure).__name__)
                return
            finally:
                client.close()

    async def _carry_over(self, client: aiosmtplib.SMTP, line: deque[Notice]) -> None:
        """Carry letters over one connection for as long as it lives.

        Where it breaks at the first letter, that one is tried later; where it had carried letters before, a relay may
        just have had enough of it, and the letter under way goes over the next.
        """
        carried = 0
        while line and not self._stopping and client.is_connected:
            notice = line.popleft()
            letter = await self._prepared(notice)
            if letter is None:
                continue
            try:
                await client.sendmail(letter.sender, [letter.recipient], letter.raw)
            except OSError as failure:  # lost or too slow: aiosmtplib's own failures of that kind are OSErrors too
                client.close()  # a relay that hangs is not waited for again to say goodbye
                if carried:
                    line.appendleft(notice)
                else:
                    await self._later(notice, type(failure).__name__)
                return
            except aiosmtplib.SMTPException as failure:
                await self._refused_by_relay(notice, meaning(failure))
            except ValueError:  # what aiosmtplib says of an address that can't be written down
                await self._give_up(notice, "address")
            else:
                async with self._store.work() as work:
                    await work.outbox.sent(notice.id, self._clock.now())
            carried += 1

    async def _prepared(self, notice: Notice) -> Ready | None:
        """Render, and keep the bytes: every try sends the same. None where it can't be sent (any more)."""
        found = await self._found_late(notice)
        try:
            letter = await asyncio.to_thread(self._render, found)
        except Exception as failure:  # noqa: BLE001 - one letter that can't be rendered stops nobody else's
            await self._give_up(notice, type(failure).__name__)
            return None
        if notice.rendered is not None:
            letter = replace(letter, raw=notice.rendered, message_id=notice.message_id or letter.message_id)
        try:
            async with self._store.work() as work:
                still_wanted = await self._may_leave(work, notice) and await work.outbox.keep_rendered(
                    notice.id, letter.message_id, letter.raw
                )
        except StoreTroubleError:
            raise
        except Exception as failure:  # noqa: BLE001 - nor one of which it can't be told whether it still may leave
            log.error("letter %s (%s) waits: %s", notice.id, notice.kind, type(failure).__name__)
            await self._later(notice, type(failure).__name__)
            return None
        return letter if still_wanted else None

    async def _found_late(self, notice: Notice) -> Notice:
        late = self._late.get(notice.kind)
        if late is None or notice.rendered is not None:
            return notice
        async with self._store.look() as work:
            return await late(work, notice)

    async def _refused_by_relay(self, notice: Notice, refusal: Refusal) -> None:
        if refusal.fate is Fate.LATER:
            await self._later(notice, refusal.codes, refusal.why)
        else:
            await self._give_up(notice, refusal.codes, refusal.why)

    async def _later(self, notice: Notice, codes: str, why: Undelivered | None = None) -> None:
        """Try again after a pause that doubles; after days of trying, give up and show it."""
        now = self._clock.now()
        if now - notice.created_at > GIVES_UP_AFTER:
            await self._give_up(notice, codes, why)
            return
        async with self._store.work() as work:
            await work.outbox.retry(notice.id, now + pause(notice), codes)

    async def _give_up(self, notice: Notice, codes: str, why: Undelivered | None = None) -> None:
        log.warning("letter %s (%s) can't be sent: %s", notice.id, notice.kind, codes)
        async with self._store.work() as work:
            await work.outbox.fail(notice.id, codes)
            await self._refused(work, notice, why)


def pause(notice: Notice) -> timedelta:
    """Return how long to wait after this try: a minute, doubling up to four hours, spread from letter to letter."""
    return _spread(min(FIRST_PAUSE * (1 << min(notice.attempts - 1, 16)), LONGEST_PAUSE), notice)


def _spread(pause: timedelta, notice: Notice) -> timedelta:
    """Lengthen a pause by up to a quarter, by the letter's own id, so that not all come back at once."""
    return pause * (1 + (zlib.crc32(notice.id.encode()) % 250) / 1000)
