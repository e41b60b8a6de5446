"""Withdrawing a sent proposal, or throwing a draft away; either frees its place (Z14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.records import Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.listing.taking_off import take_off
from core.usecases.notices import about, note, tell_in_chat, title_of, write_to
from core.usecases.scheduling import agenda


async def withdraw(desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, now: datetime) -> None:
    """Withdraw; everybody who had been written to is told, open letters are cancelled, nothing is deleted silently."""
    if record.state is ProposalState.WITHDRAWN:
        return
    was_sent = record.state is ProposalState.SENT
    for item in await work.participations.of_proposal(record.id):
        await take_off(desk, work, record, proponent, item, "withdrawn_participant", now)
    event = await agenda.end(work, record, now)
    gone = replace(record, state=ProposalState.WITHDRAWN, withdrawn_at=now, revision=record.revision + 1)
    await work.proposals.save(gone)
    await note(work, now, "proposal_withdrawn", proponent.id, proposal_id=record.id, was_sent=was_sent)
    await tell_in_chat(
        desk, work, proponent.id, "withdrawn", {"title": title_of(record)}, now, key=record.id, proposal_id=record.id
    )
    if was_sent:
        facts = {**about(record, proponent, proponent.name), "number": record.number, **event}
        await write_to(desk, work, proponent, "withdrawn", facts, now, key=record.id, proposal_id=record.id)
