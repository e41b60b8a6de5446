"""Letters to many, what people asked to have stopped, and one person's history found without a walk over the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
OF_A_BATCH = sa.text("batch_id IS NOT NULL")


def upgrade() -> None:
    """Make the table, and add to people, notices and the log what belongs to it."""
    op.create_table(
        "batches",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("call", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index(op.f("ix_batches_call_made_at"), "batches", ["call", "made_at"])
    for stopped in ("digest_stopped_at", "announcements_stopped_at"):
        op.add_column("people", sa.Column(stopped, MOMENT))
    op.add_column("outbox", sa.Column("batch_id", TEXT))
    op.create_index("ix_outbox_batch_id", "outbox", ["batch_id"], sqlite_where=OF_A_BATCH, postgresql_where=OF_A_BATCH)
    op.create_index(op.f("ix_log_actor"), "log", ["actor"])
