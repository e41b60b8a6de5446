"""What the clock sets going: a duty does what is due, in batches that end soon, and each batch is one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.ports import UnitOfWork
from core.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Done:
    """What one batch did."""

    queued: int = 0
    """Notices."""
    more: bool = False
    """Whether it stopped at its own limit: what is left is asked for at once, in a transaction of its own."""


Duty = Callable[[Desk, UnitOfWork], Awaitable[Done]]
"""A use case that does one batch of what is due. It says `more` only where this batch left less to do than it found."""
