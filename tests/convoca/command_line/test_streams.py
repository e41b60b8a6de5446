"""Files and streams that fail half-way: one line and status 2, as everything that cannot be done."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from convoca.__main__ import main
from core.call.document import dump_document
from templates.words import Words
from tests.convoca.process import COMMAND, environment
from tests.core.rules.gate.proposals import LACIGF, a_proposal

WORDS = Words("es")
AT = "--at 2025-08-20T10:00:00-03:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a good proposal lies, once in a file of its own and many times in one of lines."""
    line = json.dumps(dump_document(LACIGF, a_proposal()))
    (tmp_path / "base.json").write_text(line, "utf-8")
    (tmp_path / "many.jsonl").write_text(f"{line}\n" * 500, "utf-8")
    return tmp_path


def shell(folder: Path, words: str) -> tuple[int, str]:
    """Run `convoca` with what a shell can do to its streams; return the status and what stderr got."""
    command = f'"$0" -m convoca {words}'
    done = subprocess.run(
        ["sh", "-c", command, COMMAND[0]], capture_output=True, timeout=60, check=False,
        cwd=folder, env=environment(folder), text=True,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.parametrize("how", ["base.json", "base.json --json", "--jsonl base.json", "--jsonl many.jsonl"])
def test_an_answer_that_finds_no_room_is_one_line(folder: Path, how: str) -> None:
    broken = WORDS("commands.output.broken", reason="No space left on device")
    assert shell(folder, f"check {AT} {how} >/dev/full") == (2, f"convoca: {broken}\n")


def test_a_long_text_that_finds_no_room_is_one_line(folder: Path) -> None:
    broken = WORDS("commands.output.broken", reason="No space left on device")
    assert shell(folder, "call show lacigf-2025 >/dev/full") == (2, f"convoca: {broken}\n")


@pytest.mark.parametrize("words", ["base.json", "--jsonl base.json"])
def test_a_closed_output_is_told_and_nothing_else_takes_its_place(folder: Path, words: str) -> None:
    assert shell(folder, f"check {AT} {words} >&-") == (2, f"convoca: {WORDS('commands.output.closed')}\n")


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>/dev/full"])
def test_where_nobody_can_hear_the_status_still_tells(folder: Path, streams: str) -> None:
    assert shell(folder, f"check none.json {streams}") == (2, "")


def test_a_closed_input_is_told(folder: Path) -> None:
    refused = WORDS("check.refused.unreadable", file="-")
    assert shell(folder, "check - <&-") == (2, f"convoca: {refused}\n")


@pytest.mark.parametrize("words", [["check", "--jsonl", "many.jsonl"], ["check", "base.json"], ["call", "show", "fib"]])
def test_a_reader_that_has_left_ends_it_without_a_word(folder: Path, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [*COMMAND, *words], stdout=pipe, stderr=subprocess.PIPE, timeout=60, check=False,
            cwd=folder, env=environment(folder),
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, b"")


@pytest.mark.parametrize("options", [[], ["--jsonl"]])
def test_a_file_that_opens_and_cannot_be_read_is_named(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    refused = WORDS("check.refused.unreadable", file="/proc/self/mem")
    assert main(["check", *options, "/proc/self/mem"]) == 2
    assert tuple(capsys.readouterr()) == ("", f"convoca: {refused}\n")


def test_a_file_that_the_system_refuses_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    refused = WORDS("commands.output.file", file="a" * 300, reason="File name too long")
    assert main(["doctor", "--settings", "a" * 300]) == 2
    assert tuple(capsys.readouterr()) == ("", f"convoca: {refused}\n")
