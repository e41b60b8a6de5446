"""Clocks that are moved by hand: one stands still for the tour, one runs and is moved on by the demo."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.ports import Clock


class HandClock:
    """Stands still until it is moved; ids and letters of a tour tell its time."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the moment it was last set to, one millisecond later at every asking, so that order shows."""
        self._now += timedelta(milliseconds=1)
        return self._now

    def forward(self, step: timedelta) -> None:
        """Let time pass."""
        self._now += step

    def set(self, moment: datetime) -> None:
        """Go to a later moment."""
        if moment < self._now:
            raise ValueError("time only goes forward")
        self._now = moment


class ShiftedClock:
    """The machine's clock, moved on by whole days where the demo is asked to."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._shift = timedelta()

    def now(self) -> datetime:
        """Return the shifted moment."""
        return self._clock.now() + self._shift

    def forward(self, step: timedelta) -> None:
        """Let time pass."""
        self._shift += step
