"""`convoca chat`: the conversation through a pipe, on the service's own database."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from templates.words import Words
from tests.convoca.process import COMMAND, DOMAIN, Told, environment, told
from tests.faults.crowd import open_call

ANA = "ana@valleclaro.example"
WORDS = Words("es")
TO_THE_TITLE = ("Empezar", "Ana Pereyra", "Argentina", "Nueva propuesta", "Universidad del Valle", "+54 351 555 0147",
                "debate", "Ciberseguridad")  # fmt: skip
BYE = WORDS("chat.terminal.bye")


def chat(folder: Path, *lines: str, end: bytes = b"") -> Told:
    """Type lines, then the input ends."""
    typed = "".join(f"{line}\n" for line in lines).encode() + end
    return told(folder, "chat", ANA, typed=typed, settings={"call": open_call(folder)})


def saved(folder: Path) -> dict[str, object]:
    """Everything that stands in the one proposal."""
    connection = sqlite3.connect(folder / "convoca.sqlite")
    ((values,),) = connection.execute('SELECT "values" FROM proposals').fetchall()
    connection.close()
    return dict(json.loads(values))


def test_a_conversation_through_a_pipe_is_a_transcript_and_is_kept(tmp_path: Path) -> None:
    first = chat(tmp_path, *TO_THE_TITLE, "Redes comunitarias", "/quit")
    assert (first.status, first.err) == (0, "")
    assert "> Redes comunitarias\n" in first.out
    assert first.out.endswith(f"{BYE}\n")
    assert saved(tmp_path)["answers.title"] == "Redes comunitarias"
    second = chat(tmp_path)
    assert (second.status, second.err) == (0, "")
    assert "Redes comunitarias" in second.out


@pytest.mark.parametrize("end", [b"Redes comunitarias", b"Redes comunitarias\nPrimera parte\nSegunda"])
def test_an_input_that_ends_in_the_middle_keeps_every_answer(tmp_path: Path, end: bytes) -> None:
    found = chat(tmp_path, *TO_THE_TITLE, end=end)
    assert (found.status, found.err, found.out.endswith(f"{BYE}\n")) == (0, "", True)
    title, _, description = end.decode().partition("\n")
    kept = saved(tmp_path)
    assert (kept["answers.title"], kept.get("answers.description", "")) == (title, description)


def test_bytes_that_are_no_text_and_a_line_of_a_megabyte_end_nothing(tmp_path: Path) -> None:
    found = chat(tmp_path, *TO_THE_TITLE, "a" * 1_000_000, end=b"Redes \xff\xfe libres\x1b[2J\n")
    assert (found.status, found.err) == (0, "")
    assert found.out.endswith(f"{BYE}\n")
    assert saved(tmp_path)["answers.title"] == "Redes \ufffd\ufffd libres [2J"


def test_a_reader_that_goes_away_ends_it_without_a_traceback(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "chat", ANA], env=environment(tmp_path), cwd=tmp_path,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b"\n")
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(20)


@pytest.mark.parametrize("address", ["ana", "ana@@valle.example", "ana@valle", f"ana@{DOMAIN}"])
def test_an_address_that_is_none_or_ours_is_one_line(tmp_path: Path, address: str) -> None:
    found = told(tmp_path, "chat", address)
    assert (found.status, found.out, found.err.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_no_invitation_leaves_before_the_address_is_proved(tmp_path: Path) -> None:
    people = ("/personas", "Sumar a una persona", "Luis Quispe", "1", "Presencial", "luis@redandina.example")
    found = chat(tmp_path, *TO_THE_TITLE, "Redes comunitarias", *people)
    assert (found.status, found.err) == (0, "")
    connection = sqlite3.connect(tmp_path / "convoca.sqlite")
    queued = connection.execute("SELECT kind FROM outbox WHERE state <> 'held' AND address <> ?", (ANA,)).fetchall()
    listed = connection.execute("SELECT name, status FROM participations").fetchall()
    connection.close()
    assert (queued, listed) == ([], [("Luis Quispe", "listed")])


def test_who_was_erased_elsewhere_reads_one_line(tmp_path: Path) -> None:
    settings = environment(tmp_path, call=open_call(tmp_path))
    with subprocess.Popen(
        [*COMMAND, "chat", ANA], env=settings, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, bufsize=1,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write("Empezar\n")
        seen = ""
        while WORDS("chat.ask.person_name") not in seen:
            seen += process.stdout.readline()
        with sqlite3.connect(tmp_path / "convoca.sqlite") as connection:
            connection.execute("UPDATE people SET address = '', address_key = 'nowhere'")
        _, err = process.communicate("Ana Pereyra\n", timeout=60)
    assert (process.returncode, err) == (2, f"convoca: {WORDS('privacy.erased.elsewhere')}\n")
