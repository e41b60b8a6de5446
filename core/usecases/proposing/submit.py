"""Sending a proposal: only through the gate, with a number, a receipt and a full copy (G01, L01, L02)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core.call.definition import Call
from core.call.document import dump_document
from core.model.records import Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.calendar.standing import as_it_stands_for
from core.rules.gate import sendable
from core.rules.window import may_change
from core.usecases.desk import Desk
from core.usecases.notices import about, note, tell_in_chat, title_of, write_to
from core.usecases.world import draft_at


async def submit(desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, now: datetime) -> bool:
    """Send a proposal, or the changes to one that was sent; False where it can't be sent (then nothing was done).

    `now` is the moment at which the act was stored. A change that does not pass leaves the sent version standing; where
    nothing was changed since it was sent, there is nothing to do.
    """
    draft = await draft_at(desk, work, record, proponent, now)
    call = as_it_stands_for(desk.call, record)
    if not sendable(draft.findings) or not may_change(call, record.state, now):
        return False
    again = record.state is ProposalState.SENT
    if again and not draft.changed_since_sent:
        return True
    sent = replace(
        record,
        state=ProposalState.SENT,
        number=record.number or await work.proposals.next_number(desk.call.id),
        sent=dump_document(desk.call, draft.proposal),
        sent_at=now,
        revision=record.revision + 1,
    )
    await work.proposals.save(sent)
    kind = "receipt_changes" if again else "receipt"
    await note(
        work,
        now,
        "proposal_resent" if again else "proposal_sent",
        proponent.id,
        proposal_id=record.id,
        number=sent.number,
    )
    await _receipts(desk, work, sent, proponent, kind, now)
    return True


async def _receipts(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, kind: str, now: datetime
) -> None:
    key = f"{record.id}:{record.revision}"
    news = {"number": record.number, "title": title_of(record)}
    await tell_in_chat(desk, work, proponent.id, kind, news, now, key=key, proposal_id=record.id)
    closes = as_it_stands_for(desk.call, record).moments["submission_closes"].at
    facts = {
        **about(record, proponent, proponent.name),
        "number": record.number,
        "sent_at": now.isoformat(),
        "closes": closes.isoformat() if closes else None,
        "document": _without_private(desk.call, record.sent or {}),
    }
    await write_to(desk, work, proponent, kind, facts, now, key=key, proposal_id=record.id)


def _without_private(call: Call, document: Mapping[str, object]) -> dict[str, object]:
    """Return the copy that the proponent reads: what people said of themselves in private is not in it (gender)."""
    private = {item.key for item in call.attributes if item.private}

    def shown(entry: Mapping[str, object]) -> dict[str, object]:
        return {
            key: shown(value) if isinstance(value, Mapping) else None if key in private else value
            for key, value in entry.items()
        }

    people = document.get("participants")
    return {**document, "participants": [shown(entry) for entry in people] if isinstance(people, list) else []}
