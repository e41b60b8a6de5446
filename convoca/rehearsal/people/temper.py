"""How the people of a rehearsal behave, and how many of each kind there are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.model.matter import Wants


class Pace(StrEnum):
    """How a proponent goes about their proposal."""

    EARLY = "early"
    STEADY = "steady"
    LAST_MINUTE = "last_minute"
    FORGETFUL = "forgetful"
    """Leaves a draft lying, and sends it once reminded."""
    NEVER = "never"
    """Leaves a draft lying for good."""


class Temper(StrEnum):
    """What somebody does when asked to take part."""

    AT_ONCE = "at_once"
    AFTER_FIRST = "after_first"
    """Answers after the first reminder."""
    AFTER_SECOND = "after_second"
    NEVER = "never"
    DECLINES = "declines"
    INCOMPLETE = "incomplete"
    """Says yes without telling about themselves, and does so once reminded."""
    OWES = "owes"
    """Says yes without telling about themselves, and never does."""
    AWAY = "away"
    """Their mail program answers first; they answer days later."""
    NO_MAILBOX = "no_mailbox"
    """The address takes no letter at all."""
    FULL_MAILBOX = "full_mailbox"
    """The first letter comes back for now; the person answers a later one."""
    STOPS = "stops"
    """Wants no letters of ours."""
    MISTYPED = "mistyped"
    """There is a slip in the address on the list; asked at their own, they answer at once."""


class Fate(StrEnum):
    """What becomes of a proposal, besides being sent or not."""

    STAYS = "stays"
    WITHDRAWN = "withdrawn"
    """Its proponent thinks better of it, at some time before the results."""
    MORE_TIME = "more_time"
    """Its proponent asks the secretariat for some days more, and gets them."""


class Zeal(StrEnum):
    """How an evaluator, or whoever owes a confirmation or a report, gets it done."""

    EARLY = "early"
    LATE = "late"
    """On the last days."""
    OVERDUE = "overdue"
    """Days after the deadline."""
    NEVER = "never"


PACES: Mapping[Pace, int] = {
    Pace.EARLY: 20, Pace.STEADY: 35, Pace.LAST_MINUTE: 25, Pace.FORGETFUL: 10, Pace.NEVER: 10,
}  # fmt: skip
TEMPERS: Mapping[Temper, int] = {
    Temper.AT_ONCE: 44, Temper.AFTER_FIRST: 15, Temper.AFTER_SECOND: 6, Temper.NEVER: 8, Temper.DECLINES: 6,
    Temper.INCOMPLETE: 5, Temper.OWES: 2, Temper.AWAY: 5, Temper.NO_MAILBOX: 2, Temper.FULL_MAILBOX: 3, Temper.STOPS: 2,
    Temper.MISTYPED: 2,
}  # fmt: skip
FATES: Mapping[Fate, int] = {Fate.STAYS: 86, Fate.WITHDRAWN: 6, Fate.MORE_TIME: 8}
WISHES: Mapping[Wants, int] = {Wants.ALL: 88, Wants.ONE_BEFORE_DEADLINE: 8, Wants.NONE: 4}
"""Which reminders people ask for, where a letter tells them that they may choose."""
MENDS = 0.8
"""The part of the proponents who see to an address that takes no letters."""
REPLACES = 0.5
"""The part of those who said no, or are silent for long, in whose place somebody else is put."""
ZEALS: Mapping[Zeal, int] = {Zeal.EARLY: 45, Zeal.LATE: 35, Zeal.OVERDUE: 10, Zeal.NEVER: 10}
"""Of a hundred; nobody has counted, so they are guesses: what matters is that every kind is there."""
