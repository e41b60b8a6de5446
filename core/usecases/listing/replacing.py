"""One person in another's place: named first, and put there once there is an address to write to.

Until then the other keeps their place, so that whoever stops halfway has lost nobody. Who is to take whose place stands
in the ledger, for it is a plan and no part of the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.invitations import may_be_replaced
from core.usecases.desk import Desk
from core.usecases.listing.taking_off import take_off
from core.usecases.notices import note


async def plan(work: UnitOfWork, newcomer: Participation, old_id: str, now: datetime) -> None:
    """Note whose place on the same list somebody new is to take, where that place may be taken."""
    old = await work.participations.get(old_id)
    if old is not None and old.proposal_id == newcomer.proposal_id and may_be_replaced(old):
        await work.ledger.enter(_key(newcomer.proposal_id, newcomer.id), now, old_id)


async def planned(work: UnitOfWork, items: Sequence[Participation]) -> Mapping[str, str]:
    """Return, of the people on one list, who is to take whose place: newcomer's id -> the other's."""
    on_list = {item.id for item in items if item.status is not ParticipationStatus.WITHDRAWN}
    unreached = [item for item in items if item.id in on_list and item.address is None]
    if not unreached:
        return {}
    known = await work.ledger.known(_key(unreached[0].proposal_id))
    plans = {item.id: known.get(_key(item.proposal_id, item.id), "") for item in unreached}
    return {newcomer: old for newcomer, old in plans.items() if old in on_list}


async def to_replace(work: UnitOfWork, newcomer: Participation) -> Participation | None:
    """Return whose place somebody is to take as soon as their address is known; None where nobody's."""
    plans = await planned(work, await work.participations.of_proposal(newcomer.proposal_id))
    old = plans.get(newcomer.id)
    return await work.participations.get(old) if old else None


async def take_place(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    newcomer: Participation,
    old: Participation,
    now: datetime,
) -> Participation:
    """Return the newcomer with the roles and attendance of the other, who leaves the list and hears of it.

    Who has said yes since the plan was made stays: then the newcomer stands beside them, without a role.
    """
    if not may_be_replaced(old):
        return newcomer
    await take_off(desk, work, record, proponent, old, "removed", now)
    ends = {"proposal_id": record.id, "participation": old.id, "replaced_by": newcomer.id}
    await note(work, now, "participant_removed", proponent.id, **ends)
    return replace(
        newcomer, roles=newcomer.roles or old.roles, attendance=newcomer.attendance or old.attendance
    )  # fmt: skip


def _key(proposal_id: str, newcomer: str = "") -> str:
    return f"replaces:{proposal_id}:{newcomer}"
