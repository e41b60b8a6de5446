"""Which answer a message of a chat was, how much of a long text it has been sent, and where its last act led."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add them to every chat; what was said before stays as it was said."""
    op.add_column("chats", sa.Column("answers", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("chats", sa.Column("read_out", sa.Text(), nullable=False, server_default=""))
    op.add_column("chats", sa.Column("revision", sa.Integer()))
