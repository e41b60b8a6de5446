"""`convoca db upgrade` and `convoca backup`, as typed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from convoca.__main__ import main
from convoca.refusal import Refusal
from convoca.storing import open_store
from core.store.refusal import Trouble
from templates.words import LANGUAGES, Words
from tests.convoca.process import COMMAND, environment


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings say that the database is; nothing is there yet."""
    file = tmp_path / "convoca.sqlite"
    monkeypatch.setenv("CONVOCA_DATABASE", str(file))
    return file


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_an_upgrade_makes_the_database_and_then_has_nothing_to_do(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(capsys, "db", "upgrade", "--lang", "en")
    assert first == (0, f"{Words('en')('database.upgraded')}\n", "")
    assert run(capsys, "db", "upgrade", "--json") == (0, '{"changed": false}\n', "")
    assert database.exists()


def test_a_copy_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.sqlite"
    run(capsys, "db", "upgrade")
    status, out, _ = run(capsys, "backup", str(copy), "--json")
    assert (status, json.loads(out)) == (0, {"file": str(copy)})
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)
    connection.close()
    refused = Words("pt")("database.exists", database=str(copy))
    assert run(capsys, "backup", str(copy), "--lang", "pt") == (2, "", f"convoca: {refused}\n")


def test_a_server_is_not_copied_and_its_password_not_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVOCA_DATABASE", "postgresql://convoca:hush@db.example/convoca")
    status, out, err = run(capsys, "backup", str(tmp_path / "copy"), "--lang", "en")
    assert (status, out) == (2, "")
    assert "pg_dump" in err
    assert "hush" not in err


def test_a_wrong_database_is_one_clear_line(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database.write_text("not a database, " * 100, encoding="utf-8")
    refused = Words("es")("database.not_ours", database=str(database))
    assert run(capsys, "db", "upgrade") == (2, "", f"convoca: {refused}\n")


def test_two_versions_at_once_are_one_clear_line(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "db", "upgrade")
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO convoca_version VALUES ('0001')")
        versions = [row[0] for row in connection.execute("SELECT version_num FROM convoca_version ORDER BY 1")]
    connection.close()
    reason = f"convoca_version: {', '.join(versions)}"
    refused = Words("es")("database.damaged", database=str(database), reason=reason)
    assert run(capsys, "db", "upgrade") == (2, "", f"convoca: {refused}\n")


def test_a_disk_without_room_is_told_of_the_copy_and_not_of_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "db", "upgrade")
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 128; "$0" -m convoca backup copy.sqlite', COMMAND[0]], cwd=tmp_path,
        env={**environment(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    refused = Words("es")("database.unwritable", database="copy.sqlite", reason="disk I/O error")
    assert (done.returncode, done.stderr.decode()) == (2, f"convoca: {refused}\n")
    assert not any(tmp_path.glob("copy*"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trouble", Trouble)
def test_there_are_words_for_every_trouble(trouble: Trouble, language: str) -> None:
    assert Words(language)(f"database.{trouble}", database="the place", reason="the reason")


async def test_a_store_opened_for_the_service_refuses_with_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        await open_store(str(tmp_path / "nowhere" / "convoca.sqlite"))
    assert refusal.value.key == "database.unreachable"


async def test_a_store_opened_for_the_service_is_ready(database: Path) -> None:
    store = await open_store(str(database))
    async with store.work() as work:
        assert await work.people.all() == []
    await store.close()
