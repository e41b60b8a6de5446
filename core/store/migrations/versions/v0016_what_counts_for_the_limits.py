"""Which organisation a sent proposal counts for, so that counting reads no documents."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_PROPOSALS = sa.table(
    "proposals",
    sa.column("id", sa.Text()),
    sa.column("state", sa.Text()),
    sa.column("sent", sa.JSON()),
    sa.column("organisation_key", sa.Text()),
)


def upgrade() -> None:
    """Add the column with its index, and fill it for what was sent before."""
    op.add_column("proposals", sa.Column("organisation_key", sa.Text()))
    op.create_index(op.f("ix_proposals_call_organisation_key"), "proposals", ["call", "organisation_key"])
    database = op.get_bind()
    sent = sa.select(_PROPOSALS.c.id, _PROPOSALS.c.sent).where(_PROPOSALS.c.state == "sent")
    for proposal_id, document in list(database.execute(sent)):
        name = ((document or {}).get("proponent") or {}).get("organisation") or ""
        this = sa.update(_PROPOSALS).where(_PROPOSALS.c.id == proposal_id)
        database.execute(this.values(organisation_key=_folded(name) or None))


def _folded(text: str) -> str:
    """Fold a name as it was folded when this was written (`core.model.folding`)."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return " ".join(bare.casefold().split())
