"""What the secretariat ordered, as long as it can be undone or waits for a yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.order import GivenOrder, OrderState
from core.store.rows import record_of, row_of
from core.store.tables import orders


class SqlOrders:
    """Orders as rows: of whom, in which of their letters, in which line."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, order: GivenOrder) -> None:
        await self._connection.execute(orders.insert().values(row_of(order)))

    async def of_batch(self, person_id: str, batch: int) -> Sequence[GivenOrder]:
        theirs = select(orders).where(orders.c.person_id == person_id, orders.c.batch == batch)
        found = await self._connection.execute(theirs.order_by(orders.c.position))
        return [record_of(GivenOrder, row) for row in found.mappings()]

    async def next_batch(self, person_id: str) -> int:
        last = select(func.max(orders.c.batch)).where(orders.c.person_id == person_id)
        return int((await self._connection.execute(last)).scalar_one() or 0) + 1

    async def move(
        self, order: GivenOrder, after: OrderState, now: datetime, did: Mapping[str, object] | None = None
    ) -> bool:
        this = (
            orders.c.person_id == order.person_id,
            orders.c.batch == order.batch,
            orders.c.position == order.position,
            orders.c.state == order.state,
        )
        values = {"state": after, "changed_at": now, **({} if did is None else {"did": did})}
        return (await self._connection.execute(update(orders).where(*this).values(values))).rowcount == 1
