"""The full copy of a proposal that goes with its receipt, in the words of the call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.call.definition import FieldKind
from core.call.document import Problem, parse_document
from core.dialogue.reading.cleaning import many_lines, one_line
from core.model.proposal import Answer, Contact, Participant, Proposal
from templates.letters.blocks import Block, Rows, Title
from templates.letters.pen import Pen
from templates.say import country


def copy_of(pen: Pen, document: Mapping[str, object]) -> tuple[Block, ...]:
    """Return a whole proposal; raises ValueError where the document is no proposal of this call (a bug of ours)."""
    proposal = parse_document(pen.call, document)
    if isinstance(proposal, Problem):
        raise ValueError(f"{proposal.place}: {proposal.kind}")
    contacts = (("proponent", proposal.proponent), ("co_proponent", proposal.co_proponent))
    people = tuple(_person(pen, item) for item in proposal.participants)
    return (
        Rows(_known((*_answers(pen, proposal), *_chosen(pen, proposal)))),
        *(block for role, contact in contacts if contact for block in _contact(pen, role, contact)),
        *((Title(pen("receipt.people")), Rows(people)) if people else ()),
    )


def _chosen(pen: Pen, proposal: Proposal) -> Iterable[tuple[str, str]]:
    call, minutes = pen.call, proposal.duration_minutes
    told = {
        "session_type": pen.option(call.session_types, proposal.session_type),
        "modality": pen.option(call.modalities, proposal.modality),
        "duration": pen.option(call.durations, proposal.duration),
        "duration_minutes": "" if minutes is None else str(pen.amount(minutes)),
        "duration_detail": one_line(proposal.duration_detail or ""),
        "topic": pen.option(call.topics, proposal.topic),
        "collaborators": many_lines(proposal.collaborators or ""),
    }
    return ((pen.words(f"chat.field.{key}"), value) for key, value in told.items())


def _answers(pen: Pen, proposal: Proposal) -> Iterable[tuple[str, str]]:
    for field in pen.call.fields:
        said = _said(pen, proposal.answers.get(field.key))
        yield field.label.said_in(pen.language), one_line(said) if field.kind is FieldKind.TEXT else said


def _said(pen: Pen, value: Answer) -> str:
    if isinstance(value, tuple):
        return "\n".join(f"{position}. {one_line(item)}" for position, item in enumerate(value, 1))
    return str(pen.amount(value)) if isinstance(value, int) else many_lines(value or "")


def _contact(pen: Pen, role: str, contact: Contact) -> tuple[Block, ...]:
    told = {
        "name": contact.name,
        "address": contact.email,
        "phone": contact.phone,
        "organisation": contact.organisation,
        "country": country(contact.country, pen.language) if contact.country else None,
    }
    rows = ((pen.words(f"chat.field.{key}"), one_line(value or "")) for key, value in told.items())
    return (Title(pen(f"receipt.{role}")), Rows(_known(rows)))


def _person(pen: Pen, person: Participant) -> tuple[str, str]:
    """Return one entry of the list; what is private about somebody is not repeated (Z24)."""
    public = (item.key for item in pen.call.attributes if not item.private and person.attributes.get(item.key))
    parts = (
        pen.listed(pen.option(pen.call.roles, role) for role in person.roles),
        pen.attendance(person.attendance),
        person.email or "",
        *(pen.value(key, person.attributes[key]) for key in public),
        pen.words(f"chat.status.{person.status}"),
    )
    return one_line(person.name or "") or pen.words("chat.somebody"), " · ".join(part for part in parts if part)


def _known(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in rows if value)
