"""What is said at the end of a check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A promise that was not kept: a defect of this program."""

    guarantee: str
    kind: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of the check: how many reminders were expected, and every promise that was broken."""

    expected: int
    broken: tuple[Broken, ...]
    said: int = 0
    """How many of the expected were said."""
    nights: int = 0
    """Reminders that waited for the night to pass."""
    weeks: frozenset[str] = frozenset()
    """Whose reminders waited for room in the week, by address."""
    asleep: int = 0
    """Reminders that came at night where somebody lives who had not told their country yet."""
