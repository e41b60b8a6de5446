"""People on proposals' lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import Participation
from core.store.rows import changed_one, record_of, row_of
from core.store.tables import participations, proposals


class SqlParticipations:
    """Participations as rows, in list order."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, participation_id: str) -> Participation | None:
        found = await self._select(participations.c.id == participation_id)
        return found[0] if found else None

    async def add(self, participation: Participation) -> None:
        await self._connection.execute(insert(participations).values(row_of(participation)))

    async def save(self, participation: Participation) -> None:
        change = update(participations).where(participations.c.id == participation.id).values(row_of(participation))
        changed_one(await self._connection.execute(change), f"participation {participation.id}")

    async def remove(self, participation_id: str) -> None:
        removal = delete(participations).where(participations.c.id == participation_id)
        changed_one(await self._connection.execute(removal), f"participation {participation_id}")

    async def of_proposal(self, proposal_id: str) -> Sequence[Participation]:
        return await self._select(participations.c.proposal_id == proposal_id)

    async def of_proposals(self, proposal_ids: Sequence[str]) -> Mapping[str, Sequence[Participation]]:
        lists: dict[str, list[Participation]] = {proposal_id: [] for proposal_id in proposal_ids}
        for one in await self._select(participations.c.proposal_id.in_(set(proposal_ids))):
            lists[one.proposal_id].append(one)
        return lists

    async def of_person(self, person_id: str) -> Sequence[Participation]:
        return await self._select(participations.c.person_id == person_id)

    async def invited_since(self, moment: datetime, *, proponent_id: str) -> int:
        counted = await self._connection.execute(
            select(func.count())
            .select_from(participations.join(proposals, proposals.c.id == participations.c.proposal_id))
            .where(proposals.c.proponent_id == proponent_id, participations.c.invited_at >= moment)
        )
        return counted.scalar_one()

    async def _select(self, condition: ColumnElement[bool]) -> list[Participation]:
        in_order = select(participations).where(condition)
        found = await self._connection.execute(
            in_order.order_by(participations.c.proposal_id, participations.c.position, participations.c.id)
        )
        return [record_of(Participation, row) for row in found.mappings()]
