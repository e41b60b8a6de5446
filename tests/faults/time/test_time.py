"""Whatever fails, everybody hears in time what is due to them, once, and nothing of what is done: checked over a log.

The short run has all faults at once, the long ones one each, and two hundred kills.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SANTIAGO = {
    "zone": "America/Santiago",
    "dates": {
        "submission_opens": "2025-08-25",
        "webinar": "2025-08-26",
        "submission_closes": "2025-09-10",
        "evaluation_opens": "2025-09-11",
    },
}
"""A window over the night of 7 September 2025, in which Chile's clocks jump over an hour."""
MADRID = {
    "zone": "Europe/Madrid",
    "dates": {
        "submission_opens": "2025-10-14",
        "webinar": "2025-10-15",
        "submission_closes": "2025-10-29",
        "evaluation_opens": "2025-10-30",
        "results": "2025-11-20",
        "confirmation_deadline": "2025-11-26",
        "evaluation_closes": "2025-11-19",
    },
}
"""A window over the night of 26 October 2025, which has an hour twice in Spain."""


SEEN_TO = 12986
"""The seed of a proposal for which an address is corrected, people are replaced, wishes told, and time is given."""
KILLS = {"mortality": 0.5}
"""Half of all moments; what is over before the blow falls survives it."""


def play(**faults: object) -> dict[str, Any]:
    """Play a rehearsal with these faults in a program of its own; return what came of it."""
    command = [sys.executable, "-m", "tests.faults.time.played", json.dumps(faults)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def test_all_that_can_fail_at_once_breaks_no_promise() -> None:
    """Around one proposal, of which a list is seen to, and which is given more time."""
    came = play(proposals=1, seed=SEEN_TO, mortality=0.2, set_back=6.4, down=9.2, extended=2, **SANTIAGO)
    assert came["broken"] == []
    assert came["deeds"].keys() >= {"sent", "corrected", "replaced", "fewer", "more_time"}
    assert came["kills"] >= 4
    assert came["versions"] == 2
    assert came["reminders"] >= 5


@pytest.mark.soak
@pytest.mark.parametrize(
    "faults",
    [
        pytest.param(KILLS, id="kills"),
        pytest.param({"shared": 0.85}, id="few people on many lists"),
        pytest.param({"set_back": 8.55}, id="clock set back"),
        pytest.param({"down": 20.3}, id="two days off"),
        pytest.param({"extended": 2}, id="extended in the last hour"),
        pytest.param(SANTIAGO, id="an hour that is not"),
        pytest.param(MADRID, id="an hour twice"),
        pytest.param({"mortality": 0.2, "set_back": 12.3, "down": 22.7, "extended": 3, **SANTIAGO}, id="all at once"),
    ],
)
def test_a_long_rehearsal_keeps_every_promise(faults: dict[str, object]) -> None:
    came = play(**{"proposals": 40, "seed": 7, **faults})
    assert came["broken"] == []
    assert came["reminders"] > 120
    assert came["kills"] >= (200 if faults == KILLS else 0)
