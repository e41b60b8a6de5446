"""getUpdates: one poller at a time, held until there is something to tell."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.telegram.fake.chats import Json
from tests.telegram.fake.schema.refusals import broken, conflict
from tests.telegram.fake.updates import ALL_KINDS
from tests.telegram.fake.world import World

MOST_UPDATES = 100
LONGEST_POLL = 50
"""Seconds; a longer timeout counts as this."""


def check_kinds(values: Json) -> list[str] | None:
    """Return the kinds of updates asked for; raises Refused for one that does not exist."""
    kinds: list[str] | None = values.get("allowed_updates")
    for kind in kinds or []:
        if kind not in ALL_KINDS:
            raise broken(f'unknown update type "{kind}"')
    return kinds


class Polling:
    """The one long poll that may be open."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ending: asyncio.Future[str] | None = None

    async def get_updates(self, world: World, values: Json) -> list[Json]:
        kinds = check_kinds(values)
        if world.hook is not None:
            reason = (
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
            raise conflict(reason, fault_of_caller=True)
        self.end("terminated by other getUpdates request; make sure that only one bot instance is running")
        world.updates.allow(kinds)
        limit = values.get("limit", MOST_UPDATES)
        limit = min(limit, MOST_UPDATES) if limit > 0 else MOST_UPDATES
        given = world.updates.take(values.get("offset", 0), limit)
        timeout = min(max(values.get("timeout", 0), 0), LONGEST_POLL)
        if not given and timeout and await self._something(timeout):
            given = world.updates.take(values.get("offset", 0), limit)
        return [update.json() for update in given]

    @property
    def is_open(self) -> bool:
        return self._ending is not None

    def end(self, reason: str) -> None:
        """Answer the open poll with a conflict, if there is one."""
        if self._ending is not None and not self._ending.done():
            self._ending.set_result(reason)

    async def _something(self, seconds: float) -> bool:
        """Wait until there is an update; raises Refused when another poll or a webhook takes over."""
        ending: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._ending = ending
        self._world.changes.tell()
        updates = self._world.updates
        waiting = asyncio.create_task(updates.changes.until(lambda: updates.waiting, seconds))
        try:
            both: list[asyncio.Future[Any]] = [waiting, ending]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if ending.done():
                raise conflict(ending.result())
            return waiting.exception() is None
        finally:
            waiting.cancel()
            if self._ending is ending:
                self._ending = None
                self._world.changes.tell()
