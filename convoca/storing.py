"""The store, opened for the front door: what the database says against it becomes a refusal with words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from convoca.refusal import Refusal
from core.store import SqlStore, StoreRefusal


async def open_store(database: str) -> SqlStore:
    """Return a store that is ready for work; a SQLite file is made or migrated. Raises Refusal."""
    with refusals_told():
        return await SqlStore.open(database)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn a StoreRefusal inside into a Refusal: the words are in the room `database`."""
    try:
        yield
    except StoreRefusal as no:
        raise Refusal(f"database.{no.trouble}", database=no.database, reason=no.reason) from None
