"""Which link to somebody's own calendar opens it, of all that they ever had: the newest, until it is ended or over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.model.records import Invitation


def standing(links: Sequence[Invitation], now: datetime) -> Invitation | None:
    """Return the one that opens it; one that was changed for another opens nothing, whatever the clock says."""
    newest = max(links, key=lambda link: link.generation, default=None)
    return newest if newest is not None and newest.used_at is None and newest.expires_at > now else None


def next_generation(links: Sequence[Invitation]) -> int:
    """Return the generation of a link that nobody ever had."""
    return max((link.generation for link in links), default=-1) + 1
