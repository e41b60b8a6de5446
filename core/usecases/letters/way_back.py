"""Where reports come back to about letters that belong to no invitation: one address for each person."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.model.records import Invitation
from core.model.token import OWN_BOUNCE, derive, fingerprint
from core.usecases.desk import Desk

GENERATION = 0
LIFE = timedelta(days=90)
"""How long after it was queued a report of a letter is understood: it may be held a while, and servers try for days."""


def way_back(desk: Desk, person_id: str, now: datetime) -> Invitation:
    """Return what is to be stored with a letter to somebody, so that a report of it finds them."""
    return Invitation(
        fingerprint=fingerprint(derive(desk.key, OWN_BOUNCE, person_id, GENERATION)),
        purpose=OWN_BOUNCE,
        subject=person_id,
        generation=GENERATION,
        expires_at=now + LIFE,
    )
