"""What the secretariat sees of letters to many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model.batch import Batch, BatchState
from core.model.records import OutboxState, Person
from core.ports import UnitOfWork
from core.usecases.bulk.audience import Gathered, gather
from core.usecases.desk import Desk

SHOWN = 20
"""How many of the last ones are listed."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One letter to many: who typed it, who brought it where it stands, and how many letters are in which state."""

    batch: Batch
    made_by: Person | None
    changed_by: Person | None
    counts: Mapping[OutboxState, int]

    @property
    def letters(self) -> int:
        """How many letters there are of it."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class BatchPage:
    """The same with its audience as it is now, where letters are still to be queued (None later)."""

    row: BatchRow
    gathered: Gathered | None


async def batches(desk: Desk, work: UnitOfWork) -> Sequence[BatchRow]:
    """Return the last ones, newest first."""
    return await _rows(work, await work.batches.newest(desk.call.id, SHOWN))


async def batch_of(desk: Desk, work: UnitOfWork, batch_id: str) -> Batch | None:
    """Return one of this call, None where there is none."""
    batch = await work.batches.get(batch_id)
    return batch if batch is not None and batch.call == desk.call.id else None


async def batch_page(desk: Desk, work: UnitOfWork, batch: Batch) -> BatchPage:
    """Return one for looking at."""
    (row,) = await _rows(work, [batch])
    is_open = batch.state is BatchState.PREVIEW
    return BatchPage(row, await gather(desk, work, batch.audience) if is_open else None)


async def _rows(work: UnitOfWork, found: Sequence[Batch]) -> list[BatchRow]:
    people = await work.people.many([who for batch in found for who in (batch.made_by, batch.changed_by)])
    counts = await work.batches.counts([batch.id for batch in found])
    return [
        BatchRow(batch, people.get(batch.made_by), people.get(batch.changed_by), counts[batch.id]) for batch in found
    ]
