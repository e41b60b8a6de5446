"""Work done in rounds: at once when somebody says that there is some, and every few seconds besides.

The other process that stored something can't wake this one, so nobody relies on being woken.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod

log = logging.getLogger("convoca.rounds")


class Rounds(ABC):
    """Does `drain` over and over in a task of its own, from `start` to `stop`."""

    name: str
    """What the log calls it."""
    idle_seconds: float
    """How often it looks without being woken."""
    patience_seconds: float = 0
    """How long `stop` waits for a round that is under way, before it is cut off."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    async def drain(self) -> object:
        """Do what there is to do now; what it raises is told by kind only, and the next round tries again."""

    def wake(self) -> None:
        """Say that there may be something to do."""
        self._woken.set()

    def start(self) -> None:
        """Begin; what waits from before a restart comes first."""
        self._task = asyncio.create_task(self._go_on(), name=self.name)

    async def stop(self) -> None:
        """Stop; what was not done is done whole after the next start."""
        self._stopping = True
        self._woken.set()
        if self._task is not None:
            if self.patience_seconds:
                await asyncio.wait({self._task}, timeout=self.patience_seconds)
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _go_on(self) -> None:
        while not self._stopping:
            self._woken.clear()
            try:
                await self.drain()
            except Exception as failure:  # noqa: BLE001 - a locked or full store is told, and tried again
                log.error("%s: %s", self.name, type(failure).__name__)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.idle_seconds):  # wait_for of 3.11 can swallow a cancellation
                    await self._woken.wait()
