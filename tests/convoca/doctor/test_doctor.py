"""`convoca doctor`: each thing that serving needs, when it is there and when it is not."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from convoca.__main__ import main
from core.call.shipped import shipped_call, shipped_text
from templates.words import LANGUAGES, Words
from tests.convoca.process import HOST, environment, told
from tests.faults.crowd import open_call

WORDS = Words("es")
BORDER = "mail.convoca.example"
GOOD = {
    "mail_domain": "convoca.example", "public_url": "https://convoca.example", "secretariat": "ana@foro.example",
    "authserv_id": BORDER,
}  # fmt: skip
CLOSED = f"{HOST}:1"


class Doctor(Protocol):
    """Looks with these settings, without those that are None; returns the exit status and what was found.

    What the call leaves open is not among it.
    """

    def __call__(self, **settings: object) -> tuple[int, list[tuple[str, str]]]: ...


@pytest.fixture
def relay() -> Iterator[str]:
    """A place where somebody listens."""
    with socket.create_server((HOST, 0)) as listening:
        yield f"{HOST}:{listening.getsockname()[1]}"


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A call that is open today."""
    return open_call(tmp_path_factory.mktemp("call"))


@pytest.fixture
def doctor(
    tmp_path: Path, relay: str, call: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Doctor:
    def look(**settings: object) -> tuple[int, list[tuple[str, str]]]:
        with monkeypatch.context() as patch:
            wanted = {**GOOD, "call": call, "smtp_relay": relay, **settings}
            given = {name: value for name, value in wanted.items() if value is not None}
            for name, value in environment(tmp_path, **given).items():
                patch.setenv(name, value)
            status = main(["doctor", "--json"])
        said = capsys.readouterr()
        assert said.err == ""
        found = [(item["state"], item["text"]) for item in json.loads(said.out)["findings"]]
        to_confirm = WORDS("commands.doctor.to_confirm", question="\0", key="", reading="").partition("\0")[0]
        return status, [item for item in found if not item[1].startswith(to_confirm)]

    return look


def said(key: str, **facts: object) -> str:
    return WORDS(f"commands.doctor.{key}", **facts)


def made(folder: Path) -> Path:
    """A database and a key as a first start leaves them."""
    assert main(["db", "upgrade"]) == 0
    file = folder / "convoca.sqlite"
    file.with_suffix(".key").write_text("k" * 64, "ascii")
    return file


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("CONVOCA_DATABASE", str(tmp_path / "convoca.sqlite"))
    made(tmp_path)
    capsys.readouterr()
    return tmp_path / "convoca.sqlite"


def test_where_all_is_well_everything_is_fine(doctor: Doctor, file: Path, relay: str) -> None:
    status, found = doctor()
    assert (status, {state for state, _ in found}) == (0, {"fine"})
    sender = said("sender", sender="convoca@convoca.example", domain="convoca.example")
    assert [text for _, text in found][2:] == [
        said("database"), sender, said("border", name=BORDER), said("relay", place=relay), said("telegram_off"),
    ]  # fmt: skip


def test_before_the_first_start_all_is_well_too_and_nothing_is_made(doctor: Doctor, tmp_path: Path) -> None:
    status, found = doctor()
    assert (status, {state for state, _ in found}) == (0, {"fine"})
    assert found[2] == ("fine", said("database_new", file=str(tmp_path / "convoca.sqlite")))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "key", "facts"),
    [
        ({"mail_domain": "localhost"}, "no_domain", {}),
        (
            {"mail_from": "foro@elsewhere.example"},
            "other_sender",
            {"sender": "foro@elsewhere.example", "domain": "convoca.example"},
        ),
        ({"authserv_id": None}, "no_border", {}),
        ({"mail_domain": "localhost", "authserv_id": None}, "no_domain", {}),
        ({"public_url": ""}, "no_url", {"links": "http://127.0.0.1:8080"}),
        ({"public_url": "http://convoca.example"}, "not_https", {}),
        ({"secretariat": ""}, "no_secretariat", {}),
        ({"smtp_listen": "0.0.0.0:2525"}, "open_door", {"setting": "CONVOCA_SMTP_LISTEN", "place": "0.0.0.0:2525"}),
        ({"lmtp_listen": "[::]:2526"}, "open_door", {"setting": "CONVOCA_LMTP_LISTEN", "place": "[::]:2526"}),
        ({"smtp_relay": CLOSED}, "no_relay", {"place": CLOSED}),
        ({"smtp_relay": "[::1]:1"}, "no_relay", {"place": "[::1]:1"}),
    ],
)
def test_what_would_hamper_the_service_wants_attention(
    doctor: Doctor, file: Path, settings: dict[str, str | None], key: str, facts: dict[str, str]
) -> None:
    status, found = doctor(**settings)
    assert (status, [item for item in found if item[0] != "fine"]) == (0, [("attention", said(key, **facts))])


