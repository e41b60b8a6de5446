"""Time goes from one thing that happens to the next: an act, a moment worth a look, another try, an hour of digests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from convoca.rehearsal.acting.acts import Extend
from convoca.rehearsal.acting.story import Story
from convoca.rehearsal.log import Did, Log, Outage, Told
from convoca.rehearsal.staging.stage import Order, Reply
from core.call.definition import Call
from core.rules.calendar.extending import Plan, plan_extension
from core.rules.calendar.standing import CLOSE

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SELDOM = 6
"""Hours between two looks at what can wait: news by letter come once a day, what is thrown away is in nobody's way."""
Play = Callable[[Order], Awaitable[Reply]]
Jump = tuple[datetime, timedelta]
"""From when on the service's clock is wrong, and by how much."""


@dataclass(slots=True)
class Director:
    """Asks the stage to play one moment after the other, and brings people what they are told."""

    story: Story
    log: Log
    progress: Callable[[datetime], None] = lambda _: None
    jumps: Sequence[Jump] = ()
    down: Sequence[Outage] = ()
    """When everything is off, by a clock that is right."""
    _seen: set[str] = field(default_factory=set)
    _heard: list[Told] = field(default_factory=list)
    _again: datetime | None = None
    _hour: datetime | None = None
    _off: timedelta = timedelta()

    def deliver(self, told: Told) -> None:
        """Somebody gets a notice; the same one once more, from a courier that died, is no second notice."""
        if told.id in self._seen:
            self.log.again += 1
        else:
            self._seen.add(told.id)
            self._heard.append(told)

    async def run(self, play: Play) -> None:
        """Play until the end."""
        now = self.log.begins
        while now <= self.log.ends:
            await self._moment(play, now)
            now = self._up_again(self._next(now))

    async def _moment(self, play: Play, now: datetime) -> None:
        """Play one moment: acts, a tick, couriers; then people read what they got."""
        acts, shown = self.story.take(now), now + self._off_by(now)
        reply = await play(Order(now=shown, acts=acts, seldom=self._strikes(now)))
        for act in acts:
            self.log.happened.append(Did(at=shown, act=act, came=reply.came[act.key]))
            self.story.came(act, reply.came[act.key], now)
            if isinstance(act, Extend):
                self._extended(act, shown)
        for told in self._heard:
            self.log.happened.append(told)
            self.story.told(told)
        self._heard.clear()
        self._again = reply.again - self._off_by(now) if reply.again else None
        if not reply.ticked:
            self._hour = None
        self.progress(now)

    def _extended(self, act: Extend, at: datetime) -> None:
        """Another version of the call is in force, and everybody has more time."""
        plan = plan_extension(self.log.calls[-1][1], CLOSE, at, days=act.days)
        if isinstance(plan, Plan):
            self.log.calls.append((at, plan.call))
            self.story.closes = plan.call.moments[CLOSE].at or self.story.closes

    def _strikes(self, now: datetime) -> bool:
        """Whether it is time for the duties that come seldom: the digest's hour, and some hours after the last time.

        A clock that jumps may have jumped over that hour.
        """
        off = self._off_by(now)
        if self._hour is not None and now < self._hour and off == self._off:
            return False
        self._off = off
        self._hour = min(now + SELDOM * HOUR, self._next_digest(now))
        return True

    def _next(self, now: datetime) -> datetime:
        moments = (self.story.next_at, self._again, self._next_digest(now), *(at for at, _ in self.jumps if at > now))
        return max(min(at for at in moments if at is not None), now + MINUTE)

    def _up_again(self, at: datetime) -> datetime:
        """Return the moment, or when what is down then is up again."""
        return next((outage.ends for outage in self.down if outage.begins <= at < outage.ends), at)

    def _off_by(self, now: datetime) -> timedelta:
        return next((lapse for at, lapse in reversed(self.jumps) if at <= now), timedelta())

    def _next_digest(self, now: datetime) -> datetime:
        off = self._off_by(now)
        return next_digest(self.log.calls[-1][1], now + off) - off


def next_digest(call: Call, now: datetime) -> datetime:
    """Return when the next digest is due."""
    local = now.astimezone(ZoneInfo(call.zone))
    days = (local.date(), local.date() + timedelta(days=1))
    hours = (datetime.combine(day, call.mail.digest_at, local.tzinfo).astimezone(UTC) for day in days)
    return next((at for at in hours if at > now), now + HOUR)
