"""An address that takes no letters, on several lists: each proponent hears of it by the days of their own list."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.builders import CONTACT, House

BRUNO = "bruno@example.org"


async def about_failures(house: House, address: str) -> int:
    return sum(
        item["kind"] == "bounced"
        for letter in await house.mail(address)
        if letter.kind == "reminder"
        for item in letter.facts["about"]  # type: ignore[attr-defined]  # a list of facts
    )


async def test_a_failure_on_another_list_begins_nothing_anew(house: House) -> None:
    ana = await house.ana()
    first = await house.proposal(ana)
    place = await house.listed(first, "Bruno Díaz", BRUNO, "speaker")
    await house.bounce(place)
    house.clock.move(days=1)
    assert await house.remind() == 1
    zoe = await house.visitor("zoe@example.org", **{**CONTACT, "proved_at": house.now})
    again = await house.listed(await house.proposal(zoe), "Bruno Díaz", BRUNO, "speaker")
    await house.bounce(again)
    house.clock.moment = datetime(2025, 8, 12, 15, tzinfo=UTC)
    await house.remind()
    assert await about_failures(house, ana.address) == 1
    assert await about_failures(house, zoe.address) == 1
