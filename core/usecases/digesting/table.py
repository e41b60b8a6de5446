"""The table of proposals that comes with a digest, for who wished for it: made as the letter leaves, kept nowhere."""

from __future__ import annotations

from dataclasses import replace

from core.model.records import Notice, Person
from core.ports import ProposalFilter, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.secretariat import csv_table

TABLE = "table"
"""The fact that bears it: keys of columns, and rows."""


async def wish_table(desk: Desk, work: UnitOfWork, person: Person, wanted: bool) -> None:
    """Note whether somebody's digests are to bring the table of proposals."""
    await work.people.save(replace(person, digest_table_at=desk.clock.now() if wanted else None))


async def with_wished_table(desk: Desk, work: UnitOfWork, notice: Notice) -> Notice:
    """Return the digest with the table where its reader wishes for it now, and is still of the secretariat."""
    person = await work.people.get(notice.person_id or "")
    if person is None or person.digest_table_at is None or person.address.lower() not in desk.secretariat:
        return notice
    columns, rows = await csv_table(desk, work, ProposalFilter())
    return replace(notice, facts={**notice.facts, TABLE: {"columns": columns, "rows": rows}})
