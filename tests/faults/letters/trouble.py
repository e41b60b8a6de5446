"""Troubles that a database can have, while a block is open: no room left, or somebody who writes and writes.

Each may be entered in any thread.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOM = "size=8m"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own, of a few megabytes, where this may be had."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", ROOM, "none", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("a disk that can be filled: needs root, and the right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # a failed test may hold it still


@contextmanager
def full_disk(database: Path) -> Iterator[None]:
    """Not a byte is left beside the database, nor room in its journal from earlier writes."""
    with contextlib.closing(sqlite3.connect(database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ballast = database.with_name("ballast")
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            with_room = True
            while with_room:
                try:
                    with_room = file.write(bytes(size)) == size
                except OSError:
                    with_room = False
        os.fsync(file.fileno())
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Somebody else has begun to write, and does not come to an end."""
    other = sqlite3.connect(database, isolation_level=None, timeout=60, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
