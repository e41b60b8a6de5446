"""A rehearsal from its first day to its last."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from convoca.refusal import Refusal
from convoca.rehearsal.acting.story import Story
from convoca.rehearsal.directing import Director
from convoca.rehearsal.log import Log
from convoca.rehearsal.people.cast import cast_for
from convoca.rehearsal.staging.stage import staged
from core.call.definition import Call

BEFORE = timedelta(weeks=4)
"""How long a call is open whose file does not say since when."""
AFTERWARDS = timedelta(days=3)
"""How long is waited after the last date that is known."""


async def rehearse(
    call: Call, *, proposals: int, seed: int, progress: Callable[[datetime], None] = lambda _: None
) -> Log:
    """Return what happened in a whole rehearsal. Raises Refusal for a call without a day on which it closes."""
    opens, closes, ends = window(call)
    cast = cast_for(call, proposals=proposals, seed=seed)
    story = Story(call, cast, seed=seed, opens=opens, closes=closes)
    log = Log(begins=opens, ends=ends, calls=[(opens, call)])
    director = Director(story, log, progress=progress)
    with tempfile.TemporaryDirectory(prefix="convoca-rehearsal-") as folder:
        async with staged(Path(folder), call, cast, opens, seed=seed, deliver=director.deliver) as stage:
            await director.run(stage.play)
            log.lines = tuple(await stage.lines())
    return log


def window(call: Call) -> tuple[datetime, datetime, datetime]:
    """Return when a rehearsal begins, when the call closes, and when the rehearsal ends. Raises Refusal."""
    closes = call.moments["submission_closes"].at
    if closes is None:
        raise Refusal("rehearsal.refused.no_close", call=call.id)
    opens = call.moments["submission_opens"].at or closes - BEFORE
    last = max(moment.at for moment in call.moments.values() if moment.at is not None)
    event = call.moments.get("event_ends")
    if event is not None and event.at is not None and call.report_days is not None:
        last = max(last, event.at + timedelta(days=call.report_days))
    begins, ends = opens.astimezone(UTC), last.astimezone(UTC) + AFTERWARDS
    return begins, closes.astimezone(UTC), ends
