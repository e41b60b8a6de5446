"""From what is kept to what the rules see: one proposal composed from its record, its people and their history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.model.proposal import Answer, Contact, History, Participant, Proposal
from core.model.records import Participation, Person, ProposalRecord

CONTACT_FIELDS = ("name", "email", "country", "organisation", "phone")


def compose(
    record: ProposalRecord, proponent: Person, participations: Iterable[Participation], history: History
) -> Proposal:
    """Return the proposal as the gate and the export see it."""
    values = record.values
    return Proposal(
        call=record.call,
        id=record.id,
        session_type=_text(values, "session_type"),
        modality=_text(values, "modality"),
        duration=_text(values, "duration"),
        duration_minutes=_number(values, "duration_minutes"),
        duration_detail=_text(values, "duration_detail"),
        topic=_text(values, "topic"),
        answers={
            path.removeprefix("answers."): value
            for path, value in values.items()
            if path.startswith("answers.") and value is not None
        },
        proponent=contact_of(proponent),
        co_proponent=_co_proponent(values),
        collaborators=_text(values, "collaborators"),
        participants=tuple(participant_of(item) for item in participations),
        history=history,
    )


def contact_of(person: Person) -> Contact:
    """Return a person as proponent of a proposal."""
    return Contact(
        name=person.name,
        email=person.address,
        country=person.country,
        organisation=person.organisation,
        phone=person.phone,
    )


def participant_of(participation: Participation) -> Participant:
    """Return a participation as an entry of the list; the same person under two entries shares one id."""
    return Participant(
        id=participation.person_id or participation.id,
        name=participation.name,
        email=participation.address,
        roles=participation.roles,
        attendance=participation.attendance,
        status=participation.status,
        attributes=participation.attributes,
    )


def _co_proponent(values: Mapping[str, Answer]) -> Contact | None:
    known = {field: _text(values, f"co_proponent.{field}") for field in CONTACT_FIELDS}
    return Contact(**known) if any(known.values()) else None


def _text(values: Mapping[str, Answer], path: str) -> str | None:
    value = values.get(path)
    return value if isinstance(value, str) else None


def _number(values: Mapping[str, Answer], path: str) -> int | None:
    value = values.get(path)
    return value if isinstance(value, int) else None
