"""Walking a whole table, page by page, and writing back only the rows that a change touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import RowMapping, Table, select, update
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
    (key,) = table.primary_key.columns
    last: Any = None
    while True:
        page = select(table).order_by(key).limit(PAGE)
        if last is not None:
            page = page.where(key > last)
        rows = (await connection.execute(page)).mappings().all()
        for row in rows:
            wanted = change(row)
            if any(storable_json(value) != storable_json(row[name]) for name, value in wanted.items()):
                await connection.execute(
                    update(table).where(key == row[key.name]).values({**wanted, **(and_then or {})})
                )
        if len(rows) < PAGE:
            return
        last = rows[-1][key.name]
