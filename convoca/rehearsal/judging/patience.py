"""What may make a reminder wait: the night, the most a week, a rest after a letter, a machine that is off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from convoca.rehearsal.log import Outage
from core.call.definition import Call

WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """What holds for one reminder to one person."""

    call: Call
    zone: str
    reminded: Sequence[datetime]
    """When the person had messages that remind, in order."""
    asked: Sequence[datetime]
    """When the person was asked about the same thing."""
    outages: Sequence[Outage]

    def earliest(self, at: datetime) -> datetime:
        """Return the first moment from `at` on at which nothing makes it wait."""
        while (later := self._after_all(at)) != at:
            at = later
        return at

    def by_night(self, at: datetime) -> bool:
        """Whether it waits for the night to pass."""
        return self._after_the_night(at) != at

    def by_week(self, at: datetime) -> bool:
        """Whether it waits for room in the week."""
        return self._after_the_week(at) != at

    def _after_all(self, at: datetime) -> datetime:
        for outage in self.outages:
            if outage.begins <= at < outage.ends:
                at = outage.ends
        return self._after_the_rest(self._after_the_week(self._after_the_night(at)))

    def _after_the_night(self, at: datetime) -> datetime:
        zone = ZoneInfo(self.zone)
        if not is_night(self.call, at.astimezone(zone)):
            return at
        at = at.replace(second=0, microsecond=0)
        while is_night(self.call, at.astimezone(zone)):
            at += MINUTE
        return at

    def _after_the_week(self, at: datetime) -> datetime:
        most = self.call.reminding.messages_per_week
        recent = [moment for moment in self.reminded if at - WEEK < moment < at]
        return at if len(recent) < most else recent[-most] + WEEK

    def _after_the_rest(self, at: datetime) -> datetime:
        rest = timedelta(hours=self.call.mail.hours_between_reminders)
        last = max((moment for moment in self.asked if moment < at), default=None)
        return at if last is None else max(at, last + rest)


def is_night(call: Call, shown: datetime) -> bool:
    """Whether nobody is to be disturbed at a local time."""
    begins, ends, hour = call.reminding.quiet_from, call.reminding.quiet_until, shown.time()
    if begins <= ends:
        return begins <= hour < ends
    return not ends <= hour < begins
