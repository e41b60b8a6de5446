"""When and where the session of a proposal takes place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One proposal's session. `starts_at` is aware, in UTC; `place` is the room in words, '' while nobody knows.

    `sequence` rises with every change: calendars tell by it which of two invitations is the newer one (RFC 5546).
    """

    proposal_id: str
    starts_at: datetime
    minutes: int
    place: str
    sequence: int
    changed_at: datetime
    cancelled_at: datetime | None = None
