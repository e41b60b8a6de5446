"""A store that tells of everything that is asked of it, before it is done: whatever it is, nothing goes unseen."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from convoca.storing import ClosableStore
from core.ports import UnitOfWork

COMMIT, COMMITTED = "commit", "committed"
Met = Callable[[str], None]
"""Is told each operation: 'inbox.add' before it, and 'commit of inbox.add' and 'committed inbox.add' at its end."""


class WatchedStore:
    """Any store, watched."""

    def __init__(self, store: ClosableStore, met: Met) -> None:
        self._store, self._met = store, met

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        asked: list[str] = []
        async with self._store.work() as unit:
            yield _Unit(unit, self._met, asked)
            self._met(end_of(COMMIT, asked))
        self._met(end_of(COMMITTED, asked))

    @asynccontextmanager
    async def look(self) -> AsyncIterator[UnitOfWork]:
        async with self._store.look() as unit:
            yield _Unit(unit, self._met, [])

    async def close(self) -> None:
        await self._store.close()


def end_of(which: str, asked: Sequence[str]) -> str:
    """The name of a transaction's end: by all that was asked in it."""
    return " ".join((which, *dict.fromkeys(asked)))


class _Unit:
    def __init__(self, unit: UnitOfWork, met: Met, asked: list[str]) -> None:
        self._unit, self._met, self._asked = unit, met, asked

    def apart(self) -> AbstractAsyncContextManager[None]:
        return self._unit.apart()

    def __getattr__(self, room: str) -> Any:
        return _Repository(room, getattr(self._unit, room), self._met, self._asked)


class _Repository:
    def __init__(self, room: str, repository: object, met: Met, asked: list[str]) -> None:
        self._room, self._repository, self._met, self._asked = room, repository, met, asked

    def __getattr__(self, verb: str) -> Any:
        method = getattr(self._repository, verb)
        assert inspect.iscoroutinefunction(method), f"{self._room}.{verb} would go unseen"

        async def told(*given: Any, **named: Any) -> Any:
            self._met(f"{self._room}.{verb}")
            self._asked.append(f"{self._room}.{verb}")
            return await method(*given, **named)

        return told
