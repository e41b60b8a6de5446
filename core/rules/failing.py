"""What fails again and again is told at first, now and then, and when it is over: a log is read by people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

AGAIN = timedelta(hours=1)
"""How long the same failure is not told again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """Something that has failed each time since it last worked."""

    since: datetime
    times: int
    kinds: frozenset[str]
    """The failures that were told."""
    told_at: datetime

    @property
    def is_first(self) -> bool:
        """Whether it worked until now."""
        return self.times == 1


def failed(before: Failing | None, kind: str, now: datetime) -> tuple[Failing, bool]:
    """Return how it stands after one more failure, and whether that is to be told.

    A failure of another kind is told at once. So is any after the clock went back: nobody knows how long ago is.
    """
    if before is None:
        return Failing(since=now, times=1, kinds=frozenset({kind}), told_at=now), True
    is_told = kind not in before.kinds or not before.told_at <= now < before.told_at + AGAIN
    after = replace(before, times=before.times + 1, kinds=before.kinds | {kind})
    return (replace(after, told_at=now) if is_told else after), is_told
