from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from core.model.proposal import ParticipationStatus
from core.model.records import ProposalState
from core.model.sent import SentCounts
from core.model.undelivered import Undelivered
from core.store import SqlStore, StoreRefusal
from core.store.engine import database_url, writing_engine
from core.store.migrate import VERSION_TABLE, check, upgrade
from core.store.refusal import Trouble
from core.store.tables import metadata
from tests.support.records import CALL, NOON, a_participation, a_person, a_proposal

STOPPED = ("digest", "announcements")


async def run(database: str, statement: str) -> None:
    engine = writing_engine(database_url(database))
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def trouble_of(database: str) -> Trouble:
    with pytest.raises(StoreRefusal) as refusal:
        await check(database)
    return refusal.value.trouble


def modes_in(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def differences(connection: Connection) -> list[object]:
    options = {"version_table": VERSION_TABLE, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


async def test_the_migrations_make_exactly_the_tables_that_the_code_knows(database: str) -> None:
    engine = writing_engine(database_url(database))
    async with engine.begin() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == []


async def test_a_difference_would_be_found(database: str) -> None:
    await run(database, "ALTER TABLE ledger DROP COLUMN note")
    await run(database, "DROP INDEX ix_outbox_thread_seq")
    engine = writing_engine(database_url(database))
    async with engine.begin() as connection:
        found = [str(difference[0]) for difference in await connection.run_sync(differences)]
    await engine.dispose()
    assert sorted(found) == ["add_column", "add_index"]


async def test_an_empty_database_is_made_ready_once(bare_database: str) -> None:
    assert await trouble_of(bare_database) is Trouble.ABSENT
    assert [await upgrade(bare_database), await upgrade(bare_database)] == [True, False]
    await check(bare_database)


async def test_two_that_start_at_once_make_it_ready_together(bare_database: str) -> None:
    assert sorted(await asyncio.gather(upgrade(bare_database), upgrade(bare_database))) == [False, True]


async def test_rows_outlive_an_upgrade(store: SqlStore, database: str) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
    await upgrade(database)
    async with store.look() as view:
        assert await view.people.all() == [a_person()]


async def test_a_newer_database_is_left_alone(database: str) -> None:
    await run(database, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    assert await trouble_of(database) is Trouble.NEWER
    with pytest.raises(StoreRefusal, match="newer"):
        await upgrade(database)


@pytest.mark.parametrize("table", ["people", "songs", VERSION_TABLE])
async def test_another_programs_tables_are_left_alone(bare_database: str, table: str) -> None:
    await run(bare_database, f"CREATE TABLE {table} (version_num text)")
    assert await trouble_of(bare_database) is Trouble.NOT_OURS
    with pytest.raises(StoreRefusal, match="not_ours"):
        await upgrade(bare_database)


async def test_another_programs_file_stays_as_it_was_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "songs.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE songs (name text)")
    connection.close()
    before = files_in(tmp_path)
    with pytest.raises(StoreRefusal, match="not_ours"):
        await SqlStore.open(str(file))
    assert files_in(tmp_path) == before


async def refusal_of(database: str) -> tuple[Trouble, str]:
    """Why the database can be neither used nor brought up to date."""
    found = []
    for way in (check, upgrade):
        with pytest.raises(StoreRefusal) as refusal:
            await way(database)
        found.append((refusal.value.trouble, refusal.value.reason))
    assert found[0] == found[1]
    return found[0]


async def test_two_versions_at_once_are_damage(database: str) -> None:
    await run(database, f"INSERT INTO {VERSION_TABLE} VALUES ('0001')")
    trouble, reason = await refusal_of(database)
    assert trouble is Trouble.DAMAGED
    assert reason.startswith(f"{VERSION_TABLE}: 0001, ")


async def test_a_table_that_is_gone_is_missed(database: str) -> None:
    await run(database, "DROP TABLE ledger")
    await run(database, "DROP TABLE updates")
    assert await refusal_of(database) == (Trouble.INCOMPLETE, "ledger, updates")


@pytest.mark.parametrize("kept", [1000, 4096, 50_000])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_file_that_was_cut_short_is_damaged(database: str, kept: int) -> None:
    os.truncate(database, kept)
    assert await refusal_of(database) == (Trouble.DAMAGED, "database disk image is malformed")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_version_that_cannot_be_read_is_damage(database: str) -> None:
    await run(database, f"ALTER TABLE {VERSION_TABLE} RENAME COLUMN version_num TO version")
    assert await refusal_of(database) == (Trouble.DAMAGED, f"no such column: {VERSION_TABLE}.version_num")


async def test_an_older_database_waits_for_its_upgrade_and_then_refuses_changes_to_the_log(database: str) -> None:
    for trigger in ("log_never_deleted", "log_only_blanked"):
        on = " ON log" if database.startswith("postgresql") else ""
        await run(database, f"DROP TRIGGER {trigger}{on}")
    if database.startswith("postgresql"):
        await run(database, "DROP FUNCTION log_refuses")
    for index in (
        "outbox_batch_id",
        "log_actor",
        "proposals_call_look_at",
        "proposals_call_organisation_key",
        "tokens_purpose_expires_at",
        "sessions_expires_at",
    ):
        await run(database, f"DROP INDEX ix_{index}")
    for column in ("outbox DROP COLUMN batch_id", *(f"people DROP COLUMN {what}_stopped_at" for what in STOPPED)):
        await run(database, f"ALTER TABLE {column}")
    for column in ("extended_to", "held_at", "organisation_key"):
        await run(database, f"ALTER TABLE proposals DROP COLUMN {column}")
    for column in ("people DROP COLUMN zone", "people DROP COLUMN wants", "proposals DROP COLUMN look_at"):
        await run(database, f"ALTER TABLE {column}")
    await run(database, "ALTER TABLE people DROP COLUMN digest_table_at")
    await _without_causes(database)
    for table in ("orders", "leases", "call_versions", "slots", "batches", "aliases", "held", "chats", "updates"):
        await run(database, f"DROP TABLE {table}")
    await run(database, f"UPDATE {VERSION_TABLE} SET version_num = '0001'")
    assert await trouble_of(database) is Trouble.OLDER
    assert await upgrade(database)
    await check(database)


async def test_what_an_older_version_said_is_not_said_again(store: SqlStore, database: str) -> None:
    asked = a_participation("x1", invited_at=NOON, status=ParticipationStatus.INVITED)
    half = replace(asked, id="x2", position=2, accepted_at=NOON + timedelta(days=2))
    old = (
        "draft:p1:2025-08-22",
        "invitation:x1:0:3",
        "invitation:x2:1:3",
        "invitation:gone:0:3",
        "digest:c:2025-08-01",
    )
    async with store.work() as work:
        await work.people.add(a_person())
        await work.proposals.add(a_proposal())
        for item in (asked, half):
            await work.participations.add(item)
        for key in old:
            await work.ledger.enter(key, NOON, f"of {key}")
    await _back_to_0013(database)
    assert await upgrade(database)
    async with store.look() as view:
        assert await view.ledger.known("") == {
            "draft:p1:0:2025-08-22:0": "of draft:p1:2025-08-22",
            "invitation:x1:0:2025-08-01:3": "of invitation:x1:0:3",
            "invitation:x2:1:2025-08-01:3": "of invitation:x2:1:3",
            "profile:x2:1:2025-08-03:3": "of invitation:x2:1:3",
            "invitation:gone:0:3": "of invitation:gone:0:3",
            "digest:c:2025-08-01": "of digest:c:2025-08-01",
        }


async def _without_causes(database: str) -> None:
    for column in ("undelivered", "undelivered_since"):
        await run(database, f"ALTER TABLE participations DROP COLUMN {column}")


async def _without_organisations(database: str) -> None:
    await run(database, "DROP INDEX ix_proposals_call_organisation_key")
    await run(database, "ALTER TABLE proposals DROP COLUMN organisation_key")


async def _back_to_0013(database: str) -> None:
    await _without_causes(database)
    await _without_organisations(database)
    await run(database, f"UPDATE {VERSION_TABLE} SET version_num = '0013'")


async def test_what_was_sent_before_counts_for_its_organisation(database: str, store: SqlStore) -> None:
    sent = a_proposal("sent", state=ProposalState.SENT, sent={"proponent": {"organisation": " RÉD  abierta"}})
    nobodys = a_proposal("nobodys", state=ProposalState.SENT, sent={"proponent": {"organisation": None}})
    async with store.work() as work:
        await work.people.add(a_person())
        for proposal in (sent, nobodys, replace(sent, id="gone", state=ProposalState.WITHDRAWN), a_proposal("draft")):
            await work.proposals.add(proposal)
    await _without_organisations(database)
    await run(database, f"UPDATE {VERSION_TABLE} SET version_num = '0015'")
    assert await upgrade(database)
    async with store.look() as view:
        counts = await view.proposals.sent_counts(CALL, [a_person(organisation="Red abierta")])
    assert counts == SentCounts({"ana": 2}, {"red abierta": 1})


async def test_whom_letters_did_not_reach_before_is_known_since_then(database: str, store: SqlStore) -> None:
    failed = a_participation("x1", person_id="ana", invited_at=NOON, status=ParticipationStatus.BOUNCED)
    unknown = replace(failed, id="x2", person_id=None)
    open_one = replace(failed, id="x3", status=ParticipationStatus.INVITED)
    async with store.work() as work:
        await work.people.add(a_person("ana", bounced_at=NOON + timedelta(days=2)))
        await work.proposals.add(a_proposal())
        for item in (failed, unknown, open_one):
            await work.participations.add(item)
    await _back_to_0013(database)
    assert await upgrade(database)
    why = Undelivered.OTHER
    async with store.look() as view:
        assert [await view.participations.get(key) for key in ("x1", "x2", "x3")] == [
            replace(failed, undelivered=why, undelivered_since=NOON + timedelta(days=2)),
            replace(unknown, undelivered=why, undelivered_since=NOON),
            open_one,
        ]


async def test_opening_makes_a_file_ready_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    file = tmp_path / "convoca.sqlite"
    store = await SqlStore.open(str(file))
    async with store.work() as work:
        await work.people.add(a_person())
        modes = modes_in(tmp_path)
    await store.close()
    assert modes == {"convoca.sqlite": 0o600, "convoca.sqlite-wal": 0o600, "convoca.sqlite-shm": 0o600}


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
@pytest.mark.parametrize("bare_database", ["postgresql"], indirect=True)
async def test_opening_a_server_changes_nothing(bare_database: str) -> None:
    with pytest.raises(StoreRefusal, match="absent"):
        await SqlStore.open(bare_database)


async def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ana, " * 100, encoding="utf-8")
    with pytest.raises(StoreRefusal, match="not_ours"):
        await upgrade(str(letter))
    assert letter.read_text(encoding="utf-8").startswith("Dear Ana")


@pytest.mark.parametrize("place", ["nowhere/convoca.sqlite", "."])
async def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(StoreRefusal, match="unreachable") as refusal:
        await SqlStore.open(str(tmp_path / place))
    assert refusal.value.reason


async def test_a_server_that_does_not_answer_is_refused_without_its_password(unused_tcp_port: int) -> None:
    url = f"postgresql://convoca:hush@127.0.0.1:{unused_tcp_port}/convoca?sslmode=disable"
    with pytest.raises(StoreRefusal, match="unreachable") as refusal:
        await SqlStore.open(url)
    assert refusal.value.database == f"postgresql://convoca:***@127.0.0.1:{unused_tcp_port}/convoca"
    assert "hush" not in f"{refusal.value} {refusal.value.reason}"


@pytest.mark.parametrize("url", ["", "mysql://root:hush@host/x", "sqlite://", "sqlite:///:memory:", "://", "no://x"])
def test_what_is_neither_a_file_nor_postgresql_is_refused(url: str) -> None:
    with pytest.raises(StoreRefusal, match="unreadable_url") as refusal:
        database_url(url)
    assert "hush" not in f"{refusal.value} {refusal.value.database}"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("convoca.sqlite", "sqlite+aiosqlite:///convoca.sqlite"),
        ("/var/lib/a b%20.db", "sqlite+aiosqlite:////var/lib/a b%2520.db"),
        ("sqlite:////var/x.db", "sqlite+aiosqlite:////var/x.db"),
        ("postgres://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql://u:p@h:1/d?sslmode=require", "postgresql+asyncpg://u:p@h:1/d?ssl=require"),
        ("postgresql+asyncpg://h/d", "postgresql+asyncpg://h/d"),
    ],
)
def test_a_database_is_read_as_a_file_or_a_server(given: str, read: str) -> None:
    assert database_url(given).render_as_string(hide_password=False) == read


def test_a_file_with_odd_letters_in_its_path_is_opened_as_such(tmp_path: Path) -> None:
    file = tmp_path / "año ?#%20&x=1.sqlite"
    asyncio.run(upgrade(str(file)))
    with sqlite3.connect(os.fspath(file)) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)
    connection.close()
