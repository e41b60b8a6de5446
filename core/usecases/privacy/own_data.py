"""Everything that is kept about a person, gathered for them to read and take along.

Other people appear only as far as the person typed them in, or as the name of who asks them to take part; what those
people said of themselves is theirs. Links and sessions are told by what they are for and until when, never by a secret.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from core.model.kept import Kept
from core.model.own_data import Dated, Entry, Named, OwnData, OwnProposal, Place, Way
from core.model.records import Invitation, Participation, Person, ProposalRecord
from core.model.slot import Slot
from core.model.token import CALENDAR
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import title_of
from core.usecases.privacy import own_acts, own_words
from core.usecases.scheduling.agenda import is_asked

OWN_DATA = "own_data"
"""The message in a messenger's chat; its fact `form` says which of the files it bears."""


class Form(StrEnum):
    """The two files: one to read, one for other programs."""

    HTML = "html"
    JSON = "json"


async def own_data(desk: Desk, work: UnitOfWork, person_id: str) -> OwnData | None:
    """Gather it all in one view; None where there is no such person, or nothing of them any more."""
    person = await work.people.get(person_id)
    if person is None or not person.address:
        return None
    kept = await work.keeping.of(person_id)
    people = await work.participations.of_proposals([record.id for record in kept.proposals])
    others = await _others(work, kept)
    records = {record.id: record for record in (*kept.proposals, *others)}
    names = {key: known.name for key, known in (await _proponents(work, others)).items()} | {person_id: person.name}
    own = frozenset(
        address.strip().casefold() for address in (person.address, *(each.address for each in kept.aliases))
    )
    chats = frozenset(chat.id for chat in kept.chats)
    slots = {slot.proposal_id: slot for slot in kept.slots}
    return OwnData(
        made_at=desk.clock.now(),
        call=desk.call.id,
        person=person,
        aliases=kept.aliases,
        proposals=tuple(_proposal(record, people.get(record.id, ()), person_id, slots) for record in kept.proposals),
        lists=tuple(_place(item, records.get(item.proposal_id), names, slots) for item in kept.places),
        named_in=tuple(_named(record, names) for record in kept.naming),
        conversations=kept.conversations,
        chats=kept.chats,
        ways_in=_ways(kept),
        letters_from=tuple(own_words.letter(letter, own) for letter in kept.letters),
        held=tuple(own_words.held_reply(held) for held in kept.held),
        told=tuple(own_words.told(notice, records, person_id) for notice in kept.notices),
        written=tuple(own_words.written(update, chats) for update in kept.updates),
        log=tuple(own_acts.line(entry, person_id) for entry in kept.log),
        orders=tuple(own_acts.ordered(order) for order in kept.orders),
        announcements=tuple(own_acts.announced(batch) for batch in kept.batches),
        call_versions=tuple(own_acts.call_changed(version) for version in kept.versions),
    )


async def _others(work: UnitOfWork, kept: Kept) -> Sequence[ProposalRecord]:
    """Return the proposals of others that the person has to do with."""
    own = {record.id for record in kept.proposals}
    wanted = dict.fromkeys(item.proposal_id for item in kept.places if item.proposal_id not in own)
    found = [await work.proposals.get(proposal_id) for proposal_id in wanted]
    return [*kept.naming, *(record for record in found if record is not None)]


async def _proponents(work: UnitOfWork, records: Sequence[ProposalRecord]) -> Mapping[str, Person]:
    return await work.people.many([record.proponent_id for record in records])


def _proposal(
    record: ProposalRecord, people: Sequence[Participation], person_id: str, slots: Mapping[str, Slot]
) -> OwnProposal:
    return OwnProposal(
        id=record.id,
        call=record.call,
        state=record.state,
        number=record.number,
        created_at=record.created_at,
        changed_at=record.changed_at,
        sent_at=record.sent_at,
        withdrawn_at=record.withdrawn_at,
        answers=record.values,
        sent=own_words.without_others(record.sent, person_id),
        people=tuple(_entry(item) for item in people if item.person_id != person_id),
        extended_to=record.extended_to,
        session=_session(slots.get(record.id)),
    )


def _entry(item: Participation) -> Entry:
    return Entry(
        name=item.name,
        address=item.address,
        roles=item.roles,
        attendance=item.attendance,
        status=item.status,
        invited_at=item.invited_at,
        answered_at=item.answered_at,
    )


def _session(slot: Slot | None) -> Dated | None:
    if slot is None:
        return None
    return Dated(starts_at=slot.starts_at, minutes=slot.minutes, place=slot.place, cancelled_at=slot.cancelled_at)


def _place(
    item: Participation, record: ProposalRecord | None, names: Mapping[str, str | None], slots: Mapping[str, Slot]
) -> Place:
    return Place(
        proposal_title=title_of(record) if record else None,
        proponent_name=names.get(record.proponent_id) if record else None,
        name=item.name,
        address=item.address,
        roles=item.roles,
        attendance=item.attendance,
        status=item.status,
        attributes=item.attributes,
        created_at=item.created_at,
        invited_at=item.invited_at,
        accepted_at=item.accepted_at,
        consented_at=item.consented_at,
        answered_at=item.answered_at,
        session=_session(slots.get(item.proposal_id)) if is_asked(item) else None,
    )


def _named(record: ProposalRecord, names: Mapping[str, str | None]) -> Named:
    answers = {path: value for path, value in record.values.items() if path.startswith("co_proponent.")}
    return Named(proposal_title=title_of(record), proponent_name=names.get(record.proponent_id), answers=answers)


def _ways(kept: Kept) -> tuple[Way, ...]:
    sessions = (
        Way(kind="session", created_at=item.created_at, expires_at=item.expires_at, used_at=None)
        for item in kept.sessions
    )
    links = (_way(item) for item in kept.tokens)
    return tuple(sorted((*sessions, *links), key=lambda way: (way.expires_at, way.kind)))


def _way(link: Invitation) -> Way:
    """Return a link; a calendar's is used as often as programs wish, until it is ended."""
    is_calendar = link.purpose == CALENDAR
    return Way(
        kind=link.purpose,
        created_at=None,
        expires_at=link.expires_at,
        used_at=None if is_calendar else link.used_at,
        ended_at=link.used_at if is_calendar else None,
    )
