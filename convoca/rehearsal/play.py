"""A rehearsal from its first day to its last: time goes from one thing that happens to the next."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from convoca.refusal import Refusal
from convoca.rehearsal.acting.story import Story
from convoca.rehearsal.log import Did, Log, Told
from convoca.rehearsal.people.cast import cast_for
from convoca.rehearsal.staging.stage import Order, Reply, staged
from core.call.definition import Call

BEFORE = timedelta(weeks=4)
"""How long a call is open whose file does not say since when."""
AFTERWARDS = timedelta(days=3)
"""How long is waited after the last date that is known."""

Play = Callable[[Order], Awaitable[Reply]]


@dataclass(slots=True)
class Director:
    """Asks the stage to play one moment after the other, and brings people what they are told."""

    call: Call
    story: Story
    log: Log
    play: Play
    heard: list[Told] = field(default_factory=list)
    progress: Callable[[datetime], None] = lambda _: None
    _again: list[datetime] = field(default_factory=list)

    def deliver(self, told: Told) -> None:
        """Somebody gets a notice."""
        if self.log.heard(told):
            self.heard.append(told)

    async def run(self) -> None:
        """Play until the end."""
        now = self.log.begins
        while now <= self.log.ends:
            await self.moment(now)
            now = self._next(now)

    async def moment(self, now: datetime) -> None:
        """Play one moment: acts, ticks, couriers; then people read what they got."""
        acts = self.story.take(now)
        reply = await self.play(Order(now=now, acts=acts, ticks=True))
        for act in acts:
            came = reply.came[act.key]
            self.log.did.append(Did(at=now, act=act, came=came))
            self.story.came(act, came, now)
        self._again = [reply.again] if reply.again else []
        for told in self.heard:
            self.story.told(told)
        self.heard.clear()
        self.log.looked.append(now)
        self.progress(now)

    def _next(self, now: datetime) -> datetime:
        later = [at for at in (self.story.next_at, *self._again, _next_digest(self.call, now)) if at is not None]
        return max(min(later), now + timedelta(minutes=1))


async def rehearse(
    call: Call, *, proposals: int, seed: int, progress: Callable[[datetime], None] = lambda _: None
) -> Log:
    """Return what happened in a whole rehearsal. Raises Refusal for a call without a day on which it closes."""
    opens, closes, ends = window(call)
    story = Story(call, cast_for(call, proposals=proposals, seed=seed), seed=seed, opens=opens, closes=closes)
    log = Log(begins=opens, ends=ends, calls=[(opens, call)])
    with tempfile.TemporaryDirectory(prefix="convoca-rehearsal-") as folder:
        heard: list[Told] = []

        def deliver(told: Told) -> None:
            if log.heard(told):
                heard.append(told)

        async with staged(Path(folder), call, opens, seed=seed, deliver=deliver) as stage:
            await Director(call, story, log, stage.play, heard, progress).run()
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


def _next_digest(call: Call, now: datetime) -> datetime:
    zone = ZoneInfo(call.zone)
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), call.mail.digest_at, zone)
    if today > now:
        return today.astimezone(UTC)
    return datetime.combine(local.date() + timedelta(days=1), call.mail.digest_at, zone).astimezone(UTC)
