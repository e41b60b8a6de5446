"""The run over letters that others collected: what it counts, and that a machine that decides ends it badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corpora

BOUNCE = b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nYes\n"
REPLY = "Listo, gracias.\n\nEl 3/3/26, Ana <ana@x.org> escribió:\n> ¿Y?"


def collection(folder: Path, files: dict[str, bytes | str]) -> str:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(folder)


def test_a_collection_is_counted_by_language_and_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, bytes | str] = {
        "replies/es-1.txt": REPLY,
        "replies/es-1.expected": "Listo, gracias.",
        "people/en-2.txt": "Yes, I accept",
        "machines/3.eml": BOUNCE,
        "machines/3.status": "temporary",
    }
    assert corpora.main([collection(tmp_path / "mine", files)]) == 0
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert (
        "our languages 1 100.0 % 100.0 % 0 - -" in told or "our languages 1 100.0 % 100.0 % 1 100.0 % 100.0 %" in told
    )
    assert "to judge: accept: mine/people/en-2.txt: 'Yes, I accept'" in told
    assert "letters by machines: 1; kinds found: bounce 1" in told
    assert "permanent or temporary as the collection says: 1 of 1 reports" in told


def test_a_machine_that_would_decide_ends_the_run_badly(tmp_path: Path) -> None:
    assert corpora.main([collection(tmp_path, {"machines/1.eml": b"From: a@b.example\n\nYes, I accept\n"})]) == 1


def test_without_a_folder_it_tells_the_layout(capsys: pytest.CaptureFixture[str]) -> None:
    assert corpora.main([]) == 2
    assert "FOLDER/replies/" in capsys.readouterr().err
