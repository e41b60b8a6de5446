"""Everything that is kept about a person, gathered for them to read and take along.

Other people appear only as far as the person typed them in, or as the name of who asks them to take part; what those
people said of themselves is theirs. Links and sessions are told by what they are for and until when, never by a secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from core.model.chats import IncomingUpdate
from core.model.kept import Kept
from core.model.own_data import Entry, LetterFrom, Line, Named, OwnData, OwnProposal, Place, Told, Way, Written
from core.model.raw_letter import subject_and_text
from core.model.records import IncomingLetter, LogEntry, Notice, Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.digesting.digest import DIGEST
from core.usecases.notices import title_of
from core.usecases.ordering.letters import ECHO

OFFICE_LETTERS = frozenset({DIGEST, ECHO})
"""Letters to the secretariat: what they tell is about others."""
OWN_DATA = "own_data"
"""The message in a messenger's chat; its fact `form` says which of the files it bears."""
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{26}(?![a-z0-9])")
"""A link that was quoted or followed: whoever finds the file must not come in by it."""
_OF_OTHERS = ("name", "email", "roles", "attendance", "status")


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
    return OwnData(
        made_at=desk.clock.now(),
        call=desk.call.id,
        person=person,
        aliases=kept.aliases,
        proposals=tuple(_proposal(record, people.get(record.id, ()), person_id) for record in kept.proposals),
        lists=tuple(_place(item, records.get(item.proposal_id), names) for item in kept.places),
        named_in=tuple(_named(record, names) for record in kept.naming),
        conversations=kept.conversations,
        chats=kept.chats,
        ways_in=_ways(kept),
        letters_from=tuple(_letter(letter, own) for letter in kept.letters),
        told=tuple(_told(notice, records, person_id) for notice in kept.notices),
        written=tuple(_written(update) for update in kept.updates),
        log=tuple(_line(entry, person_id) for entry in kept.log),
    )


async def _others(work: UnitOfWork, kept: Kept) -> Sequence[ProposalRecord]:
    """Return the proposals of others that the person has to do with."""
    own = {record.id for record in kept.proposals}
    wanted = dict.fromkeys(item.proposal_id for item in kept.places if item.proposal_id not in own)
    found = [await work.proposals.get(proposal_id) for proposal_id in wanted]
    return [*kept.naming, *(record for record in found if record is not None)]


async def _proponents(work: UnitOfWork, records: Sequence[ProposalRecord]) -> Mapping[str, Person]:
    return await work.people.many([record.proponent_id for record in records])


def _proposal(record: ProposalRecord, people: Sequence[Participation], person_id: str) -> OwnProposal:
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
        sent=_without_others(record.sent, person_id),
        people=tuple(_entry(item) for item in people if item.person_id != person_id),
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


def _place(item: Participation, record: ProposalRecord | None, names: Mapping[str, str | None]) -> Place:
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
    )


def _named(record: ProposalRecord, names: Mapping[str, str | None]) -> Named:
    answers = {path: value for path, value in record.values.items() if path.startswith("co_proponent.")}
    return Named(proposal_title=title_of(record), proponent_name=names.get(record.proponent_id), answers=answers)


def _ways(kept: Kept) -> tuple[Way, ...]:
    sessions = (
        Way(kind="session", created_at=item.created_at, expires_at=item.expires_at, used_at=None)
        for item in kept.sessions
    )
    links = (
        Way(kind=item.purpose, created_at=None, expires_at=item.expires_at, used_at=item.used_at)
        for item in kept.tokens
    )
    return tuple(sorted((*sessions, *links), key=lambda way: (way.expires_at, way.kind)))


def _letter(letter: IncomingLetter, own: frozenset[str]) -> LetterFrom:
    """Return a letter; what somebody else wrote to a reply address of the person's is not theirs to read."""
    is_theirs = letter.mail_from.strip().casefold() in own
    subject, text = subject_and_text(letter.raw) if is_theirs else (None, None)
    return LetterFrom(
        received_at=letter.received_at,
        sender=letter.mail_from if is_theirs else None,
        state=letter.state,
        note=letter.note,
        subject=None if subject is None else _without_tokens(subject),
        text=None if text is None else _without_tokens(text),
    )


def _told(notice: Notice, records: Mapping[str, ProposalRecord], person_id: str) -> Told:
    """Return a notice; the digest tells of other people's proposals, and is not taken along."""
    record = records.get(notice.proposal_id or "")
    title = title_of(record) if record else notice.facts.get("proposal_title") or notice.facts.get("title")
    return Told(
        channel=notice.channel,
        kind=notice.kind,
        created_at=notice.created_at,
        sent_at=notice.sent_at,
        state=notice.state,
        address=notice.address,
        language=notice.language,
        about=title if isinstance(title, str) else None,
        facts={} if notice.kind in OFFICE_LETTERS else _without_others(notice.facts, person_id),
    )


def _written(update: IncomingUpdate) -> Written:
    return Written(
        id=update.id,
        chat=update.chat,
        received_at=update.received_at,
        state=update.state,
        raw=_texts_without_tokens(update.raw),
    )


def _line(entry: LogEntry, person_id: str) -> Line:
    return Line(
        at=entry.at,
        kind=entry.kind,
        channel=entry.channel,
        is_own_act=entry.actor == person_id,
        proposal_id=entry.proposal_id,
        facts=entry.facts,
    )


def _without_others(value: object, person_id: str) -> object:
    """Return a document (or what holds one) where other participants are only what the person typed of them."""
    if isinstance(value, Mapping):
        return {
            key: [_participant(entry, person_id) for entry in inner]
            if key == "participants" and isinstance(inner, list | tuple)
            else _without_others(inner, person_id)
            for key, inner in value.items()
        }
    return value


def _participant(entry: object, person_id: str) -> object:
    if not isinstance(entry, Mapping) or entry.get("id") == person_id:
        return entry
    return {key: entry.get(key) for key in _OF_OTHERS}


def _without_tokens(text: str) -> str:
    return _TOKEN.sub("…", text)


def _texts_without_tokens(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _texts_without_tokens(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_texts_without_tokens(inner) for inner in value]
    return _without_tokens(value) if isinstance(value, str) else value
