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
HOUR = timedelta(hours=1)
AFTERWARDS = timedelta(days=3)
"""How long is waited after the last date that is known."""

Play = Callable[[Order], Awaitable[Reply]]


@dataclass(slots=True)
class Director:
    """Asks the stage to play one moment after the other, and brings people what they are told."""

    call: Call
    story: Story
    log: Log
    progress: Callable[[datetime], None] = lambda _: None
    _heard: list[Told] = field(default_factory=list)
    _again: datetime | None = None
    _hour: datetime | None = None

    def deliver(self, told: Told) -> None:
        """Somebody gets a notice."""
        if self.log.heard(told):
            self._heard.append(told)

    async def run(self, play: Play) -> None:
        """Play until the end."""
        now = self.log.begins
        while now <= self.log.ends:
            await self.moment(play, now)
            now = self._next(now)

    async def moment(self, play: Play, now: datetime) -> None:
        """Play one moment: acts, ticks, couriers; then people read what they got."""
        acts = self.story.take(now)
        reply = await play(Order(now=now, acts=acts, hourly=self._strikes(now)))
        for act in acts:
            came = reply.came[act.key]
            self.log.did.append(Did(at=now, act=act, came=came))
            self.story.came(act, came, now)
        self._again = reply.again
        for told in self._heard:
            self.story.told(told)
        self._heard.clear()
        self.log.looked.append(now)
        self.progress(now)

    def _strikes(self, now: datetime) -> bool:
        """Whether an hour has begun since the last moment, or it is the digest's."""
        if self._hour is not None and now < self._hour:
            return False
        self._hour = min(now.replace(minute=0, second=0, microsecond=0) + HOUR, _next_digest(self.call, now))
        return True

    def _next(self, now: datetime) -> datetime:
        later = [at for at in (self.story.next_at, self._again, _next_digest(self.call, now)) if at is not None]
        return max(min(later), now + timedelta(minutes=1))


async def rehearse(
    call: Call, *, proposals: int, seed: int, progress: Callable[[datetime], None] = lambda _: None
) -> Log:
    """Return what happened in a whole rehearsal. Raises Refusal for a call without a day on which it closes."""
    opens, closes, ends = window(call)
    cast = cast_for(call, proposals=proposals, seed=seed)
    story = Story(call, cast, seed=seed, opens=opens, closes=closes)
    log = Log(begins=opens, ends=ends, calls=[(opens, call)])
    director = Director(call, story, log, progress=progress)
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


def _next_digest(call: Call, now: datetime) -> datetime:
    zone = ZoneInfo(call.zone)
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), call.mail.digest_at, zone)
    if today > now:
        return today.astimezone(UTC)
    return datetime.combine(local.date() + timedelta(days=1), call.mail.digest_at, zone).astimezone(UTC)
