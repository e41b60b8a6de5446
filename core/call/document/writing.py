"""From a proposal to JSON-able values."""

from __future__ import annotations

from typing import Any

from core.call.definition import Call
from core.call.document.keys import CONTACT, OWN_ATTRIBUTES
from core.model.proposal import Answer, Contact, Participant, Proposal


def dump_document(call: Call, proposal: Proposal) -> dict[str, Any]:
    """Return the proposal as JSON-able values, every key of the call present; unknown is null."""
    return {
        "call": proposal.call,
        "id": proposal.id,
        "session_type": proposal.session_type,
        "modality": proposal.modality,
        "duration": proposal.duration,
        "duration_minutes": proposal.duration_minutes,
        "duration_detail": proposal.duration_detail,
        "topic": proposal.topic,
        "answers": {item.key: _plain(proposal.answers.get(item.key)) for item in call.fields},
        "proponent": _contact_document(proposal.proponent),
        "co_proponent": None if proposal.co_proponent is None else _contact_document(proposal.co_proponent),
        "collaborators": proposal.collaborators,
        "participants": [_participant_document(call, item) for item in proposal.participants],
        "history": {
            "sent_by_proponent": proposal.history.sent_by_proponent,
            "sent_by_organisation": proposal.history.sent_by_organisation,
            "reports_owed": list(proposal.history.reports_owed),
        },
    }


def _plain(answer: Answer) -> object:
    return list(answer) if isinstance(answer, tuple) else answer


def _contact_document(contact: Contact) -> dict[str, str | None]:
    return {key: getattr(contact, key) for key in CONTACT}


def _participant_document(call: Call, person: Participant) -> dict[str, Any]:
    declared = [item.key for item in call.attributes]
    document: dict[str, Any] = {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "roles": list(person.roles),
        "attendance": person.attendance.value if person.attendance else None,
        "status": person.status.value,
    }
    document |= {key: person.attributes.get(key) for key in OWN_ATTRIBUTES if key in declared}
    further = {key: person.attributes.get(key) for key in declared if key not in OWN_ATTRIBUTES}
    return document | ({"attributes": further} if further else {})
