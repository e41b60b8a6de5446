"""When a proposal is to be looked at for reminders, and how people want to be reminded and by which clock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TEXT = sa.Text()


def upgrade() -> None:
    """Add the columns; everything that is there is looked at once."""
    op.add_column("people", sa.Column("zone", TEXT))
    op.add_column("people", sa.Column("wants", TEXT, nullable=False, server_default="all"))
    op.add_column("proposals", sa.Column("look_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE proposals SET look_at = '1970-01-01 00:00:00.000000'")
    op.create_index(op.f("ix_proposals_call_look_at"), "proposals", ["call", "look_at"])
