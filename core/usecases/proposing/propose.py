"""Building a proposal: a draft is begun, and saved at every answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.proposal import Answer
from core.model.records import Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.calendar.standing import as_it_stands_for
from core.rules.window import is_closed, may_change
from core.usecases.desk import Desk
from core.usecases.listing.invite import ask_again
from core.usecases.listing.waiting import invite_waiting
from core.usecases.notices import note


async def begin(desk: Desk, work: UnitOfWork, proponent: Person, now: datetime) -> ProposalRecord | None:
    """Begin a draft, with the number by which the secretariat speaks of it from the first day; None after the close."""
    if is_closed(desk.call, now):
        return None
    record = ProposalRecord(
        id=desk.ids.new(), call=desk.call.id, proponent_id=proponent.id, created_at=now, changed_at=now,
        number=await work.proposals.next_number(desk.call.id),
    )  # fmt: skip
    await work.proposals.add(record)
    await note(work, now, "proposal_begun", proponent.id, proposal_id=record.id)
    return record


async def save_answer(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, path: str, value: Answer, now: datetime
) -> bool:
    """Save one answer (None: passed over); False where the proposal can no longer be changed.

    Whoever was asked for another modality is asked anew; a title lets waiting invitations leave.
    """
    if not may_change(as_it_stands_for(desk.call, record), record.state, now):
        return False
    before = record.values.get(path)
    changed = replace(record, values={**record.values, path: value}, changed_at=now, revision=record.revision + 1)
    await work.proposals.save(changed)
    await note(work, now, "answer_saved", proponent.id, proposal_id=record.id, path=path)
    if path == "modality" and before is not None and before != value:
        for item in await work.participations.of_proposal(record.id):
            if item.invited_at is not None or item.accepted_at is not None:
                await ask_again(desk, work, changed, proponent, item, ("modality",), now)
    if path == "answers.title" and not before and value:
        await invite_waiting(desk, work, changed, proponent, now)
    return True
