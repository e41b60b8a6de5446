"""Figures: what the secretariat's pictures show, as plain numbers, and which of them a letter bears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

REST = "*"
"""The bar of all that are too many to be told one by one."""
IN_A_LETTER = 2
"""Pictures of one letter, so that with them it stays below 100 kB."""
LINGERS = timedelta(days=2)
"""How long after the close the days of sending still matter in a letter."""


class Kind(StrEnum):
    """What a figure counts."""

    DAYS = "days"
    TYPES = "types"
    TOPICS = "topics"
    ATTRIBUTE = "attribute"
    ANSWERS = "answers"
    REVIEWS = "reviews"


class Answered(StrEnum):
    """How people on lists stand, as the secretariat sees it."""

    CONFIRMED = "confirmed"
    INCOMPLETE = "incomplete"
    """Said yes and owes details."""
    SILENT = "silent"
    BOUNCED = "bounced"
    LISTED = "listed"
    """Not asked yet."""
    DECLINED = "declined"


OUTSTANDING = frozenset({Answered.INCOMPLETE, Answered.SILENT, Answered.BOUNCED, Answered.LISTED})


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for (None: nobody said), and a number for each series of its figure."""

    key: str | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one picture shows. Numbers of a figure with `step` above 1 are rounded to it: 0 is then 'fewer than that'.

    `days` have ISO days as keys, with `today` and the day of the `close` (None while unknown or not in sight).
    """

    kind: Kind
    subject: str = ""
    """Of an attribute, its key."""
    series: tuple[str, ...] = ("",)
    bars: tuple[Bar, ...] = ()
    step: int = 1
    today: str | None = None
    close: str | None = None


def for_letter(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the few figures that matter most today, in the order in which they are told; a page shows all.

    Before the close that is how sending goes, during an evaluation how that goes; then whoever is still to answer, and
    only then what is proposed. What people are like is for the page alone.
    """
    wanted = {Kind.DAYS: 0, Kind.REVIEWS: 1, Kind.ANSWERS: 2, Kind.TOPICS: 3, Kind.TYPES: 4}
    found = [figure for figure in figures if figure.kind in wanted and _matters(figure)]
    return tuple(sorted(found, key=lambda figure: wanted[figure.kind])[:IN_A_LETTER])


def _matters(figure: Figure) -> bool:
    if figure.kind is Kind.DAYS and figure.close and figure.today:
        return date.fromisoformat(figure.today) - date.fromisoformat(figure.close) <= LINGERS
    if figure.kind is Kind.ANSWERS:
        return any(bar.key in OUTSTANDING for bar in figure.bars)
    return True
