"""The call in force, followed: what this process finds changed in its file, and what another process changed."""

from __future__ import annotations

from collections.abc import Callable

from convoca.calls import find_call
from convoca.refusal import Refusal
from core.call.definition import Call
from core.ports import Store
from core.rounds import Rounds
from core.usecases.calendar.versions import catch_up, come_into_force, is_as_last_seen
from core.usecases.desk import Desk

Reload = Callable[[], Call | None]


class Following(Rounds):
    """Compares the file with what was last seen, once; then asks every few seconds for the number of the version."""

    name = "calendar"
    idle_seconds = 3.0

    def __init__(self, store: Store, desk: Desk, reload: Reload | None = None) -> None:
        super().__init__()
        self._store = store
        self._desk = desk
        self._reload = reload
        self._compared = False

    async def drain(self) -> bool:
        """Adopt what is in force; return whether it is another than before. Raises StoreTroubleError."""
        before = self._desk.version
        if not self._compared:
            await self._compare()
            self._compared = True
        else:
            await self._catch_up()
        return self._desk.version != before

    async def _catch_up(self) -> None:
        async with self._store.look() as work:
            is_ahead = await work.versions.number(self._desk.call.id) < self._desk.version
            if not is_ahead:
                await catch_up(self._desk, work, self._reload)
        if is_ahead:
            # Somebody here adopts a version in the transaction that makes it: only once that has ended, which who
            # writes has to wait for, is it known whether it was committed.
            async with self._store.work() as work:
                await catch_up(self._desk, work, self._reload)

    async def _compare(self) -> None:
        async with self._store.look() as work:
            if await is_as_last_seen(self._desk, work):
                await catch_up(self._desk, work)
                return
        async with self._store.work() as work:
            await come_into_force(self._desk, work, self._desk.clock.now())


def reading_again(name_or_path: str) -> Reload:
    """Return the function that reads a call's file anew; None where it is not valid any more."""

    def reload() -> Call | None:
        try:
            return find_call(name_or_path)
        except Refusal:
            return None

    return reload
