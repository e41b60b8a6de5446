"""Who of the secretariat gets the table of proposals with every digest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add to people since when they get it."""
    op.add_column("people", sa.Column("digest_table_at", sa.DateTime(timezone=True)))
