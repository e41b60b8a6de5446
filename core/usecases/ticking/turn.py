"""Taking turns: of several processes on one database, one holds the turn, and only in its turn does it act.

Units of work go one at a time (docs/store.md), so who finds in one that the turn is its own has it until that unit of
work is committed: nobody can take it in between, however long that lasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.model.lease import Lease, Standing
from core.ports import UnitOfWork
from core.rules.lease import standing


@dataclass(frozen=True, slots=True)
class Turn:
    """One process's claim: `holder` is an id of its own, `length` how long others wait for it once it is silent."""

    name: str
    holder: str
    length: timedelta


async def look_at(work: UnitOfWork, turn: Turn, now: datetime) -> Standing:
    """Return whose turn it is; writes nothing."""
    return standing(await work.leases.get(turn.name), turn.holder, now)


async def take(work: UnitOfWork, turn: Turn, now: datetime) -> bool:
    """Take the turn, or keep it; False where it is somebody else's. Writes once in a third of the turn's length."""
    found = await look_at(work, turn, now)
    if found is Standing.OPEN:
        lease = Lease(name=turn.name, holder=turn.holder, taken_at=now, until=now + turn.length)
        await work.leases.put(lease)
    return found is not Standing.TAKEN


async def give_up(work: UnitOfWork, turn: Turn) -> None:
    """Let the next one have the turn at once."""
    await work.leases.drop(turn.name, turn.holder)
