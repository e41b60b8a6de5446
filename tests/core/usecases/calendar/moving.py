"""Dates that are moved in a house of the tests."""

from __future__ import annotations

from datetime import timedelta

from core.rules.calendar.extending import Refused
from core.usecases.calendar.extend import Extended, extend, take_back
from core.usecases.calendar.extend_proposals import OwnExtended, extend_proposals
from tests.builders import CLOSES, House

WHY = "Un corte de luz en media Centroamérica."


async def move(house: House, **how: object) -> Extended | Refused:
    """Move a date, the close where no other is named."""
    async with house.work() as work:
        told = {"reason": WHY, "by": "operator", "now": house.now, **how}
        return await extend(house.desk, work, **told)  # type: ignore[arg-type]  # names of extend's own


async def moved(house: House, **how: object) -> Extended:
    found = await move(house, **how)
    assert isinstance(found, Extended), found
    return found


async def undo(house: House, version: int | None = None) -> Extended | Refused:
    async with house.work() as work:
        return await take_back(house.desk, work, by="operator", now=house.now, version=version)


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
    house.clock.moment = CLOSES - timedelta(days=3)
    await moved(house, to="2025-08-24", shorten=True)
    await house.post()
    await moved(house, days=2)
    await house.post()
    await moved(house, to="2025-08-24", shorten=True)
    assert isinstance((await give(house, 1, draft))[0], OwnExtended)
    await house.post()
