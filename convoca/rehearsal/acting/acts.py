"""What people do in a rehearsal, as plain values: they cross to another process where that one is to be killed.

A `key` names an act for ever: an act that is carried out again (its process died before it could say that all went
well) changes nothing. A proposal is named by the key of the act that began it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.model.letter import Reading
from core.model.matter import Wants
from core.model.proposal import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """Somebody becomes known, by a proved address, and tells their data; `chat` is one of a messenger."""

    key: str
    address: str
    name: str
    language: str
    country: str
    organisation: str
    chat: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Somebody begins a draft with some answers."""

    key: str
    address: str
    values: Mapping[str, Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One line of a list."""

    name: str
    address: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The proponent puts people on the list: who can be written to is."""

    key: str
    proposal: str
    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """The proponent answers more of the form."""

    key: str
    proposal: str
    values: Mapping[str, Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """The proponent sends, or tries to."""

    key: str
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A letter comes in at one of our addresses (its local part), already read."""

    key: str
    about: str
    """The participation that it answers."""
    to: str
    reading: Reading
    mail_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseChat:
    """Somebody blocks the bot."""

    key: str
    address: str
    chat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """The secretariat moves the close by so many days."""

    key: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The proponent withdraws a proposal, or throws a draft away."""

    key: str
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """The proponent corrects the address of somebody on the list."""

    key: str
    proposal: str
    participation: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """The proponent puts somebody else in the place of somebody on the list."""

    key: str
    proposal: str
    participation: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """Somebody says which reminders they want."""

    key: str
    address: str
    wants: Wants


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveTime:
    """The secretariat gives one proposal so many days more."""

    key: str
    proposal: str
    days: int
    reason: str


Act = Enter | Begin | Name | Write | Send | Post | CloseChat | Extend | Withdraw | Correct | Replace | Choose | GiveTime

SENT, NOT_YET = "sent", "not_yet"
"""What comes of `Send`."""
DONE = "done"
"""What comes of `Withdraw`, `Correct`, `Replace`, `Choose` and `GiveTime`; nothing where they were refused."""
