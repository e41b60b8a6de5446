"""One life of the service, in a process of its own: it runs until it is asked to end, or kills itself where it is told.

The process is forked from one that has imported everything: a life begins in a tenth of a second.
"""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass
from datetime import timedelta

from convoca.example.clock import ShiftedClock
from convoca.service import Part, running
from convoca.settings import Settings
from convoca.storing import open_store
from core.system import SystemClock, SystemIds
from tests.builders import CALL, KEY, OPEN
from tests.faults.letters.watched import WatchedStore

HOST = "127.0.0.1"
DOMAIN = "convoca.test"
BETWEEN_LIVES = timedelta(minutes=10)
"""By the service's clock: whatever was leased or put off is due again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One of several on a database, `number` counting from 0.

    It kills itself before the operation `dies_at`, once `since` has been; or before the one of that number.
    """

    number: int
    database: str
    smtp: int
    relay: int
    trace: str
    dies_at: str = ""
    since: str = ""
    dies_before: int = 0


class Watch:
    """Writes down every operation before it is done, and kills where it is told to."""

    def __init__(self, life: Life) -> None:
        self._life, self._count, self._is_armed = life, 0, not life.since
        self._trace = os.open(life.trace, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def met(self, operation: str) -> None:
        os.write(self._trace, f"{operation}\n".encode())
        self._count += 1
        if self._count == self._life.dies_before or (self._is_armed and is_meant(self._life.dies_at, operation)):
            os.kill(os.getpid(), signal.SIGKILL)
        self._is_armed = self._is_armed or is_meant(self._life.since, operation)


def is_meant(told: str, operation: str) -> bool:
    """Whether an operation is the one that is told: 'commit inbox.add' is the commit of any that did that."""
    meant, met = told.split(), operation.split()
    is_alike = meant[:1] == met[:1] and (len(meant) > 1) == (len(met) > 1)
    return is_alike and set(meant) <= set(met)


def live(life: Life) -> None:
    """Run to the end."""
    asyncio.run(_live(life))


async def _live(life: Life) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    clock = ShiftedClock(SystemClock())
    clock.forward(OPEN + BETWEEN_LIVES * (life.number + 1) - clock.now())
    watch = Watch(life)

    async def opens(database: str) -> WatchedStore:
        return WatchedStore(await open_store(database), watch.met)

    settings = Settings(
        database=life.database, smtp_listen=f"{HOST}:{life.smtp}", smtp_relay=f"{HOST}:{life.relay}",
        mail_domain=DOMAIN,
    )  # fmt: skip
    parts = {Part.MAIL, Part.COURIERS}
    async with running(settings, CALL, clock=clock, ids=SystemIds(), key=KEY, parts=parts, opens=opens):
        await stop.wait()
