"""What matters for speed: how many statements an act costs, and that hot queries walk an index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from core.ports import ProposalFilter
from core.store import SqlStore
from core.store.engine import database_url, reading_engine
from tests.support.records import CALL, NOON, a_letter, a_participation, a_person, a_proposal

STEERING = ("BEGIN", "SELECT pg_advisory", "SET TRANSACTION")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are run inside, without those that open a transaction."""
    seen: list[str] = []

    def note(*call: object) -> None:
        statement = str(call[2])
        if not statement.startswith(STEERING):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_a_proposal_and_its_people_cost_two_statements(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
        await work.proposals.add(a_proposal())
        for place in range(10):
            await work.participations.add(a_participation(f"x{place}", position=place, person_id="ana"))
    with counted() as seen:
        async with store.look() as view:
            await view.proposals.get("p1")
            assert len(await view.participations.of_proposal("p1")) == 10
    assert len(seen) == 2


async def test_a_page_of_proposals_costs_no_more_than_one_proposal(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
        for number in range(20):
            await work.proposals.add(a_proposal(f"p{number}"))
            await work.participations.add(a_participation(f"x{number}", on=f"p{number}"))
    with counted() as seen:
        async with store.look() as view:
            found = await view.proposals.find(CALL, ProposalFilter())
            lists = await view.participations.of_proposals([proposal.id for proposal in found])
            await view.people.many([proposal.proponent_id for proposal in found])
    assert (len(seen), len(found), len(lists)) == (3, 20, 20)


async def test_a_batch_of_letters_is_one_statement(store: SqlStore) -> None:
    with counted() as seen:
        async with store.work() as work:
            await work.inbox.add([a_letter(f"l{number}") for number in range(50)])
    assert len(seen) == 1
    async with store.look() as view:
        assert len(await view.inbox.waiting(100)) == 50


async def queries(store: SqlStore) -> list[str]:
    """Every query that runs on each tap, letter or tick."""
    with counted() as seen:
        async with store.work() as work:
            await work.people.get("ana")
            await work.people.by_address("ana@example.org")
            await work.proposals.get("p1")
            await work.proposals.of_proponent(CALL, "ana")
            await work.proposals.sent_counts(CALL, [a_person()])
            await work.proposals.find(CALL, ProposalFilter())
            await work.proposals.to_look_at(CALL, NOON, 10)
            await work.participations.of_proposal("p1")
            await work.participations.of_person("ana")
            await work.conversations.get("ana", "web")
            await work.tokens.get("f")
            await work.sessions.get("s")
            await work.sessions.forget(NOON)
            await work.tokens.forget("sign_in", NOON)
            await work.held.forget(NOON)
            await work.leases.get("ticks")
            await work.chats.closed()
            await work.outbox.newest_to(["ana"], "chat")
            await work.inbox.waiting(10)
            await work.outbox.claim("mail", NOON, NOON, 10)
            await work.outbox.of_person("ana", "chat", 10)
            await work.outbox.of_proposal("p1")
            await work.outbox.count_to("ana@example.org", NOON)
            await work.outbox.release("ana")
            await work.outbox.drop(participation_id="x1")
            await work.log.since(0)
            await work.log.of_proposal("p1")
            await work.log.people_of("ana", {"invitation"}, NOON, besides="beto")
            await work.ledger.known("reminder:")
            await work.ledger.known_of(["draft:p1:0:", "invitation:x1:0:"])
            await work.log.to_people({"invitation"}, {"ana", "beto"}, NOON)
            await work.chats.with_open({"ana", "beto"})
            await work.participations.of_people({"ana", "beto"})
            await work.proposals.of_proponents(CALL, {"ana", "beto"})
            await work.proposals.to_look_at(CALL, NOON, 50)
            await work.proposals.look_for("ana")
    return seen


async def plan(database: str, query: str) -> list[str]:
    """How SQLite means to carry out a query; what its parameters are does not matter."""
    engine = reading_engine(database_url(database))
    async with engine.connect() as connection:
        steps = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (None,) * query.count("?"))
        found = [row[3] for row in steps]
    await engine.dispose()
    return found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_no_hot_query_reads_a_whole_table(store: SqlStore, database: str) -> None:
    whole = [
        f"{step} <- {query}"
        for query in await queries(store)
        for step in await plan(database, query)
        if step.startswith("SCAN ") and step != "SCAN due"
    ]
    assert whole == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_courier_does_not_walk_over_what_was_sent_long_ago(store: SqlStore, database: str) -> None:
    with counted() as seen:
        async with store.work() as work:
            await work.outbox.claim("mail", NOON, NOON, 10)
    assert "SEARCH outbox USING INDEX ix_outbox_channel_state_seq (channel=? AND state=?)" in await plan(
        database, seen[0]
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_tick_reads_no_proposal_whose_time_has_not_come(store: SqlStore, database: str) -> None:
    with counted() as seen:
        async with store.work() as work:
            await work.proposals.to_look_at(CALL, NOON, 50)
    found = await plan(database, seen[0])
    assert found[0] == "SEARCH proposals USING INDEX ix_proposals_call_look_at (call=? AND look_at<?)"
