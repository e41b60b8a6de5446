"""The tour in every language, and one that goes wrong; that it is the same every time is shown with the wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.convoca.tour.playing import play


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
