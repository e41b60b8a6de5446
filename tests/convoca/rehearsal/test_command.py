"""`convoca rehearse`: nothing is needed, nothing is touched, and the same seed tells the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from convoca.__main__ import main
from convoca.rehearsal.people.cast import cast_for
from core.call.shipped import shipped_text
from tests.convoca.rehearsal.playing import CALL

ROOT = Path(__file__).parents[3]
LEFT_LYING = "27"
"""The seed of a draft that is not sent, so that somebody is reminded."""
DATES = {
    "submission_opens": "2025-08-15",
    "webinar": "2025-08-16",
    "evaluation_closes": '"unknown"',
    "results": '"unknown"',
    "confirmation_deadline": '"unknown"',
}
"""Of a call of which little is known yet: there is not much to play."""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run it as a process with a bare environment, in a folder of its own."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "convoca", "rehearse", *options]
    return subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, check=False)


def test_the_same_seed_tells_the_same_and_nothing_is_left_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither on the disk nor on the error stream."""
    text = shipped_text("lacigf-2025")
    for key, written in DATES.items():
        text = re.sub(rf"(\[dates\.{key}\][^\n]*\nat = )\S+", rf"\g<1>{written}", text)
    call = tmp_path / "call.toml"
    call.write_text(text, encoding="utf-8")
    options = (str(call), "--proposals", "1", "--seed", LEFT_LYING, "--json")
    answer = run(tmp_path, *options)
    assert (answer.returncode, answer.stderr) == (0, "")
    document = json.loads(answer.stdout)
    assert document["checked"]["broken"] == []
    assert "draft" in {kind for notice in document["notices"] for kind in notice["about"]}
    assert list(tmp_path.iterdir()) == [call]
    assert main(["rehearse", *options]) == 0
    assert capsys.readouterr().out == answer.stdout


def test_another_seed_makes_other_people() -> None:
    people = [cast_for(CALL, proposals=2, seed=seed) for seed in (1, 1, 2)]
    assert people[0] == people[1]
    assert people[0] != people[2]


@pytest.mark.parametrize("proposals", ["0", "2001"])
def test_more_or_fewer_proposals_than_can_be_are_refused_with_the_range(
    proposals: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rehearse", "lacigf-2025", "--proposals", proposals]) == 2
    assert "2.000" in capsys.readouterr().err.replace("2000", "2.000")


def test_a_call_that_never_closes_is_refused_with_the_key_to_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shipped_text("lacigf-2025").replace("at = 2025-08-24", 'at = "unknown"', 1)
    call = tmp_path / "call.toml"
    call.write_text(text, encoding="utf-8")
    assert main(["rehearse", str(call), "--lang", "en"]) == 2
    assert "dates.submission_closes" in capsys.readouterr().err
