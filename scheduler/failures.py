"""What the log hears of duties that fail: the first time, now and then while it goes on, and that one works again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from core.rules.failing import Failing, failed

log = logging.getLogger("convoca.scheduler")


class Failures:
    """Which duties fail, by their names; failures are told by kind only: what they say could hold somebody's data."""

    def __init__(self) -> None:
        self._failing: dict[str, Failing] = {}

    def came(self, duty: str, failure: Exception, now: datetime) -> None:
        """Note that a duty has failed."""
        kind = type(failure).__name__
        failing, is_told = failed(self._failing.get(duty), kind, now)
        self._failing[duty] = failing
        if failing.is_first:
            log.error("tick %s failed: %s", duty, kind)
        elif is_told:
            log.error("tick %s has failed %s times since %s: %s", duty, failing.times, _at(failing.since), kind)

    def gone(self, duty: str) -> None:
        """Note that a duty has worked."""
        failing = self._failing.pop(duty, None)
        if failing:
            times, since = failing.times, _at(failing.since)
            log.warning("tick %s works again; it had failed %s times since %s", duty, times, since)


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
