"""What the secretariat's pictures count: pure, and the same numbers for a letter, a page and a chat.

A private attribute is told in totals that point at nobody: only from `ENOUGH` answers on, and rounded to the nearest
`STEP`, so that neither a bar of one nor the difference between two days tells what somebody said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.call.definition import Attribute, Call, Option
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, ProposalRecord, ProposalState
from core.rules.figures import REST, Answered, Bar, Figure, Kind

MOST_BARS = 10
"""Bars of a list that the call does not close (countries, reviewers); the rest is one bar."""
DAYS = 21
"""Days that the picture of the days shows."""
AHEAD = timedelta(days=7)
"""Of them, how many may lie ahead while the close is farther off."""
ENOUGH, STEP = 10, 5
"""Answers to a private question from which on they are told, and what their numbers are rounded to."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """How far one evaluator is."""

    name: str
    assigned: int
    done: int


def figures(
    call: Call,
    proposals: Sequence[tuple[ProposalRecord, Sequence[Participation]]],
    first_sent: Mapping[str, datetime],
    now: datetime,
    reviews: Sequence[Reviews] = (),
) -> tuple[Figure, ...]:
    """Return every figure that has something to show, in the order in which they are told.

    `first_sent` says when proposals, by id, were sent for the first time (`sent_at` moves with every change).
    """
    standing = [(record, items) for record, items in proposals if record.state is not ProposalState.WITHDRAWN]
    records = [record for record, _ in standing]
    people = [item for _, items in standing for item in items]
    found = (
        _days(call, [first_sent[record.id] for record in records if record.id in first_sent], now),
        _by(Kind.TYPES, call.session_types, "session_type", records),
        _by(Kind.TOPICS, call.topics, "topic", records),
        _answers(people),
        *_attributes(call, people),
        _reviews(reviews),
    )
    return tuple(figure for figure in found if any(any(bar.counts) for bar in figure.bars))


def answered(people: Iterable[Participation]) -> Mapping[Answered, int]:
    """Count how people on lists stand; who was taken off is not counted."""
    return Counter(
        _stands(item) for item in people if item.status is not ParticipationStatus.WITHDRAWN
    )  # fmt: skip


def _stands(item: Participation) -> Answered:
    if item.status is ParticipationStatus.INVITED:
        return Answered.INCOMPLETE if item.accepted_at else Answered.SILENT
    return Answered(item.status)


def _answers(people: Sequence[Participation]) -> Figure:
    counts = answered(people)
    return Figure(kind=Kind.ANSWERS, bars=tuple(Bar(key, (counts[key],)) for key in Answered if counts[key]))


def _days(call: Call, moments: Iterable[datetime], now: datetime) -> Figure:
    """Count first submissions by the call's days: the last ones of the window, or the latest up to now."""
    zone = ZoneInfo(call.zone)
    today = now.astimezone(zone).date()
    close = call.moments["submission_closes"].day
    last = min(close, today + AHEAD) if close else today
    opens = call.moments["submission_opens"].day
    first = max(last - timedelta(days=DAYS - 1), opens or date.min)
    sent = Counter(moment.astimezone(zone).date() for moment in moments)
    bars = tuple(
        Bar(day.isoformat(), (sent[day],))
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
    )
    shown_close = close.isoformat() if close else None
    return Figure(kind=Kind.DAYS, bars=bars, today=today.isoformat(), close=shown_close)


def _by(kind: Kind, options: Sequence[Option], path: str, records: Sequence[ProposalRecord]) -> Figure:
    """Count sent ones and drafts by an answer, the most sent first; those without an answer last."""
    states = (ProposalState.SENT, ProposalState.DRAFT)
    counts = Counter((record.values.get(path), record.state) for record in records)
    chosen = [Bar(option.key, tuple(counts[option.key, state] for state in states)) for option in options]
    unchosen = Bar(None, tuple(counts[None, state] for state in states))
    bars = sorted((bar for bar in chosen if any(bar.counts)), key=lambda bar: bar.counts, reverse=True)
    return Figure(kind=kind, series=states, bars=(*bars, *([unchosen] if any(unchosen.counts) else [])))


def _attributes(call: Call, people: Sequence[Participation]) -> Iterator[Figure]:
    """Count the confirmed people, each once, by what they said of themselves."""
    confirmed = {
        item.person_id or item.address or item.id: item
        for item in people
        if item.status is ParticipationStatus.CONFIRMED
    }
    for attribute in call.attributes:
        if attribute.options or attribute.is_country:
            said = Counter(item.attributes.get(attribute.key) for item in confirmed.values())
            yield _private(attribute, said) if attribute.private else _attribute(attribute, said)


def _attribute(attribute: Attribute, said: Mapping[str | None, int]) -> Figure:
    bars = shortened(Bar(key, (count,)) for key, count in said.items() if key)
    unsaid = (Bar(None, (said[None],)),) if said.get(None) else ()
    return Figure(kind=Kind.ATTRIBUTE, subject=attribute.key, bars=(*bars, *unsaid))


def _private(attribute: Attribute, said: Mapping[str | None, int]) -> Figure:
    """Every option is told, those that nobody said too: leaving one out would tell that it is nobody's."""
    answers = sum(count for key, count in said.items() if key)
    keys = (*(option.key for option in attribute.options), None) if answers >= ENOUGH else ()
    bars = tuple(Bar(key, (rounded(said.get(key, 0)),)) for key in keys)
    return Figure(kind=Kind.ATTRIBUTE, subject=attribute.key, bars=bars, step=STEP)


def rounded(count: int, step: int = STEP) -> int:
    """Return a number to the nearest step; what is below one step is 0."""
    return 0 if count < step else (count + step // 2) // step * step


def _reviews(reviews: Sequence[Reviews]) -> Figure:
    """Those with most to do first."""
    todo = sorted((one for one in reviews if one.assigned), key=lambda one: one.done - one.assigned)
    bars = (Bar(one.name, (one.done, one.assigned - one.done)) for one in todo)
    return Figure(kind=Kind.REVIEWS, series=("done", "open"), bars=shortened(bars, in_order=True))


def shortened(bars: Iterable[Bar], *, in_order: bool = False) -> tuple[Bar, ...]:
    """Return the largest bars first (or as they come), and one for all that are beyond `MOST_BARS`."""
    ordered = list(bars) if in_order else sorted(bars, key=lambda bar: (*(-count for count in bar.counts), bar.key))
    if len(ordered) <= MOST_BARS:
        return tuple(ordered)
    shown, rest = ordered[: MOST_BARS - 1], ordered[MOST_BARS - 1 :]
    sums = tuple(sum(counts) for counts in zip(*(bar.counts for bar in rest), strict=True))
    return (*shown, Bar(REST, sums))
