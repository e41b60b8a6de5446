"""A lease: for a while, one process alone may do a thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who holds `name`, and from when until when. `holder` is an id that a process gives itself at its start."""

    name: str
    holder: str
    taken_at: datetime
    """When it was taken, or last renewed."""
    until: datetime


class Standing(StrEnum):
    """What a lease is to one process that asks for it."""

    KEPT = "kept"
    """Its own, and fresh: there is nothing to write."""
    OPEN = "open"
    """Free, or its own and to be renewed."""
    TAKEN = "taken"
    """Somebody else's."""
