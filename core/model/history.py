"""What happened between the service and one person, as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Where a line of a history comes from."""

    TO = "to"
    """Something that was queued for them."""
    FROM = "from"
    """A letter of theirs."""
    LOG = "log"
    """A line of the log about them or by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line; it holds nothing of what was said, only what kind of thing it was and how it went.

    `kind` is the kind of the notice, what the letter was understood as ('' before it was read), or the log's. `state`
    is the outbox's or the inbox's. `address` is where it went, or what it came from. `why` is the log's.
    """

    source: Source
    seq: int
    at: datetime
    kind: str
    channel: str
    state: str = ""
    sent_at: datetime | None = None
    error: str = ""
    address: str | None = None
    proposal_id: str | None = None
    actor: str | None = None
    why: str | None = None
