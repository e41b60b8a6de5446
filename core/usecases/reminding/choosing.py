"""Which reminders somebody wants and by whose clock, as they say themselves: in a chat, or on their invitation's page.

To want none is less than to be written to no more (mute), which also ends invitations and is stronger than any choice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.matter import Wants
from core.model.records import Person
from core.model.zones import is_zone
from core.ports import UnitOfWork
from core.usecases.notices import note

CHOSEN = "reminders_chosen"
"""The line of the log."""


async def choose_reminders(work: UnitOfWork, person: Person, wants: Wants, channel: str, now: datetime) -> Person:
    """Note how much of reminders somebody wants; what waits to leave is asked anew before it does."""
    return await _changed(work, person, replace(person, wants=wants), channel, now)


async def live_by(work: UnitOfWork, person: Person, zone: str | None, channel: str, now: datetime) -> Person:
    """Note the clock that somebody lives by, None for that of their country; a name of no zone changes nothing."""
    known = zone is None or is_zone(zone)
    return await _changed(work, person, replace(person, zone=zone) if known else person, channel, now)


async def _changed(work: UnitOfWork, before: Person, after: Person, channel: str, now: datetime) -> Person:
    if after != before:
        await work.people.save(after)
        await note(work, now, CHOSEN, after.id, channel=channel, person_id=after.id, wants=after.wants)
    return after
