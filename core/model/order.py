"""What the secretariat can order in one line, and what is remembered of an order so that it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Verb(StrEnum):
    """What can be ordered; the last two only answer what we told of an order."""

    EXTEND = "extend"
    REMIND = "remind"
    NOTE = "note"
    HOLD = "hold"
    RELEASE = "release"
    UNDO = "undo"
    YES = "yes"


class Wrong(StrEnum):
    """Why a line is no order; it is asked back, and nothing of its letter is done."""

    UNKNOWN = "unknown"
    """Nothing that we know begins so."""
    NUMBERS = "numbers"
    """What stands for the proposals is not just their numbers."""
    NO_NUMBER = "no_number"
    NO_DAYS = "no_days"
    """How many days does not stand right after the verb."""
    TOO_MANY_DAYS = "too_many_days"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    MORE_WORDS = "more_words"
    """An order that takes nothing else, with something behind it."""
    NOT_ALONE = "not_alone"
    """An undo or a yes among other orders."""
    STRUCK_OUT = "struck_out"
    """Some of the letter's own words are struck out, and nobody can tell which of them count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One line that was understood; `numbers` in the order in which they stand, each once."""

    verb: Verb
    line: str
    numbers: tuple[int, ...] = ()
    days: int | None = None
    text: str = ""
    batch: int | None = None
    """Which letter of orders it answers, where the line itself tells (a tap in a chat)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """One line that was not; `nearest` is what it may have been meant for."""

    line: str
    why: Wrong
    nearest: Verb | None = None


class OrderState(StrEnum):
    """Where an order stands; `ASKED` waits for the yes of who gave it."""

    ASKED = "asked"
    DONE = "done"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOrder:
    """An order as remembered. `batch` counts the letters of one person in which something was ordered, from 1.

    `said` is what was ordered ('numbers', 'days'), `did` what undoing it needs: ids and moments, nobody's data.
    """

    person_id: str
    batch: int
    position: int
    verb: Verb
    state: OrderState
    given_at: datetime
    changed_at: datetime
    said: Mapping[str, object] = field(default_factory=dict)
    did: Mapping[str, object] = field(default_factory=dict)
