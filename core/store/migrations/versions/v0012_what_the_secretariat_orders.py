"""What the secretariat orders by letter, and proposals that it holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

TEXT = sa.Text()
NUMBER = sa.Integer()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table, and add to proposals since when they are held."""
    op.create_table(
        "orders",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("batch", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("did", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_orders_person_id")),
        sa.PrimaryKeyConstraint("person_id", "batch", "position", name=op.f("pk_orders")),
    )
    op.add_column("proposals", sa.Column("held_at", MOMENT))
