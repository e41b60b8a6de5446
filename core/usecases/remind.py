"""Reminding: who was asked and is silent, and who has a draft as the close comes near; each thing once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.model.records import Participation, ProposalRecord, ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.rules.due import Duty, DutyKind, due
from core.rules.gate import sendable
from core.rules.invitations import waits_for_letter
from core.usecases.desk import Desk
from core.usecases.duty import Done
from core.usecases.listing.invite import REMINDER, invite
from core.usecases.listing.waiting import invite_waiting
from core.usecases.notices import note, tell_in_chat, title_of, write_to
from core.usecases.world import draft_at


async def remind(desk: Desk, work: UnitOfWork) -> Done:
    """Queue every reminder that is due and was not sent yet, and invitations that a cap held back."""
    now = desk.clock.now()
    records = {record.id: record for record in await work.proposals.find(desk.call.id, ProposalFilter())}
    people = await work.participations.of_proposals(list(records))
    items = {item.id: item for participations in people.values() for item in participations}
    known = {**await work.ledger.known("draft:"), **await work.ledger.known("invitation:")}
    queued = 0
    for duty in due(desk.call, [(record, people.get(record.id, ())) for record in records.values()], now):
        if duty.kind is DutyKind.DIGEST or duty.key in known:
            continue
        queued += await _carry_out(desk, work, duty, records, items, now)
    for record in records.values():
        queued += await _invite_held_back(desk, work, record, people.get(record.id, ()), now)
    return Done(queued)


async def _invite_held_back(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, participations: Sequence[Participation], now: datetime
) -> int:
    if record.state is ProposalState.WITHDRAWN or not any(waits_for_letter(item) for item in participations):
        return 0
    proponent = await work.people.get(record.proponent_id)
    if proponent is None or proponent.proved_at is None:
        return 0
    return await invite_waiting(desk, work, record, proponent, now)


async def _carry_out(
    desk: Desk,
    work: UnitOfWork,
    duty: Duty,
    records: Mapping[str, ProposalRecord],
    items: Mapping[str, Participation],
    now: datetime,
) -> int:
    """Do one duty; it goes into the ledger once it is done, so that what a cap holds back today is tried again."""
    if duty.kind is DutyKind.REMIND_PROPONENT:
        done = await _remind_proponent(desk, work, records[duty.subject], now, duty.key)
    else:
        done = await _remind_participant(desk, work, items[duty.subject], records, now)
    return int(done and await work.ledger.enter(duty.key, now))


async def _remind_participant(
    desk: Desk, work: UnitOfWork, item: Participation, records: Mapping[str, ProposalRecord], now: datetime
) -> bool:
    record = records[item.proposal_id]
    proponent = await work.people.get(record.proponent_id)
    if proponent is None:
        return False
    return await invite(desk, work, record, proponent, item, now, kind=REMINDER, actor="system") is None


async def _remind_proponent(desk: Desk, work: UnitOfWork, record: ProposalRecord, now: datetime, key: str) -> bool:
    proponent = await work.people.get(record.proponent_id)
    closes = desk.call.moments["submission_closes"].at
    if proponent is None or closes is None or proponent.muted_at is not None or proponent.proved_at is None:
        return False
    draft = await draft_at(desk, work, record, proponent, now)
    findings = [
        {
            "rule": item.rule,
            "kind": item.kind,
            "severity": item.severity,
            "field": item.field,
            "facts": dict(item.facts),
        }
        for item in draft.findings
        if item.blocks or sendable(draft.findings)
    ]
    facts = {
        "person_name": proponent.name,
        "closes": closes.isoformat(),
        "drafts": [{"title": title_of(record), "findings": findings}],
    }
    await write_to(desk, work, proponent, "draft_reminder", facts, now, key=key, proposal_id=record.id)
    news = {"title": title_of(record), "closes": closes.isoformat()}
    await tell_in_chat(desk, work, proponent.id, "draft_reminder", news, now, key=key, proposal_id=record.id)
    await note(work, now, "draft_reminder", "system", proposal_id=record.id, person_id=proponent.id)
    return True
