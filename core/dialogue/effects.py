"""What the dialogue asks to be done: carried out by use cases, in the same transaction as the new state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.model.matter import Wants
from core.model.proposal import Answer


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The person reads another language from now on."""

    language: str


@dataclass(frozen=True, slots=True)
class SavePerson:
    """Something about the person: path 'name', 'country', 'organisation', 'phone', or 'attributes.<key>'."""

    path: str
    value: str | None


@dataclass(frozen=True, slots=True)
class ChooseReminders:
    """How much of reminders the person wants."""

    wants: Wants


@dataclass(frozen=True, slots=True)
class LiveBy:
    """The IANA name of the clock that the person lives by; None for that of their country."""

    zone: str | None


class CalendarLink(StrEnum):
    """What can be done about the link to one's own calendar."""

    MAKE = "make"
    CHANGE = "change"
    """Another one, and the one before opens nothing any more."""
    END = "end"


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """Something about the link to the person's own calendar."""

    act: CalendarLink


@dataclass(frozen=True, slots=True)
class NewProposal:
    """Begin a draft; the dialogue moves into it."""


@dataclass(frozen=True, slots=True)
class SaveAnswer:
    """An answer of the proposal at hand; None means passed over on purpose."""

    path: str
    value: Answer


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """Add somebody to the list by name; the dialogue moves to that person.

    `replaces` is whose place they take once their address is known, '' for nobody's.
    """

    name: str
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class SaveParticipant:
    """Something about a participant: path 'name', 'address', 'roles', 'attendance', or 'attributes.<key>'."""

    participation_id: str
    path: str
    value: Answer


@dataclass(frozen=True, slots=True)
class RemoveParticipant:
    """Take somebody off the list; whoever was invited is told."""

    participation_id: str


@dataclass(frozen=True, slots=True)
class Invite:
    """Write to a participant again (first letters go out by themselves)."""

    participation_id: str


@dataclass(frozen=True, slots=True)
class Nudge:
    """Remind these people of the list who were asked and are waited for."""

    participation_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Submit:
    """Send the proposal, or the changes to one that was sent."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Withdraw a sent proposal, or throw a draft away."""


@dataclass(frozen=True, slots=True)
class AnswerInvitation:
    """The person's own yes or no to being on somebody's list."""

    participation_id: str
    accept: bool


@dataclass(frozen=True, slots=True)
class SaveProfile:
    """A profile field of the person's own participation: 'name', 'attendance', or 'attributes.<key>'."""

    participation_id: str
    path: str
    value: str | None


@dataclass(frozen=True, slots=True)
class MarkRead:
    """The news were read."""


@dataclass(frozen=True, slots=True)
class SendOwnData:
    """Send everything that is kept about the person to their own chats, as files."""


@dataclass(frozen=True, slots=True)
class EraseMe:
    """Erase the person; the conversation ends with it."""


Effect = (
    SetLanguage
    | SavePerson
    | ChooseReminders
    | LiveBy
    | OwnCalendar
    | NewProposal
    | SaveAnswer
    | NewParticipant
    | SaveParticipant
    | RemoveParticipant
    | Invite
    | Nudge
    | Submit
    | Withdraw
    | AnswerInvitation
    | SaveProfile
    | MarkRead
    | SendOwnData
    | EraseMe
)
