"""The service's key: from the settings, else made at first start beside the SQLite file."""

from __future__ import annotations

import os
from pathlib import Path

from convoca.refusal import Refusal
from convoca.settings import Settings
from core.ports import Ids

OWNER_ONLY = 0o600
SHORTEST = 32
"""Characters of base32 that hold 160 bits."""


def key_file(settings: Settings) -> Path:
    """Where the key lies for a SQLite database: the same name, ending in '.key'."""
    return Path(settings.database.rpartition("///")[2]).with_suffix(".key")


def service_key(settings: Settings, ids: Ids) -> bytes:
    """Return the key; every reply address, link and sign-in hangs on it.

    Raises Refusal where the database is a server and no key is set, or where the key file cannot be read.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    if not settings.is_sqlite:
        raise Refusal("commands.settings.key_needed")
    path = key_file(settings)
    try:
        return _make(path, ids)
    except FileExistsError:
        return _read(path)
    except OSError as wrong:
        raise Refusal("commands.settings.key_unreadable", file=str(path), reason=wrong.strerror) from None


def check_key(settings: Settings) -> bool:
    """Whether there is a key already; makes none. Raises Refusal where the one in the file cannot serve."""
    if settings.secret_key is not None:
        return True
    if not settings.is_sqlite:
        raise Refusal("commands.settings.key_needed")
    return key_file(settings).exists() and bool(_read(key_file(settings)))


def _make(path: Path, ids: Ids) -> bytes:
    """Write a new key durably, readable by its owner alone; raises FileExistsError where one is there."""
    key = (ids.secret() + ids.secret()).encode()
    draft = path.with_suffix(f".{ids.new()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link, unlike a rename, refuses to replace: of two services that start at once, one key wins.
        path.hardlink_to(draft)
    finally:
        draft.unlink()
    return key


def _read(path: Path) -> bytes:
    try:
        key = path.read_bytes().strip()
    except OSError as wrong:
        raise Refusal("commands.settings.key_unreadable", file=str(path), reason=wrong.strerror) from None
    if len(key) < SHORTEST:
        raise Refusal("commands.settings.key_short", file=str(path))
    return key
