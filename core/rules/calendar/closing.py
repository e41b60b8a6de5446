"""News of a close that moved: when they may be told, and what they are for whoever knew another date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SETTLING = timedelta(minutes=5)
"""How long a move is left to itself before it is told: what is taken back meanwhile was never news."""
LONGEST = timedelta(minutes=30)
"""One move after the other keeps nobody waiting for longer than this."""
HURRY = timedelta(hours=1)
"""A close that is as near as this is told at once: the one in force, or the one that people hurry for and need not."""


class How(StrEnum):
    """How the close moved, as somebody is told it."""

    LATER = "deadline_later"
    EARLIER = "deadline_earlier"
    """Or to be known at last: whatever gives nobody more time than they knew of."""
    REOPENED = "deadline_reopened"
    OWN = "deadline_own"
    """More time for a proposal alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move of the close that held for one proposal, and what its holder knew before it."""

    at: datetime
    what: str
    """Which one: 'own', of the proposal alone, else the number of the call's version."""
    knew: datetime | None
    """The first instant after the close that the holder had heard of, None where none was known."""

    @property
    def is_own(self) -> bool:
        """Whether it gave, or took, time of this proposal alone."""
        return self.what == OWN_MOVE


OWN_MOVE = "own"


def told_from(moves: Sequence[Move], close: datetime | None) -> datetime | None:
    """Return from when on moves that nobody was told of may be told, given the call's close in force.

    None while that is unknown: they wait until it is known again, and then count from that move on.
    """
    if close is None:
        return None
    last = max(move.at for move in moves)
    first = max((move.at for move in moves if move.knew is None), default=min(move.at for move in moves))
    if any(last <= at < last + HURRY for at in (close, *(move.knew for move in moves)) if at is not None):
        return last
    return min(last + SETTLING, first + LONGEST)


def news_of(moves: Sequence[Move], close: datetime | None, everybodys: datetime | None, now: datetime) -> How | None:
    """Return what there is to tell the holder of a proposal whose `close` is in force after these moves, in order.

    None where it is what they knew, or was over before and is over now. Time of its own that is no more than
    `everybodys` is told like everybody's.
    """
    knew = moves[0].knew
    if close is None or close == knew or now >= max(close, knew or close):
        return None
    if knew is None or close < knew:
        return How.EARLIER
    if close != everybodys and any(move.is_own for move in moves):
        return How.OWN
    return How.REOPENED if knew <= moves[0].at else How.LATER
