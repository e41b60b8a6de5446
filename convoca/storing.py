"""The store, opened for the front door: what the database says against it becomes a refusal with words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Protocol

from convoca.refusal import Refusal
from core.ports import Store, UnitOfWork
from core.store import SqlStore, StoreRefusal


class ClosableStore(Store, Protocol):
    """A store that somebody opened, and who opened it closes it."""

    async def close(self) -> None:
        """Close every connection."""
        ...


class TellingStore:
    """A store that tells, after every commit, that something may have been queued: what can leave leaves at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.listeners: list[Callable[[], None]] = []

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        """Open a transaction; tell once it is committed."""
        async with self._store.work() as unit:
            yield unit
        for listener in self.listeners:
            listener()

    def look(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a read-only view."""
        return self._store.look()


async def open_store(database: str, *, lasting: bool = True) -> SqlStore:
    """Return a store that is ready for work; a SQLite file is made or migrated. Raises Refusal.

    One that is not `lasting` is spared the waiting for the disk.
    """
    with refusals_told():
        return await SqlStore.open(database, lasting=lasting)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn a StoreRefusal inside into a Refusal: the words are in the room `database`."""
    try:
        yield
    except StoreRefusal as no:
        raise Refusal(f"database.{no.trouble}", database=no.database, reason=no.reason) from None
