"""Everything that is kept about a person, in the shape in which they take it along."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from core.model.chats import Chat
from core.model.held import Alias
from core.model.records import ConversationRecord, Person

SCHEMA_VERSION = 1
"""Rises where a key changes its meaning or goes; new keys may come at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Somebody on the person's own list, as the person typed them, and where their invitation stands."""

    name: str | None
    address: str | None
    roles: tuple[str, ...]
    attendance: str | None
    status: str
    invited_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When and where a session takes place."""

    starts_at: datetime
    minutes: int
    place: str
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProposal:
    """A proposal of the person's; `answers` by dotted path, `sent` the document as it was sent last.

    `extended_to` is until when this one may be sent, where the secretariat gave it more time than others.
    """

    id: str
    call: str
    state: str
    number: int | None
    created_at: datetime
    changed_at: datetime
    sent_at: datetime | None
    withdrawn_at: datetime | None
    answers: Mapping[str, object]
    sent: object
    people: tuple[Entry, ...]
    extended_to: datetime | None = None
    session: Dated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the person's on a list; `attributes` are what is known of them there."""

    proposal_title: str | None
    proponent_name: str | None
    name: str | None
    address: str | None
    roles: tuple[str, ...]
    attendance: str | None
    status: str
    attributes: Mapping[str, str]
    created_at: datetime
    invited_at: datetime | None
    accepted_at: datetime | None
    consented_at: datetime | None
    answered_at: datetime | None
    session: Dated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody else's proposal that names the person as co-proponent, and with which data."""

    proposal_title: str | None
    proponent_name: str | None
    answers: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A signed-in browser ('session') or a link or reply address, by its purpose; `ended_at` is when they ended it."""

    kind: str
    created_at: datetime | None
    expires_at: datetime
    used_at: datetime | None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFrom:
    """A letter that came in; `text` is None where it was not sent from the person's address."""

    received_at: datetime
    sender: str | None
    state: str
    note: str
    subject: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReply:
    """A reply that waits for a word: in the person's name, or from an address of theirs in somebody else's.

    `said` is what it would do; it is emptied once the person has said whose it is.
    """

    held_at: datetime
    sender: str
    state: str
    said: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A letter or notice for the person; `facts` are what it says, `about` the proposal's title.

    `error` is what the other side answered where it did not arrive, `in_reply_to` which letter of theirs it answers.
    """

    channel: str
    kind: str
    created_at: datetime
    sent_at: datetime | None
    state: str
    address: str | None
    language: str
    about: str | None
    facts: object
    error: str = ""
    in_reply_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Something that the person wrote or tapped in a messenger, raw."""

    id: int
    chat: int | None
    received_at: datetime
    state: str
    raw: object
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the log about the person, or about what they did.

    Of what they did for the secretariat the facts are their own words alone: the rest is about others.
    """

    at: datetime
    kind: str
    channel: str
    is_own_act: bool
    proposal_id: str | None
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """Something that the person ordered for the secretariat; `batch` counts their letters of orders, from 1."""

    given_at: datetime
    changed_at: datetime
    verb: str
    state: str
    batch: int
    said: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A letter to many that the person typed for the secretariat; `texts` by language."""

    made_at: datetime
    audience: str
    state: str
    texts: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallChanged:
    """A version of the call that the person made for the secretariat, and why."""

    at: datetime
    call: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """All of it, each part oldest first. Moments are in UTC."""

    made_at: datetime
    call: str
    person: Person
    aliases: tuple[Alias, ...] = ()
    proposals: tuple[OwnProposal, ...]
    lists: tuple[Place, ...]
    named_in: tuple[Named, ...]
    conversations: tuple[ConversationRecord, ...]
    chats: tuple[Chat, ...]
    ways_in: tuple[Way, ...]
    letters_from: tuple[LetterFrom, ...]
    held: tuple[HeldReply, ...] = ()
    told: tuple[Told, ...]
    written: tuple[Written, ...]
    log: tuple[Line, ...]
    orders: tuple[Ordered, ...] = ()
    announcements: tuple[Announced, ...] = ()
    call_versions: tuple[CallChanged, ...] = ()

    def to_json(self) -> str:
        """Return it as JSON text: keys in English, moments as ISO 8601."""
        whole = {"schema_version": SCHEMA_VERSION, **_plain_fields(self)}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain_fields(record: object) -> dict[str, object]:
    return {
        field.name: _plain(getattr(record, field.name))
        for field in dataclasses.fields(record)  # type: ignore[arg-type]  # only dataclasses come here
    }


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return _plain_fields(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, StrEnum) else value
