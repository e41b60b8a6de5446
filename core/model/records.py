"""What the store keeps: people, proposals, participations, conversations and what comes in and goes out.

Times are aware datetimes in UTC. Ids are opaque text. All values are frozen: change with `dataclasses.replace`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.model.matter import Wants
from core.model.proposal import Answer, Attendance, ParticipationStatus
from core.model.undelivered import Undelivered


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody known by an address; `address` is as typed; the store compares it without case."""

    id: str
    address: str
    created_at: datetime
    name: str | None = None
    language: str = "es"
    country: str | None = None
    organisation: str | None = None
    phone: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Their own profile (sector, gender, ...), as they last said it themselves."""
    proved_at: datetime | None = None
    """When they first showed that the address is theirs (signed in or answered from it)."""
    muted_at: datetime | None = None
    """When they asked not to be written to again."""
    bounced_at: datetime | None = None
    """When a letter to the address failed for good."""
    digest_stopped_at: datetime | None = None
    """When they asked for no more digests."""
    digest_table_at: datetime | None = None
    """When they asked for the table of proposals with every digest."""
    announcements_stopped_at: datetime | None = None
    """When they asked for no more announcements."""
    zone: str | None = None
    """IANA name of the clock they live by, where they chose one."""
    wants: Wants = Wants.ALL
    """Which reminders they want."""


class ProposalState(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRecord:
    """A proposal as kept.

    `values` maps dotted paths ('session_type', 'answers.title', 'co_proponent.name', 'collaborators') to answers;
    a path that is present with None was passed over on purpose. `sent` is the document as last sent (the
    contract's JSON), which stands while `values` and participants move on.
    """

    id: str
    call: str
    proponent_id: str
    created_at: datetime
    changed_at: datetime
    state: ProposalState = ProposalState.DRAFT
    number: int | None = None
    values: Mapping[str, Answer] = field(default_factory=dict)
    sent: Mapping[str, object] | None = None
    sent_at: datetime | None = None
    withdrawn_at: datetime | None = None
    revision: int = 0
    held_at: datetime | None = None
    """Since when the secretariat holds it: nobody is reminded of anything about it until it is released."""
    extended_to: datetime | None = None
    """The moment until which this one may still be sent and changed, where that is later than the call's close."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One person on one proposal's list. `generation` rises whenever the invitation must be answered anew."""

    id: str
    proposal_id: str
    position: int
    created_at: datetime
    person_id: str | None = None
    """Known as soon as the proponent gave an address."""
    name: str | None = None
    address: str | None = None
    roles: tuple[str, ...] = ()
    attendance: Attendance | None = None
    status: ParticipationStatus = ParticipationStatus.LISTED
    attributes: Mapping[str, str] = field(default_factory=dict)
    generation: int = 0
    accepted_at: datetime | None = None
    """When they said yes; with a profile still incomplete the status stays `invited`."""
    consented_at: datetime | None = None
    invited_at: datetime | None = None
    answered_at: datetime | None = None
    undelivered: Undelivered | None = None
    """Why no letter reaches them, of somebody whose status is `bounced`."""
    undelivered_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRecord:
    """Where one person is in one channel; `state` is the dialogue's own JSON."""

    person_id: str
    channel: str
    state: Mapping[str, object]
    revision: int
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a token stands for."""

    fingerprint: str
    purpose: str
    subject: str
    """Participation id, or person id for signing in."""
    generation: int
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser; the secret itself is never stored."""

    fingerprint: str
    person_id: str
    created_at: datetime
    expires_at: datetime


class InboxState(StrEnum):
    """Where a thing that came in stands."""

    WAITING = "waiting"
    DONE = "done"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLetter:
    """A letter as it came in. `key` makes the same letter twice one row (recipient, Message-ID, body hash)."""

    id: str
    key: str
    received_at: datetime
    mail_from: str
    recipient: str
    raw: bytes
    state: InboxState = InboxState.WAITING
    attempts: int = 0
    note: str = ""
    person_id: str | None = None
    """Whose letter it turned out to be: erasing the person blanks it, whatever address it came from."""


class OutboxState(StrEnum):
    """Where a thing to be sent stands; `HELD` waits for a proved address, or for the secretariat's word."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"


class Channel(StrEnum):
    """Ways to reach a person."""

    MAIL = "mail"
    CHAT = "chat"
    """News that every chat of the person shows, on whatever screen stands there."""
    MESSENGER = "messenger"
    """Messages of their own in a messenger's chat, beside the card that shows the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell one person, queued in the same transaction as what caused it.

    `key` is unique: the same notice twice is one row. `kind` names the letter or chat notice in `templates`;
    `facts` are JSON values. `thread` groups letters of one proposal for one person.
    """

    id: str
    key: str
    channel: Channel
    kind: str
    created_at: datetime
    address: str | None = None
    person_id: str | None = None
    language: str = "es"
    facts: Mapping[str, object] = field(default_factory=dict)
    proposal_id: str | None = None
    participation_id: str | None = None
    token: Mapping[str, object] | None = None
    """Purpose, subject and generation from which the courier derives the reply address or the link."""
    in_reply_to: str | None = None
    """Message-ID of the human letter that this one answers."""
    batch_id: str | None = None
    """The letter to many that this is one of; held, it waits for the secretariat to release all of it."""
    thread: str | None = None
    state: OutboxState = OutboxState.WAITING
    attempts: int = 0
    next_at: datetime | None = None
    lease_until: datetime | None = None
    message_id: str | None = None
    rendered: bytes | None = None
    """The bytes as first rendered; blanked once sent, since they hold the token."""
    error: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the append-only log: what happened, to what, by whom, through which channel."""

    at: datetime
    kind: str
    actor: str
    """A person's id, 'system', or 'secretariat:<person id>'."""
    channel: str = ""
    proposal_id: str | None = None
    person_id: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    seq: int | None = None
    """Given by the store, rising."""
