"""What follows once somebody has shown that an address is theirs, however they did."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.records import Person
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.listing.waiting import invite_everywhere


async def proved(desk: Desk, work: UnitOfWork, person: Person, now: datetime) -> None:
    """Note it, whatever was reported of the address, and let the letters and invitations go that waited for it."""
    known = replace(person, proved_at=person.proved_at or now, bounced_at=None)
    if known != person:
        await work.people.save(known)
    if person.proved_at is None:
        await work.outbox.release(person.id)
        await invite_everywhere(desk, work, known, now)
