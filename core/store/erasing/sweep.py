"""Walking a whole table, page by page, and writing back only the rows that a change touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import RowMapping, Table, and_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.store.text import storable_json

PAGE = 50
"""Rows held in memory at once; a letter may have megabytes."""


async def sweep(
    connection: AsyncConnection,
    table: Table,
    change: Callable[[RowMapping], Mapping[str, object]],
    *,
    and_then: Mapping[str, object] | None = None,
) -> None:
    """Give every row to `change`, which answers columns as they shall be; rows that differ also get `and_then`."""
    keys = tuple(table.primary_key.columns)
    last: tuple[Any, ...] = ()
    while True:
        page = select(table).order_by(*keys).limit(PAGE)
        if last:
            page = page.where(tuple_(*keys) > last)
        rows = (await connection.execute(page)).mappings().all()
        for row in rows:
            wanted = change(row)
            if any(storable_json(value) != storable_json(row[name]) for name, value in wanted.items()):
                this = and_(*(key == row[key.name] for key in keys))
                await connection.execute(update(table).where(this).values({**wanted, **(and_then or {})}))
        if len(rows) < PAGE:
            return
        last = tuple(rows[-1][key.name] for key in keys)
