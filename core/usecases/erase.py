"""Erasing a person at their own wish: values are blanked everywhere, order and kinds stay."""

from __future__ import annotations

from core.model.records import Person
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import note


async def erase(desk: Desk, work: UnitOfWork, person: Person, *, actor: str) -> None:
    """Blank everything personal about somebody; the log keeps that it was done, and by whom."""
    now = desk.clock.now()
    await work.erasure.erase(person.id, now)
    await note(work, now, "person_erased", actor)
