"""The log, which only grows, and the ledger, which knows what was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.store import SqlStore
from core.store.engine import database_url, writing_engine
from tests.support.records import NOON, a_line


async def test_lines_come_back_in_order_and_numbered(store: SqlStore) -> None:
    lines = [
        a_line("b", channel="mail", proposal_id="p1", person_id="ana", facts={"was": None, "now": [1]}),
        a_line("a", proposal_id="p2"),
        a_line("c", proposal_id="p1", seq=99),
    ]
    async with store.work() as work:
        for line in lines:
            await work.log.add(line)
    numbered = [replace(line, seq=number) for number, line in enumerate(lines, start=1)]
    async with store.look() as view:
        assert await view.log.since(0) == numbered
        assert await view.log.since(1, limit=1) == numbered[1:2]
        assert await view.log.of_proposal("p1") == [numbered[0], numbered[2]]


async def test_people_whom_somebody_did_something_to_are_counted_once(store: SqlStore) -> None:
    before = NOON - timedelta(microseconds=1)
    lines = (
        a_line("invitation", actor="ana", person_id="eva", at=NOON),
        a_line("invitation_changed", actor="ana", person_id="eva", at=NOON),
        a_line("invitation", actor="ana", person_id="luis", at=NOON),
        a_line("invitation", actor="ana", person_id="besides", at=NOON),
        a_line("invitation", actor="ana", person_id="too early", at=before),
        a_line("invitation", actor="beto", person_id="somebody else's", at=NOON),
        a_line("removed", actor="ana", person_id="another kind", at=NOON),
        a_line("invitation", actor="ana", at=NOON),
    )
    async with store.work() as work:
        for line in lines:
            await work.log.add(line)
        kinds = {"invitation", "invitation_changed"}
        assert await work.log.people_of("ana", kinds, NOON, besides="besides") == 2


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM log",
        "UPDATE log SET facts = '{}'",
        "UPDATE log SET facts = '{}', kind = 'other', blanked_at = at",
        "UPDATE log SET actor = 'somebody else', blanked_at = at",
        "UPDATE log SET person_id = 'beto', blanked_at = at",
    ],
)
async def test_the_database_itself_refuses_to_change_the_log(store: SqlStore, database: str, change: str) -> None:
    async with store.work() as work:
        await work.log.add(a_line())
    engine = writing_engine(database_url(database))
    with pytest.raises(DBAPIError, match="append-only"):
        async with engine.begin() as connection:
            await connection.execute(text(change))
    await engine.dispose()
    async with store.look() as view:
        assert await view.log.since(0) == [a_line(seq=1)]


async def test_a_thing_is_done_once(store: SqlStore) -> None:
    async with store.work() as work:
        assert [await work.ledger.enter("a", NOON, "first"), await work.ledger.enter("a", NOON)] == [True, False]
    async with store.work() as work:
        assert not await work.ledger.enter("a", NOON)
        assert await work.ledger.known("a") == {"a": "first"}


async def test_keys_are_found_by_their_exact_beginning(store: SqlStore) -> None:
    keys = ["reminder:ñandú", "reminder:", "reminder:\U0001f9c9", "reminder:a", "Reminder:a", "reminder;", "reminde"]
    async with store.work() as work:
        for key in keys:
            await work.ledger.enter(key, NOON)
        found = await work.ledger.known("reminder:")
    assert list(found) == ["reminder:", "reminder:a", "reminder:ñandú", "reminder:\U0001f9c9"]
