"""The link to somebody's own calendar: made, changed for another so that the one before opens nothing, and ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.dialogue.effects import CalendarLink
from core.model.records import Invitation, Person
from core.model.token import CALENDAR, derive, fingerprint, is_token
from core.ports import UnitOfWork
from core.rules.calendar.links import next_generation, standing
from core.usecases.desk import Desk
from core.usecases.notices import note

LIFE = timedelta(days=730)
"""How long a link works after it was last made: beyond any call."""
_LINE_OF = {CalendarLink.CHANGE: "calendar_link_changed", CalendarLink.END: "calendar_link_ended"}
"""Acts in the log."""


async def act_on_link(
    desk: Desk, work: UnitOfWork, person: Person, act: CalendarLink, now: datetime, *, channel: str
) -> None:
    """Make the link to somebody's own calendar, change it for another, or end it; one that was ended stays so.

    To make one that works already lengthens its life.
    """
    links = await work.tokens.of(CALENDAR, person.id)
    stands = standing(links, now)
    if stands is not None and act is not CalendarLink.MAKE:
        await work.tokens.put(replace(stands, used_at=now))
        await note(work, now, _LINE_OF[act], person.id, channel=channel, person_id=person.id)
    if act is CalendarLink.END:
        return
    kept = stands if act is CalendarLink.MAKE else None
    await work.tokens.put(_link(desk, person, kept.generation if kept else next_generation(links), now))


async def standing_link(desk: Desk, work: UnitOfWork, person: Person, now: datetime) -> str | None:
    """Return the token of the link that opens somebody's calendar, None where none does."""
    stands = standing(await work.tokens.of(CALENDAR, person.id), now)
    return derive(desk.key, CALENDAR, person.id, stands.generation) if stands else None


async def opened_by(work: UnitOfWork, token: str, now: datetime) -> Person | None:
    """Return whose calendar a link opens; None where it opens nothing (any more)."""
    found = await work.tokens.get(fingerprint(token)) if is_token(token) else None
    if found is None or found.purpose != CALENDAR:
        return None
    person = await work.people.get(found.subject)
    stands = standing(await work.tokens.of(CALENDAR, found.subject), now)
    return person if person is not None and person.address and stands == found else None


def address_of(desk: Desk, token: str) -> str:
    """Return where programs fetch the calendar that a token opens."""
    return f"{desk.links}/calendar/{token}.ics"


def _link(desk: Desk, person: Person, generation: int, now: datetime) -> Invitation:
    return Invitation(
        fingerprint=fingerprint(derive(desk.key, CALENDAR, person.id, generation)), purpose=CALENDAR,
        subject=person.id, generation=generation, expires_at=now + LIFE,
    )  # fmt: skip
