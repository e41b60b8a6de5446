"""What the secretariat sees and does: proposals and people, what each waits for, a letter again, an address mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.call.document import parse_document
from core.dialogue.reading.reading import read_address
from core.dialogue.screen import Phrase
from core.dialogue.world import Draft
from core.model.proposal import ParticipationStatus, Proposal
from core.model.records import IncomingLetter, LogEntry, Notice, Participation, Person, ProposalRecord
from core.model.slot import Slot
from core.ports import ProposalFilter, UnitOfWork
from core.rules.gate import sendable
from core.rules.ours import is_ours
from core.usecases.desk import Desk
from core.usecases.listing.address import correct_address as move_to
from core.usecases.listing.invite import invite
from core.usecases.notices import title_of
from core.usecases.ordering.on_the_page import notes_in
from core.usecases.world import draft_of

CSV_COLUMNS = (
    "number", "state", "title", "session_type", "modality", "duration", "topic", "proponent", "proponent_email",
    "organisation", "country", "participants", "confirmed", "blocking", "created_at", "sent_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """One line of the overview. `blocking` counts the findings that keep a draft from being sent.

    `waits_for` counts who has not answered, `incomplete` who said yes and owes details.
    """

    draft: Draft
    proponent: Person
    title: str | None
    confirmed: int
    waits_for: int
    incomplete: int
    bounced: int
    blocking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """One proposal whole, with the letters about it and its log.

    `standing` is the version that was sent, where what was saved since differs from it. `muted` holds the ids of people
    on the list who asked for no letters: no date, no reminder reaches them.
    """

    row: ProposalRow
    muted: frozenset[str]
    standing: Proposal | None
    letters: Sequence[Notice]
    log: Sequence[LogEntry]
    slot: Slot | None = None
    writers: Mapping[str, str] = field(default_factory=dict)
    """What those are called who wrote a note, by their id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody, and what they stand for in which proposals."""

    person: Person
    participations: Sequence[tuple[Participation, str | None]]


async def overview(desk: Desk, work: UnitOfWork, wanted: ProposalFilter) -> Sequence[ProposalRow]:
    """Return the proposals that were asked for, the latest changed first."""
    records = await work.proposals.find(desk.call.id, wanted)
    people = await work.people.many([record.proponent_id for record in records])
    lists = await work.participations.of_proposals([record.id for record in records])
    sent = await work.proposals.sent_counts(desk.call.id, people.values())
    now = desk.clock.now()
    rows = [
        _row(draft_of(desk, record, people[record.proponent_id], tuple(lists.get(record.id, ())), sent, now), people)
        for record in records
        if record.proponent_id in people
    ]
    return sorted(rows, key=lambda row: row.draft.record.changed_at, reverse=True)


async def proposal_page(desk: Desk, work: UnitOfWork, proposal_id: str) -> ProposalPage | None:
    """Return one proposal for reading, None where there is no such proposal of this call."""
    found = await _proposal(desk, work, proposal_id)
    if found is None:
        return None
    record, proponent = found
    participations = tuple(await work.participations.of_proposal(record.id))
    sent = await work.proposals.sent_counts(desk.call.id, [proponent])
    draft = draft_of(desk, record, proponent, participations, sent, desk.clock.now())
    listed = await work.people.many([item.person_id for item in participations if item.person_id])
    log = await work.log.of_proposal(record.id)
    writers = await work.people.many([note.by for note in notes_in(log)])
    return ProposalPage(
        row=_row(draft, {proponent.id: proponent}),
        muted=frozenset(person.id for person in listed.values() if person.muted_at is not None),
        standing=_sent(desk, record) if draft.changed_since_sent else None,
        letters=await work.outbox.of_proposal(record.id),
        log=log,
        slot=await work.slots.get(record.id),
        writers={person.id: person.name or person.address for person in writers.values()},
    )


def _sent(desk: Desk, record: ProposalRecord) -> Proposal | None:
    read = parse_document(desk.call, record.sent)
    return read if isinstance(read, Proposal) else None


async def people(desk: Desk, work: UnitOfWork, text: str) -> Sequence[PersonRow]:
    """Return the people whose name, address or organisation holds `text`, by name; '' is all who were not erased."""
    wanted = text.casefold().strip()
    rows = []
    for person in await work.people.all():
        said = " ".join(filter(None, (person.name, person.address, person.organisation))).casefold()
        if person.address and wanted in said:
            stands_in = [(item, await _title(work, item)) for item in await work.participations.of_person(person.id)]
            rows.append(PersonRow(person=person, participations=stands_in))
    return sorted(rows, key=lambda row: (row.person.name or row.person.address).casefold())


async def resend(desk: Desk, work: UnitOfWork, participation_id: str, by: Person) -> Phrase | None:
    """Write to a participant again; return why it can't be done, None where the letter is queued."""
    found = await _participation(desk, work, participation_id)
    if found is None:
        return Phrase("acts.gone")
    item, record, proponent = found
    now, actor = desk.clock.now(), f"secretariat:{by.id}"
    reason = await invite(desk, work, record, proponent, item, now, asked_for=True, actor=actor)
    return Phrase(f"acts.not_invited.{reason}") if reason else None


