"""What is open while proposals are made: drafts, silent people, profiles that lack something, addresses that fail."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.model.matter import Duty, Matter, MatterKind
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, ProposalRecord, ProposalState
from core.model.reminder import DRAFT_REMINDER, INVITATION_REMINDER
from core.ports import UnitOfWork
from core.rules.calendar.standing import CLOSE, as_it_stands_for
from core.rules.gate import sendable
from core.rules.invitations import PASSING, waits_for_letter
from core.rules.profile import missing_to_confirm
from core.rules.undelivered import why_of
from core.usecases.desk import Desk
from core.usecases.listing.invite import invitation_letter
from core.usecases.listing.may_ask import reason_not_to
from core.usecases.listing.waiting import invite_all
from core.usecases.notices import title_of
from core.usecases.reminding.asked import last_asked_of
from core.usecases.reminding.sources import Letter
from core.usecases.ticking.apart import on_its_own
from core.usecases.world import draft_at

ROOM_AGAIN = timedelta(hours=1)
"""How long after a cap held a letter back it is tried again: caps count the last day, and free a place at any hour."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A proposal that may be spoken of; `deadline` is its own, where it has more time than the call gives."""

    record: ProposalRecord
    deadline: datetime | None


def may_be_spoken_of(record: ProposalRecord) -> bool:
    """Whether anybody is reminded of anything about a proposal: not while the secretariat holds it."""
    return record.state is not ProposalState.WITHDRAWN and record.held_at is None


class OfProposals:
    """The source of today: `proposals.look_at` says which proposals are worth a look."""

    async def ripe(self, desk: Desk, work: UnitOfWork, now: datetime, limit: int) -> Mapping[str, Collection[str]]:
        """Return proposals whose moment may have come, each with its proponent and everybody on its list."""
        ids = await work.proposals.to_look_at(desk.call.id, now, limit)
        if not ids:
            return {}
        records, lists = await work.proposals.many(ids), await work.participations.of_proposals(ids)
        return {
            key: {records[key].proponent_id, *(item.person_id for item in lists[key] if item.person_id)} for key in ids
        }

    async def matters_of(self, desk: Desk, work: UnitOfWork, people: Collection[str | None]) -> Sequence[Matter]:
        """Return their drafts and the failed addresses on their lists, and where they themselves are waited for."""
        ids = [person for person in people if person is not None]
        own = await work.proposals.of_proponents(desk.call.id, ids)
        lists = await work.participations.of_proposals([record.id for record in own])
        places = await work.participations.of_people(ids)
        cases = await self._cases(desk, work, own, places)
        pause = timedelta(hours=desk.call.mail.hours_between_reminders)
        asked = await last_asked_of(work, ids, desk.clock.now() - pause)
        found: list[Matter] = []
        for record in own:
            if record.id in cases:
                found.extend(_of_draft(cases[record.id]))
                found.extend(_of_failures(cases[record.id], lists[record.id]))
        for item in places:
            if item.proposal_id in cases:
                found.extend(_of_place(cases[item.proposal_id], item, asked))
        return found

    async def look_again(self, desk: Desk, work: UnitOfWork, at: Mapping[str, datetime | None], now: datetime) -> int:
        """Write to whom a cap held back, too; a proposal of which somebody was written to is looked at once more."""
        records, lists = await work.proposals.many(at), await work.participations.of_proposals(list(at))
        queued, moments = 0, dict(at)
        for key, record in records.items():
            if not may_be_spoken_of(record) or not any(waits_for_letter(item) for item in lists[key]):
                continue
            proponent = await work.people.get(record.proponent_id)
            if proponent is None or proponent.proved_at is None:
                continue
            reasons = await on_its_own(work, "inviting who waits", invite_all(desk, work, record, proponent, now))
            invited = sum(reason is None for reason in reasons or ())
            queued += invited
            if invited:
                del moments[key]
            elif reasons is None or any(reason in PASSING for reason in reasons):
                moments[key] = _sooner(moments[key], now + ROOM_AGAIN)
        await work.proposals.look_again(moments)
        return queued

    async def told(self, desk: Desk, work: UnitOfWork, matter: Matter) -> Mapping[str, object]:
        """Return the title, and whom it is about."""
        if matter.kind is MatterKind.DRAFT:
            record = await work.proposals.get(matter.subject)
            return {"title": title_of(record), "proposal_id": record.id} if record else {}
        item = await work.participations.get(matter.subject)
        record = await work.proposals.get(item.proposal_id) if item else None
        if item is None or record is None:
            return {}
        if matter.kind is MatterKind.BOUNCED:
            known = {"name": item.name, "address": item.address, "participation_id": item.id}
            known |= {"why": why_of(item)}
            return {**known, "title": title_of(record), "proposal_id": record.id}
        proponent = await work.people.get(record.proponent_id)
        told = {"title": title_of(record), "proponent": proponent.name if proponent else None}
        told |= {"proposal_id": record.id}
        return {**told, "missing": list(missing_to_confirm(desk.call, item))} if item.accepted_at else told

    async def alone(self, desk: Desk, work: UnitOfWork, duty: Duty, now: datetime) -> Letter | None:
        """Return the letter about a draft with what it lacks, or about an invitation with how to answer it."""
        match duty.matter.kind:
            case MatterKind.DRAFT:
                return await _about_draft(desk, work, duty.matter.subject, now)
            case MatterKind.INVITATION | MatterKind.PROFILE:
                return await _about_place(desk, work, duty.matter.subject)
            case _:
                return None

    async def held_back(self, desk: Desk, work: UnitOfWork, matter: Matter, now: datetime) -> bool:
        """Whether a cap on invitations holds this one back."""
        if matter.kind not in (MatterKind.INVITATION, MatterKind.PROFILE):
            return False
        item = await work.participations.get(matter.subject)
        record = await work.proposals.get(item.proposal_id) if item else None
        proponent = await work.people.get(record.proponent_id) if record else None
        if item is None or record is None or proponent is None:
            return True
        return await reason_not_to(desk, work, record, proponent, item, now) is not None  # the pause is `due`'s

    async def _cases(
        self, desk: Desk, work: UnitOfWork, own: Sequence[ProposalRecord], places: Sequence[Participation]
    ) -> Mapping[str, _Case]:
        others = await work.proposals.many({item.proposal_id for item in places} - {record.id for record in own})
        records = [*own, *(record for record in others.values() if record.call == desk.call.id)]
        proponents = await work.people.many([record.proponent_id for record in records])
        closes = desk.call.moments["submission_closes"].at
        return {
            record.id: _Case(record, _own_deadline(record, closes))
            for record in records
            if may_be_spoken_of(record) and proponents[record.proponent_id].proved_at is not None
        }


