"""Which process ticks; and indexes by which a tick finds what has ended without reading everything."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
CLOSED = sa.text("closed_at IS NOT NULL")


def upgrade() -> None:
    """Make the table and the indexes."""
    op.create_table(
        "leases",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_index(op.f("ix_tokens_purpose_expires_at"), "tokens", ["purpose", "expires_at"])
    op.create_index(op.f("ix_sessions_expires_at"), "sessions", ["expires_at"])
    op.create_index(op.f("ix_held_state_held_at"), "held", ["state", "held_at"])
    op.create_index("ix_chats_closed", "chats", ["person_id"], sqlite_where=CLOSED, postgresql_where=CLOSED)
