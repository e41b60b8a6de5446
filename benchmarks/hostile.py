"""What the worst letters cost: processor time of reading one, in seconds and against `email` parsing the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from statistics import median
from time import process_time

from convoca.vocabulary import vocabulary
from core.call.shipped import shipped_call
from core.model.raw_letter import everything, subject_and_text
from mail.reading import read
from tests.mail.hostile.letters import BEYOND, HOSTILE

ROUNDS = 3
SHOWN = 8
OURS = ("read", "show", "search")
KNOWN = vocabulary(shipped_call("lacigf-2025"))


def main() -> None:
    """Print the letters that take longest to read, to show or to search."""
    rows = {name: _taken(build(), parsed=name not in BEYOND) for name, build in HOSTILE.items()}
    worst = sorted(rows, key=lambda name: -max(rows[name][act] for act in OURS))[:SHOWN]
    print(f"hostile: the {SHOWN} slowest of {len(rows)} letters, in seconds of processor time")
    print(f"{'':34} {'read':>7} {'show':>7} {'search':>7} {'email':>7} {'longest / email':>16}")
    for name in worst:
        ours = [rows[name][act] for act in OURS]
        library = rows[name].get("email")
        beside = f"{library:>7.3f} {max(ours) / library:>16.1f}" if library else f"{'':>7} {'not parsed':>16}"
        print(f"{name:34}", *(f"{seconds:>7.3f}" for seconds in ours), beside)


def _taken(raw: bytes, *, parsed: bool) -> dict[str, float]:
    """Return the median seconds of each act; what is beyond a letter's caps is not parsed by us, nor beside us."""
    acts: dict[str, Callable[[], object]] = {
        "read": lambda: read(raw, vocabulary=KNOWN, invitation="Hola:\n\nSector: [academia]", authserv_id="mx.example"),
        "show": lambda: subject_and_text(raw),
        "search": lambda: everything(raw),
    }
    if parsed:
        acts["email"] = lambda: BytesParser(policy=policy.compat32).parsebytes(raw)
    turns: dict[str, list[float]] = {act: [] for act in acts}
    for _ in range(ROUNDS):
        for act, perform in acts.items():
            began = process_time()
            perform()
            turns[act].append(process_time() - began)
    return {act: median(taken) for act, taken in turns.items()}
