"""What came of orders, line by line: the facts of the letter or the message that tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from core.model.order import GivenOrder, Misread, Verb
from core.model.records import ProposalRecord
from core.rules.calendar.extending import Why
from core.rules.invitations import NotNow
from core.rules.orders import UNDO_LIFE, NotDone
from core.usecases.notices import title_of

Json: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What came of an order for one proposal; `why` is why nothing did."""

    number: int
    title: str | None
    why: NotDone | None = None
    refusal: Why | None = None
    """Why the calendar gives it no more time."""
    until: datetime | None = None
    """Until when it may now be sent: the first instant at which it can't."""
    told: tuple[str | None, ...] = ()
    """Who is written to."""
    not_told: tuple[tuple[str | None, NotNow], ...] = ()
    taken_back: int = 0
    left: int = 0
    """Letters that can't be taken back any more."""

    @property
    def is_done(self) -> bool:
        """Whether anything changed for it."""
        return self.why is None and self.refusal is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one order. `undoes` is what an undo was about; `asks` that it waits for a yes.

    `why` is why the order as a whole was not carried out, `missing` the numbers that no proposal has, `did` what
    undoing needs.
    """

    verb: Verb
    undoes: Verb | None = None
    days: int | None = None
    text: str = ""
    abouts: tuple[About, ...] = ()
    why: NotDone | None = None
    missing: tuple[int, ...] = ()
    asks: bool = False
    before: datetime | None = None
    after: datetime | None = None
    """The close of the whole call, as it stood and as it stands or would stand."""
    overtaken: tuple[str, ...] = ()
    """Keys of dates that would come before the close if it moved there."""
    refusal: Why | None = None
    """Why the calendar refuses to move the date of the call."""
    said: Json = field(default_factory=dict)
    did: Json = field(default_factory=dict)
    """What is remembered of it: what was asked about, and what undoing needs."""

    @property
    def is_done(self) -> bool:
        """Whether anything changed."""
        if self.why is not None or self.refusal is not None or self.asks:
            return False
        return not self.abouts or any(item.is_done for item in self.abouts)


def about(record: ProposalRecord, why: NotDone | None = None, **more: object) -> About:
    """Return what came of it for one proposal."""
    return About(number=record.number or 0, title=title_of(record), why=why, **more)  # type: ignore[arg-type]  # fields


def told(outcomes: Sequence[Outcome], misread: Sequence[Misread], batch: int, now: datetime) -> Json:
    """Return the facts of an echo as JSON; `batch` is 0 where nothing was done that could be undone."""
    return {
        "outcomes": [_outcome(item) for item in outcomes],
        "misread": [{"line": item.line, "why": item.why, "nearest": item.nearest} for item in misread],
        "batch": batch,
        "until": (now + UNDO_LIFE).isoformat() if batch else None,
    }


def again(given: Sequence[GivenOrder], now: datetime) -> Json:
    """Return the facts of an echo of orders that were carried out before, when, and until when they can be undone."""
    batch, at = given[0].batch, given[0].given_at
    facts = told((), (), batch if now <= at + UNDO_LIFE else 0, at)
    return {**facts, "batch": batch, "again": at.isoformat()}


def _outcome(item: Outcome) -> Json:
    return {
        "verb": item.verb,
        "undoes": item.undoes,
        "days": item.days,
        "text": item.text,
        "abouts": [_about(one) for one in item.abouts],
        "why": item.why,
        "missing": list(item.missing),
        "asks": item.asks,
        "before": moment_of(item.before),
        "after": moment_of(item.after),
        "overtaken": list(item.overtaken),
        "refusal": item.refusal,
        "done": item.is_done,
    }


def _about(item: About) -> Json:
    return {
        "number": item.number,
        "title": item.title,
        "why": item.why,
        "refusal": item.refusal,
        "until": moment_of(item.until),
        "told": [{"name": name} for name in item.told],
        "not_told": [{"name": name, "why": why} for name, why in item.not_told],
        "taken_back": item.taken_back,
        "left": item.left,
    }


def moment_of(at: datetime | None) -> str | None:
    """Return a moment as JSON has it."""
    return at.isoformat() if at else None
