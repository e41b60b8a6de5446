"""Versions of a call, and the moment until which one proposal alone may still be sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TEXT = sa.Text()
NUMBER = sa.Integer()
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Make the table, and the column."""
    op.create_table(
        "call_versions",
        sa.Column("call", TEXT, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("said", JSON, nullable=False),
        sa.Column("dates", JSON, nullable=False),
        sa.Column("amendments", JSON, nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("takes_back", NUMBER),
        sa.PrimaryKeyConstraint("call", "version", name=op.f("pk_call_versions")),
    )
    op.add_column("proposals", sa.Column("extended_to", MOMENT))
