"""What was already done once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.store.tables import ledger
from core.store.upsert import insert

_TOGETHER = 100
"""Prefixes in one statement: databases bear only so many conditions in one."""
_LAST = "\U0010ffff"
"""No key sorts after its own prefix followed by this."""


class SqlLedger:
    """Keys as rows; a key is written once and stays."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def enter(self, key: str, now: datetime, note: str = "") -> bool:
        entered = await self._connection.execute(
            insert(self._connection, ledger)
            .values(key=key, at=now, note=note)
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(ledger.c.key)
        )
        return entered.scalar_one_or_none() is not None

    async def known(self, prefix: str) -> Mapping[str, str]:
        found = await self._connection.execute(
            select(ledger.c.key, ledger.c.note)
            .where(ledger.c.key >= prefix, ledger.c.key < prefix + _LAST)
            .order_by(ledger.c.key)
        )
        return {row.key: row.note for row in found}

    async def known_of(self, prefixes: Collection[str]) -> frozenset[str]:
        wanted, found = list(dict.fromkeys(prefixes)), set[str]()
        for first in range(0, len(wanted), _TOGETHER):
            ranges = [
                and_(ledger.c.key >= prefix, ledger.c.key < prefix + _LAST)
                for prefix in wanted[first : first + _TOGETHER]
            ]
            found |= set((await self._connection.execute(select(ledger.c.key).where(or_(*ranges)))).scalars())
        return frozenset(found)
