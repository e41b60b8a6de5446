"""Why letters do not reach somebody on a list, and since when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_MOMENT = sa.DateTime(timezone=True)
_OF_BEFORE = """
UPDATE participations SET undelivered = 'other', undelivered_since = COALESCE(
    (SELECT people.bounced_at FROM people WHERE people.id = participations.person_id), invited_at, created_at
) WHERE status = 'bounced'
"""


def upgrade() -> None:
    """Add both; of failures of before nobody wrote down why."""
    op.add_column("participations", sa.Column("undelivered", sa.Text()))
    op.add_column("participations", sa.Column("undelivered_since", _MOMENT))
    op.get_bind().execute(sa.text(_OF_BEFORE))
