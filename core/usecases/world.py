"""Gathering the facts that a conversation is drawn from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.call.document import dump_document
from core.dialogue.news import news_said
from core.dialogue.reminded import still_to_do
from core.dialogue.screen import Phrase
from core.dialogue.world import Draft, InvitationSeen, News, World
from core.model.compose import compose
from core.model.folding import folded
from core.model.matter import Wants
from core.model.proposal import History, ParticipationStatus
from core.model.records import Channel, Notice, OutboxState, Participation, Person, ProposalRecord, ProposalState
from core.model.sent import SentCounts, organisation_key
from core.model.slot import Slot
from core.ports import UnitOfWork
from core.rules.calendar.clocks import zone_by
from core.rules.calendar.standing import CLOSE, as_it_stands_for
from core.rules.due.remaining import with_time_left
from core.rules.gate import check
from core.rules.gate.limits import is_independent
from core.usecases.desk import Desk
from core.usecases.listing.replacing import planned
from core.usecases.notices import title_of
from core.usecases.reminding.recipients import wants_of
from core.usecases.scheduling.agenda import standing_of

NEWS_SHOWN = 30


async def gather(
    desk: Desk, work: UnitOfWork, person: Person, now: datetime, *, acted_at: datetime | None = None
) -> World:
    """Return everything that this person's screens may speak of."""
    own = {record.id: record for record in await work.proposals.of_proponent(desk.call.id, person.id)}
    places = await work.participations.of_person(person.id)
    others = await work.proposals.many({item.proposal_id for item in places} - own.keys())
    slots = await standing_of(work, (*own.values(), *others.values()))
    drafts = await _drafts(desk, work, person, own.values(), slots, now)
    invitations = await _invitations(desk, work, person, places, {**own, **others}, slots)
    notices = await work.outbox.of_person(person.id, Channel.CHAT, NEWS_SHOWN)
    told = (_still_true(desk.call, notice, person, drafts, invitations, now) for notice in notices)
    return World(
        call=desk.call,
        now=now,
        person=person,
        drafts=tuple(sorted(drafts, key=lambda draft: draft.record.created_at, reverse=True)),
        invitations=invitations,
        news=tuple(_news(desk, notice) for notice in told if notice is not None),
        acted_at=acted_at,
        ours=desk.ours,
    )


async def _drafts(
    desk: Desk,
    work: UnitOfWork,
    person: Person,
    records: Collection[ProposalRecord],
    slots: Mapping[str, Slot],
    now: datetime,
) -> list[Draft]:
    """Return the person's own proposals, with who is to take whose place in them, and the sessions' dates."""
    if not records:
        return []
    lists = await work.participations.of_proposals([record.id for record in records])
    sent = await work.proposals.sent_counts(desk.call.id, [person])
    drafts = [draft_of(desk, record, person, tuple(lists[record.id]), sent, now) for record in records]
    return [
        replace(draft, replacing=await planned(work, draft.participations), slot=slots.get(draft.record.id))
        for draft in drafts
    ]


async def draft_at(desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, now: datetime) -> Draft:
    """Return one proposal whole, as it stands in this unit of work."""
    participations = tuple(await work.participations.of_proposal(record.id))
    sent = await work.proposals.sent_counts(desk.call.id, [proponent])
    return draft_of(desk, record, proponent, participations, sent, now)


def draft_of(
    desk: Desk,
    record: ProposalRecord,
    proponent: Person,
    participations: tuple[Participation, ...],
    sent: SentCounts,
    now: datetime,
) -> Draft:
    """Compose a proposal with what the gate says of it; `sent` counts this one too where it was sent."""
    proposal = compose(record, proponent, participations, history_of(desk, record, proponent, sent))
    changed = record.state is ProposalState.SENT and _core(dump_document(desk.call, proposal)) != _core(
        record.sent or {}
    )
    return Draft(
        record=record,
        participations=participations,
        proposal=proposal,
        findings=check(as_it_stands_for(desk.call, record), proposal, now=now),
        changed_since_sent=changed,
    )


def history_of(desk: Desk, record: ProposalRecord, proponent: Person, sent: SentCounts) -> History:
    """Return what the limits count: the others that were sent and not withdrawn (L01, L02, Z14)."""
    by_person = sent.by_proponent.get(proponent.id, 0) - (record.state is ProposalState.SENT)
    if is_independent(desk.call, proponent.organisation):
        return History(sent_by_proponent=by_person)
    name = folded(proponent.organisation or "")
    is_of_them = organisation_key(record.state, record.sent) == name
    return History(sent_by_proponent=by_person, sent_by_organisation=sent.by_organisation.get(name, 0) - is_of_them)


def _core(document: object) -> object:
    """What a proponent edits: people's answers and the past move on by themselves and are no edit."""
    if not isinstance(document, dict):
        return document
    people = [
        {key: entry.get(key) for key in ("id", "roles")}
        for entry in document.get("participants", ())
        if entry.get("status") != ParticipationStatus.WITHDRAWN
    ]
    return {
        **{key: value for key, value in document.items() if key not in {"history", "participants"}},
        "people": people,
    }


async def _invitations(
    desk: Desk,
    work: UnitOfWork,
    person: Person,
    places: Sequence[Participation],
    records: Mapping[str, ProposalRecord],
    slots: Mapping[str, Slot],
) -> tuple[InvitationSeen, ...]:
    others = {record.proponent_id for record in records.values()} - {person.id}
    proponents = {person.id: person, **await work.people.many([*others])}
    seen = []
    for item in places:
        record = records.get(item.proposal_id)
        own = record is not None and record.proponent_id == person.id
        if record is None or record.call != desk.call.id or (item.status is ParticipationStatus.LISTED and not own):
            continue
        proponent = proponents.get(record.proponent_id)
        kind = record.values.get("session_type")
        seen.append(
            InvitationSeen(
                participation=item,
                proposal_title=title_of(record),
                proponent_name=proponent.name if proponent else None,
                session_type=kind if isinstance(kind, str) else None,
                slot=slots.get(record.id),
                closes=as_it_stands_for(desk.call, record).moments[CLOSE].at,
                is_held=record.held_at is not None,
            )
        )
    return tuple(seen)


def _still_true(
    call: Call,
    notice: Notice,
    person: Person,
    drafts: Sequence[Draft],
    invitations: Sequence[InvitationSeen],
    now: datetime,
) -> Notice | None:
    """Return a notice as it is to be read now; None where nothing is left to say.

    A reminder is without what is done, and says how much time there is; one that was read keeps to the date.
    """
    about = notice.facts.get("about")
    if not isinstance(about, list) or notice.state is OutboxState.SENT:
        return notice
    left = still_to_do(call, about, drafts, invitations, now) if wants_of(person) is not Wants.NONE else ()
    told = [with_time_left(item, now, ZoneInfo(zone_by(call, person))) for item in left]
    return replace(notice, facts={**notice.facts, "about": told}) if told else None


def _news(desk: Desk, notice: Notice) -> News:
    return News(
        at=notice.created_at,
        phrase=news_said(desk.call, Phrase(f"chat.news.{notice.kind}", notice.facts)),
        unread=notice.state is not OutboxState.SENT,
        kind=notice.kind,
        proposal_id=notice.proposal_id,
        participation_id=notice.participation_id,
    )
