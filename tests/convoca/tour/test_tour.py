"""The tour is a promise of the README: it ends well, needs nothing, and tells the same story every time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def play(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the tour as a process with a bare environment, in a folder of its own."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "convoca", "tour", *options]
    root = Path(__file__).parents[3]
    return subprocess.run(
        command,
        cwd=folder,
        env={**bare, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_every_milestone_holds_and_the_story_is_the_same_twice(tmp_path: Path) -> None:
    first, second = play(tmp_path), play(tmp_path, "--fast")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout
    assert first.stdout.count("✓") == 33
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "end"), [("pt", "Fim do percurso"), ("en", "End of the tour")])
def test_the_story_is_told_in_the_other_languages(tmp_path: Path, language: str, end: str) -> None:
    told = play(tmp_path, "--lang", language)
    assert told.returncode == 0, told.stdout + told.stderr
    assert end in told.stdout


def test_a_milestone_that_does_not_hold_ends_the_tour_with_its_name(tmp_path: Path) -> None:
    """The check can fail: with a call that asks for nine confirmations the proposal is never sent."""
    root = Path(__file__).parents[3]
    script = (
        "import convoca.tour.stage as stage, dataclasses, sys\n"
        "from core.call.shipped import shipped_call as shipped\n"
        "def stricter(name):\n"
        "    call = shipped(name)\n"
        "    rules = tuple(dataclasses.replace(rule, parameters=dataclasses.replace(rule.parameters, required=9))\n"
        "                  if rule.name == 'confirmations' else rule for rule in call.rules)\n"
        "    return dataclasses.replace(call, rules=rules)\n"
        "stage.shipped_call = stricter\n"
        "from convoca.__main__ import main\n"
        "sys.exit(main(['tour', '--fast']))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert answer.returncode == 1
    assert "no se cumplió" in answer.stdout
    assert "Traceback" not in answer.stderr
