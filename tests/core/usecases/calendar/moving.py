"""Dates that are moved in a house of the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.call.dates import redated
from core.call.definition import Call
from core.model.records import Person
from core.rules.calendar.closing import SETTLING
from core.rules.calendar.extending import Refused
from core.usecases.calendar.extend import Extended, extend, take_back
from core.usecases.calendar.extend_proposals import OwnExtended, extend_proposals, take_back_own
from core.usecases.calendar.telling import news_of_close
from core.usecases.calendar.versions import come_into_force
from core.usecases.desk import Desk
from tests.builders import CALL, CLOSES, House

WHY = "Un corte de luz en media Centroamérica."


def with_dates(call: Call = CALL, **written: str) -> Call:
    """A call's file that says other dates."""
    found = redated(call, written)
    assert isinstance(found, Call)
    return found


def desk_with(house: House, call: Call) -> Desk:
    """The desk of another process, or of one that starts later, with this file."""
    return replace(house.desk, call=call, version=0)


async def starts(house: House, call: Call) -> Desk:
    """A process starts with this file; return its desk."""
    desk = desk_with(house, call)
    async with house.work() as work:
        await come_into_force(desk, work, house.now)
    return desk


async def move(house: House, **how: object) -> Extended | Refused:
    """Move a date, the close where no other is named."""
    async with house.work() as work:
        told = {"reason": WHY, "by": "operator", "now": house.now, **how}
        return await extend(house.desk, work, **told)  # type: ignore[arg-type]  # names of extend's own


async def moved(house: House, **how: object) -> Extended:
    found = await move(house, **how)
    assert isinstance(found, Extended), found
    return found


async def tell(house: House) -> int:
    """Let the duty tell of the close that moved, if it finds that it is time; return how many hear of it."""
    queued, more = 0, True
    while more:
        async with house.work() as work:
            done = await news_of_close(house.desk, work)
        queued, more = queued + done.queued, done.more
    return queued


async def settle(house: House) -> int:
    """Let moves of the close settle and be told."""
    house.clock.moment += SETTLING
    return await tell(house)


async def undo(house: House, version: int | None = None) -> Extended | Refused:
    async with house.work() as work:
        return await take_back(house.desk, work, by="operator", now=house.now, version=version)


async def give_back(house: House, proposal_id: str) -> OwnExtended | Refused:
    """Take back what one proposal was given."""
    async with house.work() as work:
        return await take_back_own(house.desk, work, proposal_id, None, by="operator", now=house.now)


async def give(house: House, days: int, *wanted: int | str) -> tuple[OwnExtended | Refused, ...]:
    """Give some proposals more time."""
    async with house.work() as work:
        return await extend_proposals(house.desk, work, wanted, days, WHY, "operator", house.now)


async def every_way(house: House) -> None:
    """The close moves as it can move, one after the other, and comes back to where it was; Luz hears of it."""
    luz = await house.visitor("luz@example.org", name="Luz Vega", proved_at=house.now)
    draft = await house.proposal(luz, {"answers.title": "Radios libres"})
    house.clock.moment = CLOSES + timedelta(hours=1)
    await moved(house, days=1)
    await _hears(house, luz)
    house.clock.moment = CLOSES - timedelta(days=2, hours=12)
    await moved(house, to="2025-08-24", shorten=True)
    await _hears(house, luz)
    await moved(house, days=2)
    await _hears(house, luz)
    await moved(house, to="2025-08-24", shorten=True)
    assert isinstance((await give(house, 3, draft))[0], OwnExtended)
    await _hears(house, luz)


async def _hears(house: House, person: Person) -> None:
    """They read what there is to tell, in their chat and in their letters."""
    assert await settle(house)
    await house.command(person, "news")
    await house.post()
