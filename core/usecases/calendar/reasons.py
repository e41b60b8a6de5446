"""Why a close moved, as was said when it did."""

from __future__ import annotations

from core.model.records import ProposalRecord
from core.ports import UnitOfWork
from core.rules.calendar.closing import Move
from core.usecases.calendar.extend_proposals import EXTENDED, TAKEN_BACK


async def reason_of(work: UnitOfWork, record: ProposalRecord, move: Move) -> str:
    """Return the reason that was given for a move; '' for none."""
    if move.is_own:
        lines = [line for line in await work.log.of_proposal(record.id) if line.kind in {EXTENDED, TAKEN_BACK}]
        return str(lines[-1].facts.get("reason") or "") if lines else ""
    number = int(move.what)
    since = await work.versions.newest(record.call, await work.versions.number(record.call) - number + 1)
    return next((item.reason for item in since if item.version == number), "")
