"""No hop to SQLite at all: a scratch file is asked in the loop itself.

A hop to a connection's thread and back costs more than most statements (`one_hop`). It is worth that where others must
not wait meanwhile; a rehearsal, for which nobody waits, spent half of its time on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy import Dialect

from core.store.one_hop import OneHopConnection
from core.store.one_hop import connect as connect_over_one_hop

_CHUNK = 1
"""Rows that are fetched together where somebody fetches one by one: nobody does."""


class InTheLoop(aiosqlite.Connection):
    """A connection whose thread opens and closes it, and does nothing else."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do at once what every verb of aiosqlite's gives to the thread."""
        return fn(*args, **kwargs)


def connect(dialect: Dialect, record: object, arguments: list[Any], options: dict[str, Any]) -> OneHopConnection:
    """Answer SQLAlchemy's event `do_connect` for an engine on aiosqlite."""
    return connect_over_one_hop(dialect, record, arguments, {**options, "async_creator_fn": _opened})


def _opened(database: str, **options: Any) -> aiosqlite.Connection:
    """Return a connection that is opened by awaiting it."""
    options["check_same_thread"] = False
    connection = InTheLoop(lambda: sqlite3.connect(database, **options), _CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does with those that it makes
    return connection
