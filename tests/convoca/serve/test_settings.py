"""What keeps the service from running is one line that names the place and the mend; nothing is left behind."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path
from typing import Protocol

import pytest

from convoca.__main__ import main
from convoca.example.ports import free_port
from convoca.service import Part
from convoca.settings import load_settings
from templates.words import Words
from tests.convoca.process import HOST, environment, told

WORDS = Words("es")
SECRET = "hush-hush"


def refused(folder: Path, *words: str, **settings: object) -> str:
    """Return the one line that `convoca serve` ends with, without our name before it."""
    places: dict[str, object] = {"web_listen": f"{HOST}:{free_port()}", "smtp_listen": f"{HOST}:{free_port()}"}
    found = told(folder, "serve", *words, settings={**places, **settings})
    assert (found.status, found.out, found.err.count("\n")) == (2, "", 1), found
    assert SECRET not in found.err
    return found.err.removeprefix("convoca: ").removesuffix("\n")


class Refused(Protocol):
    """How `convoca serve` is asked to start with settings that do not serve; returns the line it ends with."""

    def __call__(self, *words: str, **settings: object) -> str: ...


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refused:
    """The same as `refused`, in this process: there are many settings, and a process takes a second."""

    def line(*words: str, **settings: object) -> str:
        with monkeypatch.context() as patch:
            for name, value in environment(tmp_path, **settings).items():
                patch.setenv(name, value)
            status = main(["serve", *words])
        found = capsys.readouterr()
        assert (status, found.out, found.err.count("\n")) == (2, "", 1), found
        assert SECRET not in found.err
        return found.err.removeprefix("convoca: ").removesuffix("\n")

    return line


@pytest.mark.parametrize(
    ("setting", "value", "mend"),
    [
        ("web_listen", "8080", "place"),
        ("smtp_listen", "127.0.0.1:mail", "place"),
        ("lmtp_listen", "127.0.0.1:70000", "place"),
        ("lmtp_listen", "::1:2526", "place"),
        ("web_listen", "::1", "place"),
        ("web_listen", "[]:8080", "place"),
        ("smtp_listen", "[localhost]:2525", "place"),
        ("smtp_listen", "[::g]:2525", "place"),
        ("public_url", "ftp://convoca.example", "url"),
        ("public_url", "https://convoca.example/foro", "url"),
        ("mail_domain", "convoca.example\nBcc: x@y.example", "domain"),
        ("authserv_id", "mail.convoca.example 1", "domain"),
        ("mail_from", "Foro <foro@convoca.example>", "address"),
        ("secretariat", "ana@foro.example, luis", "addresses"),
        ("secretariat", "-0012", "addresses"),
        ("secret_key", SECRET, "secret"),
        ("tick_seconds", "0", "seconds"),
        ("smtp_relay", f"https://ana:{SECRET}@mail.example", "relay"),
        ("smtp_relay", "mail.example", "relay"),
        ("smtp_relay", "::1:25", "relay"),
        ("smtp_relay", f"smtp://ana:{SECRET}@mail.example:99999", "relay"),
        ("smtp_relay", f"smtp://ana:{SECRET}@[mail.example", "relay"),
    ],
)
def test_a_setting_that_cannot_serve_is_named_with_how_to_write_it(
    here: Refused, setting: str, value: str, mend: str
) -> None:
    expected = WORDS(f"commands.settings.{mend}", name=f"CONVOCA_{setting.upper()}")
    assert here(**{setting: value}) == expected


@pytest.mark.parametrize("setting", ["web_listen", "smtp_listen", "lmtp_listen"])
def test_a_place_that_is_taken_is_told_by_its_setting(tmp_path: Path, setting: str) -> None:
    with socket.create_server((HOST, 0)) as taken:
        place = f"{HOST}:{taken.getsockname()[1]}"
        line = refused(tmp_path, **{setting: place})
    assert place in line
    assert f"CONVOCA_{setting.upper()}" in line


def test_a_host_that_no_name_server_could_know_is_told_by_its_setting(here: Refused) -> None:
    assert "CONVOCA_WEB_LISTEN" in here(web_listen=f"{'a' * 70}.example:80")


def test_a_part_that_there_is_not_is_told_with_those_that_there_are(here: Refused) -> None:
    known = ", ".join(Part)
    assert here("--only", "web,post") == WORDS("commands.serve.unknown_part", part="post", parts=known)


def test_a_misspelt_setting_is_logged_at_the_start(tmp_path: Path) -> None:
    found = told(tmp_path, "serve", settings={"call": "nope", "web_litsen": "127.0.0.1:80", "test_database": "x"})
    logged, refusal = found.err.splitlines()
    no_such = WORDS("commands.settings.no_such", name="CONVOCA_WEB_LITSEN")
    meant = WORDS("commands.usage.suggestion", suggestion="CONVOCA_WEB_LISTEN")
    assert logged.endswith(f" WARNING convoca.commands.serve: {no_such} {meant}")
    assert refusal.startswith("convoca: ")


def test_a_wrong_option_is_one_line_too(here: Refused) -> None:
    assert "--lang" in here("--lang", "xx")


@pytest.mark.parametrize("call", ["lacigf-2052", "missing.toml"])
def test_a_call_that_there_is_not_is_told_with_those_that_there_are(here: Refused, call: str) -> None:
    known = "fib, igf-2023, lacigf-2025"
    assert here(call=call) == WORDS("call.refused.unknown", name=call, known=known)


def test_a_call_with_faults_leads_to_the_command_that_tells_them_all(here: Refused, tmp_path: Path) -> None:
    file = tmp_path / "call.toml"
    file.write_text('id = "mine"\nzone = 3\n', "utf-8")
    line = here(call=file)
    assert f"«{file}», línea " in line
    assert f"convoca call check {file}" in line


def test_a_settings_file_is_told_by_its_name_and_a_setting_in_it_by_its_own(here: Refused, tmp_path: Path) -> None:
    file = tmp_path / "convoca.toml"
    assert here("--settings", str(file)) == WORDS("commands.settings.no_file", file=str(file))
    for broken in (b"secretariat = [", b"secretariat = '\xff'"):
        file.write_bytes(broken)
        assert str(file) in here("--settings", str(file))
    file.write_text('secretary = "ana@foro.example"', "utf-8")
    expected = WORDS("commands.settings.unknown", name="CONVOCA_SECRETARY")
    assert here("--settings", str(file)) == expected


def test_no_key_is_left_where_no_database_can_be(tmp_path: Path) -> None:
    database = tmp_path / "nowhere" / "convoca.sqlite"
    said = refused(tmp_path, database=database)
    assert said == WORDS("database.unreachable", database=str(database), reason="No such file or directory")
    assert str(tmp_path) in refused(tmp_path, database=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_of_ours_stays_as_it_was(tmp_path: Path) -> None:
    notes, others = tmp_path / "notes.txt", tmp_path / "others.sqlite"
    notes.write_text("My notes, no database at all.\n" * 100, "utf-8")
    with sqlite3.connect(others) as connection:
        connection.execute("CREATE TABLE people (shoe_size)")
    connection.close()
    before = notes.read_bytes()
    for file in (notes, others):
        assert refused(tmp_path, database=file) == WORDS("database.not_ours", database=str(file))
    assert notes.read_bytes() == before
    with sqlite3.connect(others) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("people",)]
    connection.close()
    assert sorted(tmp_path.iterdir()) == [notes, others]


def test_a_database_of_a_newer_convoca_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "convoca.sqlite"
    assert told(tmp_path, "db", "upgrade").status == 0
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE convoca_version SET version_num = '9999'")
    connection.close()
    assert refused(tmp_path) == WORDS("database.newer", database=str(file))
    assert not file.with_suffix(".key").exists()


@pytest.mark.parametrize(
    ("database", "trouble"),
    [
        (f"mysql://ana:{SECRET}@db.example/convoca", "unreadable_url"),
        (f"postgresql://ana:{SECRET}@{HOST}:1/convoca", "unreachable"),
    ],
)
def test_a_server_that_cannot_be_had_is_told_without_its_password(here: Refused, database: str, trouble: str) -> None:
    line = here(database=database)
    assert line.startswith(WORDS(f"database.{trouble}", database="\0", reason="").partition("\0")[0])


def test_a_key_that_is_damaged_is_not_replaced(tmp_path: Path) -> None:
    key = tmp_path / "convoca.key"
    key.write_text("half a key", "utf-8")
    assert refused(tmp_path) == WORDS("commands.settings.key_short", file=str(key))
    assert key.read_text("utf-8") == "half a key"


def test_the_secretariat_is_addresses_and_chats() -> None:
    settings = load_settings(secretariat="Mesa@foro.example, -1001234567890, 77")
    assert (settings.secretaries, settings.office_chats) == (("mesa@foro.example",), (-1001234567890, 77))
