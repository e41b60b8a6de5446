"""The address of letters that ask for an answer beside something else: one a person, and nothing is accepted by it."""

from __future__ import annotations

from datetime import datetime

from core.model.records import Invitation, Notice, Person
from core.model.reminder import REMINDER
from core.model.token import WHICH, derive, fingerprint
from core.usecases.desk import Desk
from core.usecases.notices import TOKEN_LIFE

_GENERATION = 0
"""In every such letter the same."""


def which_token(person: Person) -> dict[str, object]:
    """Return what the notice of such a letter bears."""
    return {"subject": person.id, "generation": _GENERATION}


def which_address(desk: Desk, person: Person, now: datetime) -> Invitation:
    """Return what is to be stored with such a letter, so that an answer to it finds the person."""
    return Invitation(
        fingerprint=fingerprint(derive(desk.key, WHICH, person.id, _GENERATION)),
        purpose=WHICH,
        subject=person.id,
        generation=_GENERATION,
        expires_at=now + TOKEN_LIFE,
    )


def asks_several(notice: Notice) -> bool:
    """Whether a notice is such a letter, or was one when it was queued."""
    return notice.kind == REMINDER and notice.token is not None and notice.participation_id is None
