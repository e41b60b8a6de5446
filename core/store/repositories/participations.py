"""People on proposals' lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import Participation
from core.store.repositories.looking import AT_PROPOSAL, AT_PROPOSAL_OF_ITEM
from core.store.rows import changed_one, record_of, row_of
from core.store.tables import participations

_IN_ORDER = select(participations).order_by(
    participations.c.proposal_id, participations.c.position, participations.c.id
)
_ONE = _IN_ORDER.where(participations.c.id == bindparam("item"))
_OF_PROPOSAL = _IN_ORDER.where(participations.c.proposal_id == bindparam("proposal"))
_OF_PROPOSALS = _IN_ORDER.where(participations.c.proposal_id.in_(bindparam("proposals", expanding=True)))
_OF_PERSON = _IN_ORDER.where(participations.c.person_id == bindparam("person"))
_OF_PEOPLE = _IN_ORDER.where(participations.c.person_id.in_(bindparam("people", expanding=True)))
_ADD = insert(participations)
_SAVE = update(participations).where(participations.c.id == bindparam("item"))


class SqlParticipations:
    """Participations as rows, in list order."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, participation_id: str) -> Participation | None:
        found = await self._select(_ONE, item=participation_id)
        return found[0] if found else None

    async def add(self, participation: Participation) -> None:
        await self._connection.execute(_ADD, row_of(participation))
        await self._connection.execute(AT_PROPOSAL, {"proposal": participation.proposal_id})

    async def save(self, participation: Participation) -> None:
        saved = await self._connection.execute(_SAVE, {"item": participation.id, **row_of(participation)})
        changed_one(saved, f"participation {participation.id}")
        await self._connection.execute(AT_PROPOSAL, {"proposal": participation.proposal_id})

    async def remove(self, participation_id: str) -> None:
        await self._connection.execute(AT_PROPOSAL_OF_ITEM, {"item": participation_id})
        removal = delete(participations).where(participations.c.id == participation_id)
        changed_one(await self._connection.execute(removal), f"participation {participation_id}")

    async def of_proposal(self, proposal_id: str) -> Sequence[Participation]:
        return await self._select(_OF_PROPOSAL, proposal=proposal_id)

    async def of_proposals(self, proposal_ids: Sequence[str]) -> Mapping[str, Sequence[Participation]]:
        if not proposal_ids:
            return {}
        lists: dict[str, list[Participation]] = {proposal_id: [] for proposal_id in proposal_ids}
        for one in await self._select(_OF_PROPOSALS, proposals=list(lists)):
            lists[one.proposal_id].append(one)
        return lists

    async def of_person(self, person_id: str) -> Sequence[Participation]:
        return await self._select(_OF_PERSON, person=person_id)

    async def of_people(self, person_ids: Collection[str]) -> Sequence[Participation]:
        return await self._select(_OF_PEOPLE, people=list(person_ids))

    async def _select(self, which: Select[Any], **told: object) -> list[Participation]:
        found = await self._connection.execute(which, told)
        return [record_of(Participation, row) for row in found.mappings()]
