"""What comes in from a messenger, and its chats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.Text()
NUMBER = sa.Integer()
LARGE = sa.BigInteger()
RISING = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON()
MOMENT = sa.DateTime(timezone=True)
TO_DRAW = sa.text("wanted > shown")


def upgrade() -> None:
    """Make both tables."""
    _updates()
    _chats()


def _updates() -> None:
    op.create_table(
        "updates",
        sa.Column("seq", RISING, autoincrement=True, nullable=False),
        sa.Column("id", LARGE, nullable=False),
        sa.Column("chat", LARGE),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("raw", JSON, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("person_id", TEXT),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_updates")),
        sa.UniqueConstraint("id", name=op.f("uq_updates_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_updates_state_seq"), "updates", ["state", "seq"])
    op.create_index(op.f("ix_updates_person_id"), "updates", ["person_id"])


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", LARGE, autoincrement=False, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("person_id", TEXT),
        sa.Column("linked_at", MOMENT),
        sa.Column("entry", JSON, nullable=False),
        sa.Column("card", LARGE),
        sa.Column("wanted", NUMBER, nullable=False),
        sa.Column("shown", NUMBER, nullable=False),
        sa.Column("written", NUMBER, nullable=False),
        sa.Column("always_fresh", sa.Boolean(), nullable=False),
        sa.Column("notice", JSON, nullable=False),
        sa.Column("silent_until", MOMENT),
        sa.Column("failures", NUMBER, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_chats_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
    )
    op.create_index(op.f("ix_chats_person_id"), "chats", ["person_id"])
    op.create_index("ix_chats_to_draw", "chats", ["silent_until"], sqlite_where=TO_DRAW, postgresql_where=TO_DRAW)
