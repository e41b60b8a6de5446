"""Whose turn it is: of several schedulers one ticks, whatever the others believe and whatever the clock does."""

from __future__ import annotations

import pytest

from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import note
from core.usecases.ticking.duty import Done
from scheduler.ticks import LEASE_SECONDS, Scheduler
from tests.builders import House


class Signing:
    """A scheduler that leaves its name in the log at every tick."""

    def __init__(self, house: House, name: str) -> None:
        async def sign(desk: Desk, work: UnitOfWork) -> Done:
            await note(work, desk.clock.now(), "ticked", name)
            return Done()

        self.sign = sign
        self.scheduler = Scheduler(house.desk, house.store, seconds=60, duties=[sign])

    async def ticks(self) -> bool:
        """Let it tick if it is its turn, and say whether it was."""
        return await self.scheduler.run_once()

    async def ticks_blindly(self) -> None:
        """Let it tick as if it still were its turn, if it has been."""
        await self.scheduler.tick(self.sign)


@pytest.fixture
def ana(house: House) -> Signing:
    return Signing(house, "ana")


@pytest.fixture
def beto(house: House) -> Signing:
    return Signing(house, "beto")


async def signed(house: House) -> list[str]:
    return [line.actor for line in await house.log("ticked")]


async def test_of_two_one_ticks_for_as_long_as_it_renews_its_turn(house: House, ana: Signing, beto: Signing) -> None:
    for _ in range(10):
        assert (await ana.ticks(), await beto.ticks()) == (True, False)
        house.clock.move(seconds=LEASE_SECONDS * 0.9)
    assert await signed(house) == ["ana"] * 10


async def test_a_silent_ones_turn_is_taken_and_what_it_still_believes_writes_nothing(
    house: House, ana: Signing, beto: Signing
) -> None:
    """Ana's process hangs, and is in the middle of its ticks when it goes on."""
    assert await ana.ticks()
    house.clock.move(seconds=LEASE_SECONDS)
    assert await beto.ticks()
    await ana.ticks_blindly()
    assert not await ana.ticks()
    assert await signed(house) == ["ana", "beto"]


async def test_who_stops_cleanly_leaves_the_turn_to_the_next_at_once(house: House, ana: Signing, beto: Signing) -> None:
    assert await ana.ticks()
    ana.scheduler.start()
    await ana.scheduler.stop()
    assert await beto.ticks()


async def test_who_stops_without_the_turn_leaves_it_where_it_is(house: House, ana: Signing, beto: Signing) -> None:
    assert await ana.ticks()
    beto.scheduler.start()
    await beto.scheduler.stop()
    assert (await beto.ticks(), await ana.ticks()) == (False, True)


async def test_a_clock_that_is_set_back_holds_nobody_up(house: House, ana: Signing, beto: Signing) -> None:
    """By the new time the lease lasts an hour and more: whoever asks first takes it, and alone."""
    assert await ana.ticks()
    house.clock.move(hours=-1)
    assert await beto.ticks()
    await ana.ticks_blindly()
    house.clock.move(seconds=1)
    assert (await ana.ticks(), await beto.ticks()) == (False, True)
    assert await signed(house) == ["ana", "beto", "beto"]


async def test_a_turn_can_be_had_again(house: House, ana: Signing, beto: Signing) -> None:
    for one in (ana, beto, ana):
        assert await one.ticks()
        house.clock.move(days=2)
