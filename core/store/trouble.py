"""What is the store's trouble and nobody's fault: told as such, so that whoever asked tries again later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from core.ports import StoreTroubleError

_PASSING_OF_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
    }
)  # fmt: skip
_PASSING = ("08", "40", "53", "55P03", "57")
"""PostgreSQL's classes of errors that later do not come again: connection, rollback, resources, locks, shutdown."""


@contextmanager
def trouble_told() -> Iterator[None]:
    """Raise StoreTroubleError, naming the kind only, where the database is locked, full or out of reach."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as wrong:
        if not _passes(wrong):
            raise
        raise StoreTroubleError(type(wrong).__name__) from wrong


def _passes(wrong: DBAPIError | PoolTimeoutError) -> bool:
    if isinstance(wrong, InterfaceError | PoolTimeoutError) or wrong.connection_invalidated:
        return True
    if isinstance(wrong.orig, sqlite3.Error):
        code = getattr(wrong.orig, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)  # ours, not the file's, bear none
        return (code & 0xFF) in _PASSING_OF_SQLITE
    return str(getattr(wrong.orig, "sqlstate", None) or "").startswith(_PASSING)
