"""The time that the fake goes by."""

from __future__ import annotations

import time
from collections.abc import Callable


class Clock:
    """Real time, or the given one, moved on by what tests ask for; seconds since 1970."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._ahead = 0.0

    def now(self) -> float:
        return self._source() + self._ahead

    def later(self, seconds: float) -> None:
        self._ahead += seconds