async def correct_address(
    desk: Desk, work: UnitOfWork, participation_id: str, address: str, by: Person
) -> Phrase | None:
    """Correct a participant's address and write there; return what is wrong, None where it was done."""
    found = await _participation(desk, work, participation_id)
    read = read_address(address)
    if found is None or found[0].status is ParticipationStatus.WITHDRAWN:
        return Phrase("acts.gone")
    if not isinstance(read, str):
        return Phrase(read.said.key, read.said.facts)
    if is_ours(read, desk.ours):
        return Phrase("acts.ours")
    item, record, proponent = found
    await move_to(desk, work, record, proponent, item, read, desk.clock.now(), actor=f"secretariat:{by.id}")
    return None


async def unread_letters(work: UnitOfWork) -> Sequence[IncomingLetter]:
    """Return the letters that could not be read and wait for a human."""
    return await work.inbox.quarantined()


async def csv_table(
    desk: Desk, work: UnitOfWork, wanted: ProposalFilter
) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Return the column keys and one row a proposal, keys untranslated; who shows it words and escapes it."""
    return CSV_COLUMNS, [_csv(row) for row in await overview(desk, work, wanted)]


def _csv(row: ProposalRow) -> list[str]:
    record, proposal = row.draft.record, row.draft.proposal
    values = (
        record.number, record.state, row.title, proposal.session_type, proposal.modality, proposal.duration,
        proposal.topic, row.proponent.name, row.proponent.address, row.proponent.organisation, row.proponent.country,
        len(row.draft.participations), row.confirmed, row.blocking, record.created_at.isoformat(),
        record.sent_at.isoformat() if record.sent_at else None,
    )  # fmt: skip
    return ["" if value is None else str(value) for value in values]


def _row(draft: Draft, known: Mapping[str, Person]) -> ProposalRow:
    by_status = [item.status for item in draft.participations]
    invited = [item for item in draft.participations if item.status is ParticipationStatus.INVITED]
    incomplete = sum(item.accepted_at is not None for item in invited)
    return ProposalRow(
        draft=draft,
        proponent=known[draft.record.proponent_id],
        title=title_of(draft.record),
        confirmed=by_status.count(ParticipationStatus.CONFIRMED),
        waits_for=len(invited) - incomplete,
        incomplete=incomplete,
        bounced=by_status.count(ParticipationStatus.BOUNCED),
        blocking=0 if sendable(draft.findings) else sum(finding.blocks for finding in draft.findings),
    )


async def _proposal(desk: Desk, work: UnitOfWork, proposal_id: str) -> tuple[ProposalRecord, Person] | None:
    record = await work.proposals.get(proposal_id)
    proponent = await work.people.get(record.proponent_id) if record else None
    return (record, proponent) if record and proponent and record.call == desk.call.id else None


async def _participation(
    desk: Desk, work: UnitOfWork, participation_id: str
) -> tuple[Participation, ProposalRecord, Person] | None:
    item = await work.participations.get(participation_id)
    found = await _proposal(desk, work, item.proposal_id) if item else None
    return (item, *found) if item and found else None


async def _title(work: UnitOfWork, item: Participation) -> str | None:
    record = await work.proposals.get(item.proposal_id)
    return title_of(record) if record else None
