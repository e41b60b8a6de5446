"""One thing that fails keeps no other reminder from leaving; it is tried again later, and told without their words."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.model.matter import Matter
from core.ports import StoreTroubleError, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.reminding.proposals import OfProposals
from core.usecases.reminding.remind import TOGETHER, reminding
from core.usecases.ticking.apart import on_its_own
from tests.builders import WORKSHOP, House
from tests.core.usecases.reminding.test_reminding import ANA, BRUNO, CARLA, day

POISON = "Veneno"


class Poisoned(OfProposals):
    """The source of today, in which a reminder of one proposal cannot be written, or nothing of it be read."""

    def __init__(self, *, unreadable: bool = False, failure: type[Exception] = LookupError) -> None:
        self.unreadable, self.failure = unreadable, failure

    async def matters_of(self, desk: Desk, work: UnitOfWork, people: Collection[str | None]) -> Sequence[Matter]:
        found = await super().matters_of(desk, work, people)
        if self.unreadable:
            for matter in found:
                await self._meet(await super().told(desk, work, matter))
        return found

    async def told(self, desk: Desk, work: UnitOfWork, matter: Matter) -> Mapping[str, object]:
        told = await super().told(desk, work, matter)
        if told["title"] == POISON:
            await work.ledger.enter("half done", desk.clock.now())
        await self._meet(told)
        return told

    async def _meet(self, told: Mapping[str, object]) -> None:
        if told["title"] == POISON:
            raise self.failure(BRUNO)


async def tick(house: House, source: OfProposals, moment: datetime) -> tuple[int, int]:
    """Do what a tick does; return how many batches it took, and how many notices were queued."""
    house.clock.moment = moment
    duty, batches, queued, more = reminding((source,)), 0, 0, True
    while more:
        async with house.work() as work:
            done = await duty(house.desk, work)
        batches, queued, more = batches + 1, queued + done.queued, done.more
    return batches, queued


async def poisoned(house: House) -> str:
    """Bruno is asked for a session that is poison, and Carla for another one of the same Ana."""
    ana = await house.ana()
    proposal_id = await house.proposal(ana, {**WORKSHOP, "answers.title": POISON})
    await house.listed(proposal_id, "Bruno Díaz", BRUNO, "speaker")
    await house.listed(await house.proposal(ana), "Carla Souza", CARLA, "speaker")
    return proposal_id


@pytest.mark.parametrize("unreadable", [False, True])
async def test_who_is_not_concerned_is_reminded_and_the_others_are_tried_within_the_hour(
    house: House, caplog: pytest.LogCaptureFixture, unreadable: bool
) -> None:
    await poisoned(house)
    source = Poisoned(unreadable=unreadable)
    with caplog.at_level(logging.ERROR):
        assert await tick(house, source, day(13)) == (1, 1)
    assert (await house.kinds(CARLA), await house.kinds(BRUNO)) == (
        ["invitation", "invitation_reminder"],
        ["invitation"],
    )
    async with house.work() as work:
        assert await work.ledger.known("half") == {}
        assert await work.proposals.to_look_at(house.desk.call.id, house.now, 9) == []
    told = [record.getMessage() for record in caplog.records]
    assert told[0] == "reminding 3 together failed: LookupError"
    assert set(told[1:]) == {"reminding somebody failed: LookupError"}
    assert await tick(house, OfProposals(), day(13, 14)) == (1, 1), "whatever was wrong is mended"
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]


async def test_many_things_that_fail_end_the_tick_and_do_not_come_first_again(house: House) -> None:
    ana = await house.ana()
    for number in range(TOGETHER + 1):
        await house.proposal(ana, {"answers.title": POISON if number < TOGETHER else "Última"})
    assert await tick(house, Poisoned(), day(17)) == (2, 0)
    assert await house.mail(ANA) == []
    assert await tick(house, OfProposals(), day(17, 14)) == (2, 1)


async def test_an_invitation_that_fails_keeps_no_other_waiting(house: House) -> None:
    policy = house.desk.call.mail
    house.set_call(mail=replace(policy, invitations_per_day_person=0))
    proposal_id = await poisoned(house)
    house.set_call(mail=policy)
    async with house.work() as work:
        (place,) = await work.participations.of_proposal(proposal_id)
        await work.participations.save(replace(place, attributes=("x",)))  # type: ignore[arg-type]  # as a bug might
    house.clock.move(hours=1)
    assert await tick(house, OfProposals(), house.now) == (1, 1)
    assert (await house.kinds(BRUNO), await house.kinds(CARLA)) == ([], ["invitation"])
    async with house.work() as work:
        later = house.now + timedelta(hours=1)
        assert await work.proposals.to_look_at(house.desk.call.id, house.now, 9) != [proposal_id]
        assert proposal_id in await work.proposals.to_look_at(house.desk.call.id, later, 9)


async def test_what_never_began_since_the_store_was_in_trouble_leaves_nothing_behind() -> None:
    async def nothing() -> None:
        raise AssertionError("it began")

    class Locked:
        def apart(self) -> Any:
            raise StoreTroubleError

    act = nothing()
    with pytest.raises(StoreTroubleError):
        await on_its_own(Locked(), "anything", act)  # type: ignore[arg-type]  # a store that only refuses
    assert inspect.getcoroutinestate(act) == inspect.CORO_CLOSED


async def test_the_stores_trouble_is_everybodys_and_puts_nobody_off(house: House) -> None:
    await poisoned(house)
    with pytest.raises(StoreTroubleError):
        await tick(house, Poisoned(failure=StoreTroubleError), day(13))
    assert await tick(house, OfProposals(), day(13)) == (1, 2)
