"""Links to people's own calendars, as tests make them."""

from __future__ import annotations

from core.dialogue.effects import CalendarLink
from core.model.records import Person
from core.ports import UnitOfWork
from core.usecases.calendar.links import act_on_link, standing_link
from tests.builders import House


async def acted(house: House, work: UnitOfWork, person: Person, act: CalendarLink) -> str | None:
    """Do something about somebody's link; return the one that works then."""
    await act_on_link(house.desk, work, person, act, house.now, channel="page")
    return await standing_link(house.desk, work, person, house.now)


async def made(house: House, work: UnitOfWork, person: Person) -> str:
    """Somebody's link, which works from now on."""
    token = await acted(house, work, person, CalendarLink.MAKE)
    assert token is not None
    return token
