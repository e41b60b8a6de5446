"""Letters that wait for a word of the person in whose name they came, and people's other addresses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "held",
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("participation_id", TEXT, nullable=False),
        sa.Column("sender", TEXT, nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("held_at", MOMENT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participations.id"],
            name=op.f("fk_held_participation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_held")),
    )
    op.create_index(op.f("ix_held_participation_id_held_at"), "held", ["participation_id", "held_at"])
    op.create_table(
        "aliases",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("address_key", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_aliases_person_id")),
        sa.PrimaryKeyConstraint("person_id", "address_key", name=op.f("pk_aliases")),
    )
