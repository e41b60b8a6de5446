"""What is known of people at any moment of a rehearsal, from what they did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from core.model.matter import Wants


@dataclass(slots=True)
class Known:
    """What is known of people, by address, each with since when."""

    country: dict[str, datetime] = field(default_factory=dict)
    chat: dict[str, datetime] = field(default_factory=dict)
    chat_closed: dict[str, datetime] = field(default_factory=dict)
    muted: dict[str, datetime] = field(default_factory=dict)
    bounced: dict[str, datetime] = field(default_factory=dict)
    chosen: dict[str, list[tuple[datetime, Wants]]] = field(default_factory=dict)
    """Which reminders somebody asked for, in order."""
    asked: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    """When somebody was asked for an answer by an invitation, by (address, participation)."""

    def wants(self, address: str, at: datetime) -> Wants:
        """Return which reminders somebody wants at a moment."""
        chosen = [wants for moment, wants in self.chosen.get(address, ()) if moment <= at]
        return chosen[-1] if chosen else Wants.ALL

    def is_muted(self, address: str, at: datetime) -> bool:
        """Whether somebody wants no letters at all."""
        return has_come(self.muted.get(address), at)

    def is_reached(self, address: str, at: datetime) -> bool:
        """Whether a letter or a chat reaches somebody."""
        if not has_come(self.bounced.get(address), at):
            return True
        return has_come(self.chat.get(address), at) and not has_come(self.chat_closed.get(address), at)


def has_come(moment: datetime | None, at: datetime) -> bool:
    """Whether a moment has come that may never come."""
    return moment is not None and moment <= at
