"""A copy of a SQLite file, taken while it is written to."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from pathlib import Path

from core.store.engine import PATIENCE_SECONDS, database_url, is_sqlite, make_file, shown, sqlite_trouble
from core.store.migrate import must_be_ours
from core.store.refusal import StoreRefusal, Trouble

_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE})
"""Only the copy is written to, so these are said of it."""


async def backup(database: str, target: Path) -> None:
    """Write one moment of the database to a new file, durably; writers go on meanwhile.

    The file appears under its name only when it is whole, and no file is ever replaced. The tables may be of an earlier
    or a later version. Raises StoreRefusal: the database is a server, is not there, is not ours or is damaged, or
    `target` exists or cannot be written.
    """
    url = database_url(database)
    if not is_sqlite(url):
        raise StoreRefusal(Trouble.NOT_A_FILE, database=shown(url))
    await must_be_ours(url)
    await asyncio.to_thread(_copy, str(url.database), target)


def _copy(source: str, target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise StoreRefusal(Trouble.EXISTS, database=str(target))
    try:
        with tempfile.TemporaryDirectory(prefix=".convoca-backup-", dir=target.parent) as folder:
            draft = Path(folder) / target.name
            make_file(draft)
            _vacuum(source, draft)
            _to_disk(draft)
            # A link, unlike a rename, refuses to replace what somebody put there in the meantime.
            target.hardlink_to(draft)
        _to_disk(target.parent)
    except FileExistsError:
        raise StoreRefusal(Trouble.EXISTS, database=str(target)) from None
    except OSError as wrong:
        raise StoreRefusal(Trouble.UNWRITABLE, database=str(target), reason=wrong.strerror or "") from None
    except sqlite3.Error as wrong:
        if getattr(wrong, "sqlite_errorcode", None) in _NO_ROOM:
            raise StoreRefusal(Trouble.UNWRITABLE, database=str(target), reason=str(wrong)) from None
        raise StoreRefusal(sqlite_trouble(wrong), database=source, reason=str(wrong)) from None


def _vacuum(source: str, draft: Path) -> None:
    """Copy within one read transaction; pages that hold nothing any more are left behind."""
    connection = sqlite3.connect(f"{Path(source).absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE_SECONDS)
    try:
        connection.execute("VACUUM INTO ?", (str(draft),))
    finally:
        connection.close()


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
