"""INSERT that says what to do about a key that is there already: the same words, spelt by each dialect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return _insert(connection.dialect.name, table)


async def put(
    connection: AsyncConnection, table: Table, rows: Mapping[str, object] | Sequence[Mapping[str, object]], *key: str
) -> None:
    """Store one row or several that have all columns; each replaces the one with the same key."""
    await connection.execute(_replacing(connection.dialect.name, table, key), rows)


def _insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache  # to build such a statement takes longer than to run it
def _replacing(dialect: str, table: Table, key: tuple[str, ...]) -> postgresql.Insert | sqlite.Insert:
    row = _insert(dialect, table)
    others = {column.name: row.excluded[column.name] for column in table.c if column.name not in key}
    return row.on_conflict_do_update(index_elements=key, set_=others)
