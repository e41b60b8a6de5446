"""Why a database cannot be used: the operator's matter, never a bug, so it is a value with facts and no words."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong; the front door has words for each."""

    UNREADABLE_URL = "unreadable_url"
    """Neither a file nor a PostgreSQL URL."""
    UNREACHABLE = "unreachable"
    """The file cannot be opened or the server does not answer."""
    NOT_OURS = "not_ours"
    """There is something else in it: not a database, or another program's tables."""
    DAMAGED = "damaged"
    """The file was cut short, or what says its version can't be true."""
    INCOMPLETE = "incomplete"
    """It is of this version, and tables of ours are gone; `reason` names them."""
    ABSENT = "absent"
    """No such file, or no tables of ours yet."""
    OLDER = "older"
    """The tables are of an earlier version: `convoca db upgrade` brings them up."""
    NEWER = "newer"
    """The tables are of a later version than this program knows."""
    NOT_A_FILE = "not_a_file"
    """A backup was asked for of a database that is a server."""
    EXISTS = "exists"
    """The file to be written is already there."""
    UNWRITABLE = "unwritable"
    """The file to be written cannot be made there."""


class StoreRefusal(Exception):  # noqa: N818 - it is a polite no, not a fault of ours
    """A reason why a database cannot be used. `database` names it without its password."""

    def __init__(self, trouble: Trouble, *, database: str, reason: str = "") -> None:
        super().__init__(f"{trouble.value}: {database}")
        self.trouble = trouble
        self.database = database
        self.reason = reason