@pytest.mark.parametrize("place", ["localhost:2525", "127.0.0.2:2525", "[::1]:2525"])
def test_a_door_that_only_this_machine_reaches_is_fine(doctor: Doctor, file: Path, place: str) -> None:
    status, found = doctor(smtp_listen=place, lmtp_listen=place)
    assert (status, {state for state, _ in found}) == (0, {"fine"})


def test_a_misspelt_setting_wants_attention(doctor: Doctor, file: Path) -> None:
    status, found = doctor(web_litsen="127.0.0.1:80", colour="blue")
    no_such, look_up = "commands.settings.no_such", WORDS("commands.settings.look_up")
    meant = WORDS("commands.usage.suggestion", suggestion="CONVOCA_WEB_LISTEN")
    assert (status, [item for item in found if item[0] != "fine"]) == (0, [
        ("attention", f"{WORDS(no_such, name='CONVOCA_COLOUR')} {look_up}"),
        ("attention", f"{WORDS(no_such, name='CONVOCA_WEB_LITSEN')} {meant}"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"call": "nope"}, WORDS("call.refused.unknown", name="nope", known="fib, igf-2023, lacigf-2025")),
        ({"smtp_relay": "mail.example"}, WORDS("commands.settings.relay")),
        ({"web_listen": "8080"}, WORDS("commands.settings.place", name="CONVOCA_WEB_LISTEN")),
        ({"database": "mysql://ana:hush@db.example/x", "secret_key": "k" * 32}, WORDS("database.unreadable_url")),
    ],
)
def test_what_would_keep_the_service_from_running_is_wrong(
    doctor: Doctor, file: Path, settings: dict[str, str], text: str
) -> None:
    status, found = doctor(**settings)
    assert (status, [item for item in found if item[0] != "fine"]) == (1, [("wrong", text)])


def test_a_server_wants_a_key_of_its_own(doctor: Doctor) -> None:
    status, found = doctor(database=f"postgresql://ana:hush@{HOST}:1/convoca")
    assert status == 1
    assert ("wrong", WORDS("commands.settings.key_needed")) in found
    assert "hush" not in str(found)


def test_a_folder_that_is_not_there_is_wrong(doctor: Doctor, tmp_path: Path) -> None:
    database = tmp_path / "nowhere" / "convoca.sqlite"
    status, found = doctor(database=database)
    assert (status, found[2]) == (1, ("wrong", said("database_nowhere", file=str(database))))


def test_a_file_that_is_no_database_is_wrong_and_stays(doctor: Doctor, tmp_path: Path) -> None:
    file = tmp_path / "convoca.sqlite"
    file.write_text("my notes " * 200, "utf-8")
    status, found = doctor()
    assert (status, found[2]) == (1, ("wrong", WORDS("database.not_ours", database=str(file))))
    assert file.read_text("utf-8") == "my notes " * 200


@pytest.mark.parametrize(
    ("statement", "trouble", "reason"),
    [
        ("INSERT INTO convoca_version VALUES ('0001')", "damaged", "convoca_version: 0001, {version}"),
        ("DROP TABLE people", "incomplete", "people"),
        ("DROP TABLE convoca_version", "not_ours", ""),
    ],
)
def test_a_database_that_was_tampered_with_is_wrong(
    doctor: Doctor, file: Path, statement: str, trouble: str, reason: str
) -> None:
    with sqlite3.connect(file) as connection:
        (version,) = connection.execute("SELECT version_num FROM convoca_version").fetchone()
        connection.execute(statement)
    connection.close()
    told = WORDS(f"database.{trouble}", database=str(file), reason=reason.format(version=version))
    status, found = doctor()
    assert (status, found[2]) == (1, ("wrong", told))


