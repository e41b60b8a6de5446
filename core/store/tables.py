"""The tables. A column bears the name of the record's field, so that rows and records map without a word.

A change here needs a migration in `migrations/versions/`; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from core.model.batch import Audience, BatchState
from core.model.held import HeldState
from core.model.matter import Wants
from core.model.order import OrderState, Verb
from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import Channel, InboxState, OutboxState, ProposalState
from core.model.undelivered import Undelivered
from core.store.types import Answers, JsonValue, Moment, OneOf, Ordered, Rising, Texts, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

people = Table(
    "people",
    metadata,
    Column("id", Words, primary_key=True),
    Column("address", Words, nullable=False),
    Column("address_key", Words, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("name", Words),
    Column("language", Words, nullable=False),
    Column("country", Words),
    Column("organisation", Words),
    Column("phone", Words),
    Column("attributes", JsonValue, nullable=False),
    Column("proved_at", Moment),
    Column("muted_at", Moment),
    Column("bounced_at", Moment),
    Column("digest_stopped_at", Moment),
    Column("digest_table_at", Moment),
    Column("announcements_stopped_at", Moment),
    Column("zone", Words),
    Column("wants", OneOf(Wants), nullable=False, server_default="all"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", Words, primary_key=True),
    Column("call", Words, nullable=False),
    Column("proponent_id", Words, ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("state", OneOf(ProposalState), nullable=False),
    Column("number", Integer),
    Column("values", Answers, nullable=False, quote=True),
    Column("sent", JsonValue),
    Column("sent_at", Moment),
    Column("withdrawn_at", Moment),
    Column("revision", Integer, nullable=False),
    Column("extended_to", Moment),
    Column("held_at", Moment),
    Column("look_at", Moment),
    Column("organisation_key", Words),
    UniqueConstraint("call", "number"),
    Index(None, "call", "state"),
    Index(None, "call", "look_at"),
    Index(None, "call", "organisation_key"),
    Index(None, "proponent_id"),
)

call_versions = Table(
    "call_versions",
    metadata,
    Column("call", Words, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("fingerprint", Words, nullable=False),
    Column("said", JsonValue, nullable=False),
    Column("dates", JsonValue, nullable=False),
    Column("amendments", JsonValue, nullable=False),
    Column("changes", JsonValue, nullable=False),
    Column("takes_back", Integer),
)

slots = Table(
    "slots",
    metadata,
    Column("proposal_id", Words, ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", Moment, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Words, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("cancelled_at", Moment),
)

numbers = Table(
    "numbers",
    metadata,
    Column("call", Words, primary_key=True),
    Column("last", Integer, nullable=False),
)

participations = Table(
    "participations",
    metadata,
    Column("id", Words, primary_key=True),
    Column("proposal_id", Words, ForeignKey("proposals.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("person_id", Words, ForeignKey("people.id")),
    Column("name", Words),
    Column("address", Words),
    Column("roles", Texts, nullable=False),
    Column("attendance", OneOf(Attendance)),
    Column("status", OneOf(ParticipationStatus), nullable=False),
    Column("attributes", JsonValue, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("accepted_at", Moment),
    Column("consented_at", Moment),
    Column("invited_at", Moment),
    Column("answered_at", Moment),
    Column("undelivered", OneOf(Undelivered)),
    Column("undelivered_since", Moment),
    Index(None, "proposal_id", "position"),
    Index(None, "person_id"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("person_id", Words, ForeignKey("people.id"), primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("state", JsonValue, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("fingerprint", Words, primary_key=True),
    Column("purpose", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "subject"),
    Index(None, "purpose", "expires_at"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("fingerprint", Words, primary_key=True),
    Column("person_id", Words, ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "person_id"),
    Index(None, "expires_at"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Rising, primary_key=True, autoincrement=True),
    Column("id", Words, nullable=False, unique=True),
    Column("key", Words, nullable=False, unique=True),
    Column("received_at", Moment, nullable=False),
    Column("mail_from", Words, nullable=False),
    Column("recipient", Words, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("state", OneOf(InboxState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("note", Words, nullable=False),
    Column("person_id", Words),
    Index(None, "state", "seq"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

updates = Table(
    "updates",
    metadata,
    Column("seq", Rising, primary_key=True, autoincrement=True),
    Column("id", BigInteger, nullable=False, unique=True),
    Column("chat", BigInteger),
    Column("received_at", Moment, nullable=False),
    Column("raw", JsonValue, nullable=False),
    Column("state", OneOf(InboxState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("note", Words, nullable=False),
    Column("person_id", Words),
    Index(None, "state", "seq"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("opened_at", Moment, nullable=False),
    Column("language", Words, nullable=False),
    Column("person_id", Words, ForeignKey("people.id")),
    Column("linked_at", Moment),
    Column("entry", JsonValue, nullable=False),
    Column("card", BigInteger),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("written", Integer, nullable=False),
    Column("always_fresh", Boolean, nullable=False),
    Column("notice", JsonValue, nullable=False),
    Column("answers", JsonValue, nullable=False, server_default="{}"),
    Column("read_out", Words, nullable=False, server_default=""),
    Column("revision", Integer),
    Column("silent_until", Moment),
    Column("failures", Integer, nullable=False),
    Column("closed_at", Moment),
    Index(None, "person_id"),
)
TO_DRAW = chats.c.wanted > chats.c.shown
Index("ix_chats_to_draw", chats.c.silent_until, sqlite_where=TO_DRAW, postgresql_where=TO_DRAW)
CLOSED = chats.c.closed_at.is_not(None)
Index("ix_chats_closed", chats.c.person_id, sqlite_where=CLOSED, postgresql_where=CLOSED)

held = Table(
    "held",
    metadata,
    Column("fingerprint", Words, primary_key=True),
    Column("participation_id", Words, ForeignKey("participations.id", ondelete="CASCADE"), nullable=False),
    Column("sender", Words, nullable=False),
    Column("said", JsonValue, nullable=False),
    Column("held_at", Moment, nullable=False),
    Column("state", OneOf(HeldState), nullable=False),
    Index(None, "participation_id", "held_at"),
    Index(None, "state", "held_at"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("person_id", Words, ForeignKey("people.id"), primary_key=True),
    Column("address_key", Words, primary_key=True),
    Column("address", Words, nullable=False),
    Column("since", Moment, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Words, primary_key=True),
    Column("call", Words, nullable=False),
    Column("audience", OneOf(Audience), nullable=False),
    Column("texts", JsonValue, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", Words, nullable=False),
    Column("state", OneOf(BatchState), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Words, nullable=False),
    Index(None, "call", "made_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Rising, primary_key=True, autoincrement=True),
    Column("id", Words, nullable=False, unique=True),
    Column("key", Words, nullable=False, unique=True),
    Column("channel", OneOf(Channel), nullable=False),
    Column("kind", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("address", Words),
    Column("address_key", Words),
    Column("person_id", Words),
    Column("language", Words, nullable=False),
    Column("facts", JsonValue, nullable=False),
    Column("proposal_id", Words),
    Column("participation_id", Words),
    Column("token", JsonValue),
    Column("in_reply_to", Words),
    Column("batch_id", Words),
    Column("thread", Words),
    Column("state", OneOf(OutboxState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Moment),
    Column("lease_until", Moment),
    Column("message_id", Words),
    Column("rendered", LargeBinary),
    Column("error", Words, nullable=False),
    Column("sent_at", Moment),
    Index(None, "channel", "state", "seq"),
    Index(None, "thread", "seq"),
    Index(None, "person_id", "channel", "seq"),
    Index(None, "proposal_id", "seq"),
    Index(None, "participation_id"),
    Index(None, "address_key", "created_at"),
    sqlite_autoincrement=True,
)
OF_A_BATCH = outbox.c.batch_id.is_not(None)
Index("ix_outbox_batch_id", outbox.c.batch_id, sqlite_where=OF_A_BATCH, postgresql_where=OF_A_BATCH)

log = Table(
    "log",
    metadata,
    Column("seq", Rising, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("kind", Words, nullable=False),
    Column("actor", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("proposal_id", Words),
    Column("person_id", Words),
    Column("facts", JsonValue, nullable=False),
    Column("blanked_at", Moment),
    Index(None, "proposal_id", "seq"),
    Index(None, "person_id"),
    Index(None, "actor"),
    sqlite_autoincrement=True,
)
"""`blanked_at` is set where an erasure changed the facts: triggers refuse any other change of a line."""

orders = Table(
    "orders",
    metadata,
    Column("person_id", Words, ForeignKey("people.id"), primary_key=True),
    Column("batch", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("verb", OneOf(Verb), nullable=False),
    Column("state", OneOf(OrderState), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("said", JsonValue, nullable=False),
    Column("did", JsonValue, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Words, primary_key=True),
    Column("holder", Words, nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("key", Ordered, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("note", Words, nullable=False),
)
