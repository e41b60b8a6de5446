"""How long a rehearsal takes: a small one, the usual one, and that of a large forum, each with its check.

The yardstick is the rehearsal itself: what a proposal costs must not grow with how many there are.
"""

from __future__ import annotations

import asyncio
import time

from convoca.rehearsal.judging.checking import check
from convoca.rehearsal.people.cast import cast_for
from convoca.rehearsal.play import rehearse
from core.call.shipped import shipped_call

SIZES = (20, 60, 300)
SEED = 1


def main() -> None:
    """Rehearse and print the table."""
    call = shipped_call("lacigf-2025")
    print("| proposals | people on lists | evaluators | notices | seconds | processor s | ms a proposal | broken |")
    print("|---|---|---|---|---|---|---|---|")
    for proposals in SIZES:
        cast = cast_for(call, proposals=proposals, seed=SEED)
        begun, worked = time.perf_counter(), time.process_time()
        log = asyncio.run(rehearse(call, proposals=proposals, seed=SEED))
        checked = check(log, cast, seed=SEED)
        took, worked = time.perf_counter() - begun, time.process_time() - worked
        figures = (proposals, len(cast.invited()), len(cast.evaluators), len(log.told), f"{took:.0f}", f"{worked:.0f}")
        cells = (*figures, f"{1000 * worked / proposals:.0f}", len(checked.broken))
        print(f"| {' | '.join(map(str, cells))} |")


if __name__ == "__main__":
    main()
