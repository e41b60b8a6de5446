"""Reminders said by an older version count: their ledger keys are written as they are written now.

Then a key named the day of a reminder (`draft:p:2025-08-22`) or the days since the act (`invitation:x:0:3`); now every
one names the day that it is counted from, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_MOMENT = sa.DateTime(timezone=True)
_LEDGER = sa.table("ledger", sa.column("key", sa.Text()), sa.column("at", _MOMENT), sa.column("note", sa.Text()))
_PLACES = sa.table(
    "participations",
    sa.column("id", sa.Text()),
    sa.column("invited_at", _MOMENT),
    sa.column("accepted_at", _MOMENT),
)


def upgrade() -> None:
    """Write the new keys in place of the old ones; those of people who are gone stay as they are."""
    database = op.get_bind()
    said = sa.or_(_LEDGER.c.key.like("draft:%"), _LEDGER.c.key.like("invitation:%"))
    rows = list(database.execute(sa.select(_LEDGER.c.key, _LEDGER.c.at, _LEDGER.c.note).where(said)))
    places = {row.id: row for row in database.execute(sa.select(_PLACES))} if rows else {}
    for key, at, note in rows:
        parts = key.split(":")
        begun = places.get(parts[1])
        named = tuple(_named(parts, begun.invited_at if begun else None, begun.accepted_at if begun else None))
        if named:
            database.execute(sa.insert(_LEDGER), [{"key": new, "at": at, "note": note} for new in named])
            database.execute(sa.delete(_LEDGER).where(_LEDGER.c.key == key))


def _named(parts: list[str], invited_at: datetime | None, accepted_at: datetime | None) -> Iterator[str]:
    """Yield the keys of now; who said yes since was asked for details by the same reminders."""
    if parts[0] == "draft" and len(parts) == 3:
        yield f"draft:{parts[1]}:0:{parts[2]}:0"
    if parts[0] == "invitation" and len(parts) == 4:
        for kind, since in (("invitation", invited_at), ("profile", accepted_at)):
            if since is not None:
                yield f"{kind}:{parts[1]}:{parts[2]}:{_day(since)}:{parts[3]}"


def _day(moment: datetime) -> str:
    """Return a moment's day in UTC; SQLite keeps moments without their zone."""
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).date().isoformat()
