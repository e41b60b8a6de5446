"""A proposal as the rules see it: the same value behind `convoca check`, the chat and the export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Answer = str | int | tuple[str, ...] | None


class Attendance(StrEnum):
    """How a person takes part."""

    IN_PERSON = "in_person"
    ONLINE = "online"


class ParticipationStatus(StrEnum):
    """Where an invitation stands."""

    LISTED = "listed"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"

    @property
    def counts(self) -> bool:
        """Whether the person counts towards minima, presence and diversity (Z06)."""
        return self not in (ParticipationStatus.DECLINED, ParticipationStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A proponent or co-proponent."""

    name: str | None = None
    email: str | None = None
    country: str | None = None
    organisation: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One entry of the list of people with a role; `attributes` holds known values only (sector, country, ...)."""

    id: str
    name: str | None = None
    email: str | None = None
    roles: tuple[str, ...] = ()
    attendance: Attendance | None = None
    status: ParticipationStatus = ParticipationStatus.LISTED
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the limits need to know of the past; this proposal is never counted in it."""

    sent_by_proponent: int = 0
    sent_by_organisation: int = 0
    reports_owed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One session proposal, complete or not. `answers` maps the key after `answers.` to its value."""

    call: str
    id: str | None = None
    session_type: str | None = None
    modality: str | None = None
    duration: str | None = None
    duration_minutes: int | None = None
    duration_detail: str | None = None
    topic: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    proponent: Contact = Contact()
    co_proponent: Contact | None = None
    collaborators: str | None = None
    participants: tuple[Participant, ...] = ()
    history: History = History()
