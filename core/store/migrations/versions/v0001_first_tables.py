"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Spelt out, not imported: a migration must mean tomorrow what it means today.
TEXT = sa.Text()
BY_CODE_POINT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.Integer()
RISING = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.LargeBinary()
JSON = sa.JSON()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them, those first that others refer to."""
    for make in (
        _inbox,
        _ledger,
        _log,
        _numbers,
        _outbox,
        _people,
        _tokens,
        _conversations,
        _proposals,
        _sessions,
        _participations,
    ):
        make()


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("seq", RISING, autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("mail_from", TEXT, nullable=False),
        sa.Column("recipient", TEXT, nullable=False),
        sa.Column("raw", BYTES, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("person_id", TEXT),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("id", name=op.f("uq_inbox_id")),
        sa.UniqueConstraint("key", name=op.f("uq_inbox_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inbox_person_id"), "inbox", ["person_id"])
    op.create_index(op.f("ix_inbox_state_seq"), "inbox", ["state", "seq"])


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("key", BY_CODE_POINT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ledger")),
    )


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("seq", RISING, autoincrement=True, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("proposal_id", TEXT),
        sa.Column("person_id", TEXT),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("blanked_at", MOMENT),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_log_person_id"), "log", ["person_id"])
    op.create_index(op.f("ix_log_proposal_id_seq"), "log", ["proposal_id", "seq"])


def _numbers() -> None:
    op.create_table(
        "numbers",
        sa.Column("call", TEXT, nullable=False),
        sa.Column("last", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_numbers")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", RISING, autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("address", TEXT),
        sa.Column("address_key", TEXT),
        sa.Column("person_id", TEXT),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("proposal_id", TEXT),
        sa.Column("participation_id", TEXT),
        sa.Column("token", JSON),
        sa.Column("in_reply_to", TEXT),
        sa.Column("thread", TEXT),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("lease_until", MOMENT),
        sa.Column("message_id", TEXT),
        sa.Column("rendered", BYTES),
        sa.Column("error", TEXT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_address_key_created_at"), "outbox", ["address_key", "created_at"])
    op.create_index(op.f("ix_outbox_channel_state_seq"), "outbox", ["channel", "state", "seq"])
    op.create_index(op.f("ix_outbox_participation_id"), "outbox", ["participation_id"])
    op.create_index(op.f("ix_outbox_person_id_channel_seq"), "outbox", ["person_id", "channel", "seq"])
    op.create_index(op.f("ix_outbox_proposal_id_seq"), "outbox", ["proposal_id", "seq"])
    op.create_index(op.f("ix_outbox_thread_seq"), "outbox", ["thread", "seq"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("address_key", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("name", TEXT),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("country", TEXT),
        sa.Column("organisation", TEXT),
        sa.Column("phone", TEXT),
        sa.Column("attributes", JSON, nullable=False),
        sa.Column("proved_at", MOMENT),
        sa.Column("muted_at", MOMENT),
        sa.Column("bounced_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("address_key", name=op.f("uq_people_address_key")),
    )


def _tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("generation", NUMBER, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_tokens")),
    )
    op.create_index(op.f("ix_tokens_subject"), "tokens", ["subject"])


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("state", JSON, nullable=False),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_conversations_person_id")),
        sa.PrimaryKeyConstraint("person_id", "channel", name=op.f("pk_conversations")),
    )


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("call", TEXT, nullable=False),
        sa.Column("proponent_id", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("number", NUMBER),
        sa.Column("values", JSON, quote=True, nullable=False),
        sa.Column("sent", JSON),
        sa.Column("sent_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("revision", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["proponent_id"], ["people.id"], name=op.f("fk_proposals_proponent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("call", "number", name=op.f("uq_proposals_call_number")),
    )
    op.create_index(op.f("ix_proposals_call_state"), "proposals", ["call", "state"])
    op.create_index(op.f("ix_proposals_proponent_id"), "proposals", ["proponent_id"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sessions_person_id")),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_person_id"), "sessions", ["person_id"])


def _participations() -> None:
    op.create_table(
        "participations",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("proposal_id", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("person_id", TEXT),
        sa.Column("name", TEXT),
        sa.Column("address", TEXT),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("attendance", TEXT),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("attributes", JSON, nullable=False),
        sa.Column("generation", NUMBER, nullable=False),
        sa.Column("accepted_at", MOMENT),
        sa.Column("consented_at", MOMENT),
        sa.Column("invited_at", MOMENT),
        sa.Column("answered_at", MOMENT),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_participations_person_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_participations_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
    )
    op.create_index(op.f("ix_participations_person_id"), "participations", ["person_id"])
    op.create_index(op.f("ix_participations_proposal_id_position"), "participations", ["proposal_id", "position"])