def _own_deadline(record: ProposalRecord, closes: datetime | None) -> datetime | None:
    extended = record.extended_to
    return extended if extended is not None and (closes is None or extended > closes) else None


def _of_draft(case: _Case) -> Iterator[Matter]:
    """G07: a draft that has something in it."""
    record = case.record
    if record.state is ProposalState.DRAFT and record.values:
        yield Matter(
            kind=MatterKind.DRAFT,
            subject=record.id,
            person_id=record.proponent_id,
            since=record.created_at,
            deadline=case.deadline,
        )


def _of_failures(case: _Case, participations: Sequence[Participation]) -> Iterator[Matter]:
    """Somebody on the list whom no letter reaches: only the proponent can mend that, or name somebody else."""
    for item in participations:
        if item.status is ParticipationStatus.BOUNCED:
            yield Matter(
                kind=MatterKind.BOUNCED,
                subject=item.id,
                person_id=case.record.proponent_id,
                since=_failed_at(item),
                generation=item.generation,
                deadline=case.deadline,
            )


def _of_place(case: _Case, item: Participation, asked: Mapping[tuple[str, str], datetime]) -> Iterator[Matter]:
    """C05: somebody who was asked and has said nothing; or who said yes and whose profile still lacks something."""
    if item.status is ParticipationStatus.INVITED and item.invited_at is not None:
        yield Matter(
            kind=MatterKind.PROFILE if item.accepted_at else MatterKind.INVITATION,
            subject=item.id,
            person_id=item.person_id,
            since=item.accepted_at or item.invited_at,
            generation=item.generation,
            deadline=case.deadline,
            asked_at=asked.get((str(item.person_id), item.id)),
        )


def _failed_at(item: Participation) -> datetime:
    """Return since when somebody can't be written to about a place: not from before they were asked about it."""
    asked = item.invited_at or item.created_at
    return max(asked, item.undelivered_since or asked)


async def _about_draft(desk: Desk, work: UnitOfWork, proposal_id: str, now: datetime) -> Letter | None:
    record = await work.proposals.get(proposal_id)
    proponent = await work.people.get(record.proponent_id) if record else None
    if record is None or proponent is None:
        return None
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
    closes = as_it_stands_for(desk.call, record).moments[CLOSE].at
    facts = {
        "closes": closes.isoformat() if closes else None,
        "drafts": [{"title": title_of(record), "findings": findings}],
    }
    return Letter(kind=DRAFT_REMINDER, facts=facts, proposal_id=record.id)


async def _about_place(desk: Desk, work: UnitOfWork, participation_id: str) -> Letter | None:
    item = await work.participations.get(participation_id)
    record = await work.proposals.get(item.proposal_id) if item else None
    proponent = await work.people.get(record.proponent_id) if record else None
    if item is None or record is None or proponent is None:
        return None
    facts = await invitation_letter(desk, work, record, proponent, item)
    return Letter(kind=INVITATION_REMINDER, facts=facts, proposal_id=record.id, participation=item)


def _sooner(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else min(one, other)
