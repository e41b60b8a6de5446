"""Which answer a message of a chat was, so that changing the message changes the answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add it to every chat; what was said before stays as it was said."""
    op.add_column("chats", sa.Column("answers", sa.JSON(), nullable=False, server_default="{}"))
