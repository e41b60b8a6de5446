"""A valid proposal of every session type, and ways to say what is different about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.call.definition import Call
from core.call.shipped import shipped_call
from core.model.finding import Finding, Stage
from core.model.proposal import Answer, Attendance, Contact, Participant, ParticipationStatus, Proposal
from core.rules.gate import check

LACIGF = shipped_call("lacigf-2025")
DURING = datetime.fromisoformat("2025-08-20T10:00:00-03:00")
IN_PERSON, ONLINE = Attendance.IN_PERSON, Attendance.ONLINE

ANA = Contact(name="Ana", email="ana@example.org", country="AR", organisation="Red Sur", phone="+54 351 555 1234")
ANSWERS: Mapping[str, Answer] = {
    "title": "Redes comunitarias",
    "description": "Qué son",
    "objectives": "Aprender",
    "relevance": "Regional",
    "policy_issues": ("Espectro",),
    "expected_results": "Un acuerdo",
    "methodology": "Tres momentos",
    "participation_strategy": "Preguntas por chat",
    "interaction_minutes": 25,
}
JUSTIFIED = {**ANSWERS, "duration_justification": "Hace falta tiempo"}

TYPES: Mapping[str, Mapping[str, Any]] = {
    "debate": {"duration": "75", "team": {"speaker": 3, "moderator": 1, "rapporteur": 1, "online_moderator": 1}},
    "artistic_mediation": {
        "duration": "permanent_exhibition",
        "modality": "in_person",
        "team": {"speaker": 1, "rapporteur": 1},
        "answers": {**JUSTIFIED, "space_requirements": "Una pared", "max_people": 12, "resources": "Papel"},
    },
    "panel": {"duration": "75", "team": {"speaker": 4, "moderator": 1, "rapporteur": 1, "online_moderator": 1}},
    "lightning_talk": {"duration": "15", "team": {"speaker": 1, "rapporteur": 1, "online_moderator": 1}},
    "workshop": {
        "duration": "105",
        "modality": "in_person",
        "team": {"speaker": 1, "rapporteur": 1},
        "answers": JUSTIFIED,
    },
    "other": {
        "duration": "75",
        "team": {"speaker": 1, "rapporteur": 1, "online_moderator": 1},
        "answers": JUSTIFIED,
    },
}

SECTORS = ("academia", "civil_society", "technical", "government", "private")
COUNTRIES = ("AR", "BR", "UY", "MX")
GENDERS = ("female", "male", "non_binary")


def somebody(key: str, *roles: str, **given: Any) -> Participant:
    """A confirmed person on site, of whom nothing is known but what is given (attributes by their key)."""
    attributes = {name: given.pop(name) for name in ("sector", "country", "gender", "organisation") if name in given}
    made = {"attendance": IN_PERSON, "status": ParticipationStatus.CONFIRMED, **given}
    return Participant(id=key, roles=roles, attributes=attributes, **made)


def team(wanted: Mapping[str, int]) -> tuple[Participant, ...]:
    """One person a place, diverse in all three dimensions."""
    roles = [role for role, number in wanted.items() for _ in range(number)]
    return tuple(
        somebody(
            f"p{place}",
            role,
            sector=SECTORS[place % len(SECTORS)],
            country=COUNTRIES[place % len(COUNTRIES)],
            gender=GENDERS[place % len(GENDERS)],
        )
        for place, role in enumerate(roles, start=1)
    )


def a_proposal(session_type: str = "debate", **given: Any) -> Proposal:
    """A proposal with nothing wrong, save what is given."""
    kind = TYPES[session_type]
    made = {
        "call": "lacigf-2025",
        "session_type": session_type,
        "modality": kind.get("modality", "hybrid"),
        "duration": kind["duration"],
        "topic": "universal_access",
        "answers": kind.get("answers", ANSWERS),
        "proponent": ANA,
        "participants": team(kind["team"]),
    }
    return Proposal(**{**made, **given})


def with_answers(proposal: Proposal, **answers: Answer) -> Proposal:
    return replace(proposal, answers={**proposal.answers, **answers})


def with_people(proposal: Proposal, *people: Participant) -> Proposal:
    """The proposal with these people too; one with the id of somebody there takes that place."""
    new = {person.id: person for person in people}
    kept = tuple(new.pop(person.id, person) for person in proposal.participants)
    return replace(proposal, participants=(*kept, *new.values()))


def findings(proposal: Proposal, *, call: Call = LACIGF, at: datetime = DURING, **given: Any) -> tuple[Finding, ...]:
    return check(call, proposal, now=at, **given)


def told(
    proposal: Proposal, *, call: Call = LACIGF, at: datetime = DURING, stage: Stage = Stage.SUBMISSION
) -> list[tuple[str, str, str, dict[str, object]]]:
    """Every finding as (rule, severity, field, facts)."""
    return [
        (finding.rule, finding.severity.value, finding.field, dict(finding.facts))
        for finding in check(call, proposal, now=at, stage=stage)
    ]


def told_by(rule: str, proposal: Proposal, **given: Any) -> list[dict[str, object]]:
    """The facts of the findings of one rule."""
    return [facts for name, _, _, facts in told(proposal, **given) if name == rule]
