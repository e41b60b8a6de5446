"""How many statements a person's screen costs."""

from __future__ import annotations

from core.model.proposal import ParticipationStatus
from core.model.records import ProposalState
from core.model.slot import Slot
from core.ports import UnitOfWork
from core.usecases.converse import look
from tests.builders import House
from tests.core.store.test_statements import counted
from tests.support.records import NOON, a_participation, a_person, a_proposal


async def statements(house: House, person_id: str) -> int:
    with counted() as seen:
        async with house.store.look() as work:
            await look(house.desk, work, person_id, "web")
    return len(seen)


async def test_whoever_has_neither_a_proposal_nor_an_invitation_costs_least(house: House) -> None:
    ana = await house.ana()
    assert await statements(house, ana.id) == 5


async def test_many_sessions_of_ones_own_and_of_others_cost_no_more_than_one(house: House) -> None:
    async with house.work() as work:
        await busy(house, work, "eva", 1)
        await busy(house, work, "noa", 6)
    assert [await statements(house, "eva"), await statements(house, "noa")] == [10, 10]


async def busy(house: House, work: UnitOfWork, who: str, count: int) -> None:
    """So many sessions of their own, and of others that they were asked to be part of, each with its date."""
    await work.people.add(a_person(who))
    for number in range(count):
        own, others, other = f"{who}-{number}", f"{who}-asked-{number}", f"{who}-asker-{number}"
        await work.people.add(a_person(other))
        for proposal_id, of in ((own, who), (others, other)):
            sent = a_proposal(proposal_id, of=of, call=house.desk.call.id, state=ProposalState.SENT)
            await work.proposals.add(sent)
            await work.slots.put(
                Slot(proposal_id=proposal_id, starts_at=NOON, minutes=60, place="", sequence=0, changed_at=NOON)
            )
        asked = a_participation(f"x-{others}", on=others, person_id=who, status=ParticipationStatus.INVITED)
        await work.participations.add(asked)
