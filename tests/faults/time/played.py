"""`python -m tests.faults.time.played '{…}'`: play a rehearsal with faults, check it, print what came of it as JSON.

A program of its own: what forks must have no threads, and a test run has.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from convoca.rehearsal.acting.acts import Extend
from convoca.rehearsal.acting.story import Story
from convoca.rehearsal.counting.deeds import deeds
from convoca.rehearsal.directing import Director, Jump
from convoca.rehearsal.judging.checking import check
from convoca.rehearsal.log import Log, Outage, reminded_of
from convoca.rehearsal.people.cast import SHARED, cast_for
from convoca.rehearsal.play import window
from core.call.definition import Call
from core.call.load import parse_call
from core.call.shipped import shipped_text
from tests.faults.time.mortal import Mortal

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SLACK = timedelta(minutes=10)
"""How late something may be for each kill: the turn and the letters of the dead are free after half a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What goes wrong. Moments are days (and parts of them) after the opening."""

    proposals: int = 3
    seed: int = 1
    shared: float = SHARED
    """The part of the places that somebody has who is on another list, too."""
    mortality: float = 0.0
    zone: str = ""
    dates: dict[str, str] = field(default_factory=dict)
    """Dates of the call that are others than the shipped one's."""
    set_back: float | None = None
    """When the clock goes back by an hour, for a day."""
    down: float | None = None
    """When everything is off for two days."""
    extended: int = 0
    """Days by which the close is moved in its last hour."""


def main(asked: str) -> None:
    """Play, check, print."""
    faults = Faults(**json.loads(asked))
    call = _call(faults)
    begins, closes, ends = window(call)
    cast = cast_for(call, proposals=faults.proposals, seed=faults.seed, shared=faults.shared)
    story = Story(call, cast, seed=faults.seed, opens=begins, closes=closes)
    if faults.extended:
        story.add(closes - timedelta(minutes=30), Extend(key="más tiempo", days=faults.extended))
    down, jumps = _down(faults, begins), _jumps(faults, begins)
    log = Log(begins=begins, ends=ends, calls=[(begins, call)], outages=[*down, *_left_out(jumps)])
    director = Director(story, log, jumps=jumps, down=down)
    with tempfile.TemporaryDirectory(prefix="convoca-faults-") as folder:
        mortal = Mortal(Path(folder), call, cast, begins, faults.seed, director.deliver, faults.mortality)
        _without_a_loop(director.run(mortal.play))
        log.lines = mortal.lines()
        mortal.end()
    checked = check(log, cast, seed=faults.seed, slack=SLACK)
    answer = {
        "kills": mortal.kills,
        "notices": len(log.told),
        "reminders": sum(bool(reminded_of(told)) for told in log.told),
        "merged": sum(len(reminded_of(told)) > 1 for told in log.told),
        "again": log.again,
        "waited": checked.nights + len(checked.weeks),
        "versions": len(log.calls),
        "deeds": dict(deeds(log.did)),
        "expected": checked.expected,
        "broken": [f"{item.guarantee} {item.kind} {item.address} {item.at}" for item in checked.broken],
    }
    sys.stdout.write(json.dumps(answer))


def _call(faults: Faults) -> Call:
    text = shipped_text("lacigf-2025")
    if faults.zone:
        text = re.sub(r'^zone = "[^"]*"', f'zone = "{faults.zone}"', text, flags=re.MULTILINE)
    for key, written in faults.dates.items():
        text = re.sub(rf"(\[dates\.{key}\][^\n]*\nat = )\S+", rf"\g<1>{written}", text)
    call = parse_call(text, name="faults")
    assert isinstance(call, Call), call
    return call


def _jumps(faults: Faults, begins: datetime) -> list[Jump]:
    if faults.set_back is None:
        return []
    at = begins + timedelta(days=faults.set_back)
    return [(at, -HOUR), (at + DAY, timedelta())]


def _left_out(jumps: list[Jump]) -> list[Outage]:
    """The hour that a clock leaves out when it is put right again."""
    return [Outage(begins=at - HOUR, ends=at) for at, off in jumps if not off]


def _down(faults: Faults, begins: datetime) -> list[Outage]:
    if faults.down is None:
        return []
    at = begins + timedelta(days=faults.down)
    return [Outage(begins=at, ends=at + 2 * DAY)]


def _without_a_loop(play: Coroutine[object, None, None]) -> None:
    """Run to its end what never waits for an event loop."""
    try:
        play.send(None)
    except StopIteration:
        return
    raise AssertionError("it waited for something")


if __name__ == "__main__":
    main(sys.argv[1])