@pytest.mark.parametrize(("version", "status", "state"), [("0001", 0, "fine"), ("9999", 1, "wrong")])
def test_an_older_database_is_mended_at_the_start_and_a_newer_one_is_not_touched(
    doctor: Doctor, file: Path, version: str, status: int, state: str
) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE convoca_version SET version_num = ?", (version,))
    connection.close()
    old, newer = said("database_old", file=str(file)), WORDS("database.newer", database=str(file))
    ended, found = doctor()
    assert (ended, found[2]) == (status, (state, old if state == "fine" else newer))


def test_a_key_that_is_lost_wants_attention_and_a_damaged_one_is_wrong(doctor: Doctor, file: Path) -> None:
    key = file.with_suffix(".key")
    key.write_text("half", "ascii")
    status, found = doctor()
    assert (status, found[3]) == (1, ("wrong", WORDS("commands.settings.key_short", file=str(key))))
    key.unlink()
    status, found = doctor()
    assert (status, found[3]) == (0, ("attention", said("no_key")))
    assert not key.exists()


@pytest.mark.parametrize("sender", ["foro@convoca.example", "foro@mail.CONVOCA.example"])
def test_a_sender_of_our_domain_is_fine(doctor: Doctor, file: Path, sender: str) -> None:
    _, found = doctor(mail_from=sender)
    assert found[3] == ("fine", said("sender", sender=sender, domain="convoca.example"))


def test_a_sender_of_the_domain_above_ours_is_fine(doctor: Doctor, file: Path) -> None:
    _, found = doctor(mail_from="foro@convoca.example", mail_domain="letters.convoca.example")
    assert found[3][0] == "fine"


OPEN_UNTIL = "10 de enero de 2098, 23:59 (hora de Argentina; 11 de enero de 2098, 02:59 UTC)"
WINDOWS = [
    ("2000-01-01", "2000-01-10", "attention", "window_over", ""),
    ("2098-01-01", "2098-01-10", "attention", "window_ahead", "1 de enero de 2098 (hora de Argentina)"),
    ("2000-01-01", "2098-01-10", "fine", "window", OPEN_UNTIL),
    ("2000-01-01", '"unknown"', "attention", "window_endless", ""),
]  # fmt: skip


@pytest.mark.parametrize(("opens", "closes", "state", "key", "moment"), WINDOWS, ids=[item[3] for item in WINDOWS])
def test_whether_proposals_can_be_sent_today_is_told(
    doctor: Doctor, file: Path, call: Path, tmp_path: Path, opens: str, closes: str, state: str, key: str, moment: str
) -> None:
    text = call.read_text("utf-8")
    for name, day in (("opens", opens), ("closes", closes)):
        text = re.sub(rf"(\[dates\.submission_{name}\][^\n]*\nat = )\S+", rf"\g<1>{day}", text)
    moved = tmp_path / "moved.toml"
    moved.write_text(text, "utf-8")
    _, found = doctor(call=moved)
    past = "10 de enero de 2000, 23:59 (hora de Argentina; 11 de enero de 2000, 02:59 UTC)"
    assert found[1] == (state, said(key, opens=moment, closes=moment or past))


def test_a_call_that_keeps_no_window_takes_proposals_after_its_close(
    doctor: Doctor, file: Path, tmp_path: Path
) -> None:
    lax, rule = tmp_path / "lax.toml", "[rules.submission_window]"
    lax.write_text(shipped_text("lacigf-2025").replace(rule, f"{rule}\nenabled = false"), "utf-8")
    assert doctor(call=lax)[1][1] == ("attention", said("window_endless"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_call_leaves_open_is_said_with_what_holds_meanwhile(tmp_path: Path, language: str) -> None:
    found = told(tmp_path, "doctor", "--lang", language, settings={**GOOD, "smtp_relay": CLOSED})
    assert (found.status, found.err) == (0, "")
    words = Words(language)
    asked = {item.key: item.question.said_in(language) for item in shipped_call("lacigf-2025").to_confirm}
    zone = {"question": asked["zone"], "key": "zone", "reading": "America/Argentina/Cordoba"}
    consent = {"question": asked["consent"], "key": "consent"}
    lines = found.out.splitlines()
    attention = words("commands.doctor.attention")
    assert f"{attention}: {words('commands.doctor.to_confirm', **zone)}" in lines
    assert f"{attention}: {words('commands.doctor.to_confirm_section', **consent)}" in lines
    assert sum(question in found.out for question in asked.values()) == len(asked)
