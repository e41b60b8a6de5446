"""What people owe in phases that are not built yet, and when they do it: from the seed and the call alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from convoca.rehearsal.people.cast import Cast, Someone, dice
from convoca.rehearsal.people.temper import Zeal
from core.call.definition import Call
from core.model.matter import MatterKind

DAY = timedelta(days=1)
SELECTED = 0.4
"""The part of the sent proposals that is preselected."""
READERS = 3
"""Evaluations that each sent proposal needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing that somebody owes from `opens` until `done_at` (None: for ever)."""

    kind: MatterKind
    subject: str
    address: str
    opens: datetime
    done_at: datetime | None
    count: int = 1

    def is_open(self, now: datetime) -> bool:
        """Whether it is still owed."""
        return self.opens <= now and (self.done_at is None or now < self.done_at)


def owed_by_evaluators(call: Call, cast: Cast, *, seed: int) -> Iterator[Owed]:
    """Yield what evaluators have to give, each their share of all."""
    opens = _at(call, "evaluation_opens")
    closes = _at(call, "scoring_closes") or _at(call, "evaluation_closes")
    if opens is None or closes is None:
        return
    share = max(1, len(cast.proposals) * READERS // len(cast.evaluators))
    for evaluator in cast.evaluators:
        done_at = _done(evaluator, opens, closes, "evaluates", seed)
        yield Owed(
            kind=MatterKind.EVALUATION,
            subject=f"assigned:{evaluator.address}",
            address=evaluator.address,
            opens=opens,
            done_at=done_at,
            count=share,
        )


def owed_for_sessions(call: Call, cast: Cast, sent: Iterable[tuple[str, str]], *, seed: int) -> Iterator[Owed]:
    """Yield what the proponents of preselected proposals owe; `sent` are (proposal id, proponent's address)."""
    results, confirmed_by = _at(call, "results"), _at(call, "confirmation_deadline")
    ends = _at(call, "event_ends")
    people = cast.by_address()
    for proposal_id, address in sent:
        someone = people[address]
        if results is None or confirmed_by is None or dice(seed, "selected", address).random() > SELECTED:
            continue
        confirmed = _done(someone, results, confirmed_by, "confirms", seed)
        asked = Owed(
            kind=MatterKind.CONFIRMATION, subject=proposal_id, address=address, opens=results, done_at=confirmed
        )
        yield asked
        if ends is not None and call.report_days is not None and confirmed is not None and confirmed < ends:
            delivered = _done(someone, ends, ends + call.report_days * DAY, "reports", seed)
            yield replace(asked, kind=MatterKind.REPORT, opens=ends, done_at=delivered)


def _done(someone: Someone, opens: datetime, closes: datetime, what: str, seed: int) -> datetime | None:
    chance = dice(seed, what, someone.address)
    match someone.zeal:
        case Zeal.EARLY:
            at = opens + (closes - opens) * chance.uniform(0.1, 0.6)
        case Zeal.LATE:
            at = closes - 3 * DAY * chance.random()
        case Zeal.OVERDUE:
            at = closes + chance.uniform(0.5, 3) * DAY
        case Zeal.NEVER:
            return None
    return max(at, opens).replace(microsecond=0)


def _at(call: Call, key: str) -> datetime | None:
    moment = call.moments.get(key)
    return moment.at.astimezone(UTC) if moment is not None and moment.at is not None else None
