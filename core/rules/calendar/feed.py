"""The call's dates as calendars of people show them: what each is, and how often it has moved (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import cast
from zoneinfo import ZoneInfo

from core.call.definition import Call, Moment
from core.model.version import Changed
from core.model.words import LocalText
from core.rules.calendar.entries import EVENT_ENDS, REPORT

_DAY = timedelta(days=1)
_OF_EVALUATORS = ("evaluation_", "scoring_", "review_")
"""How keys of dates begin that are the evaluators' business alone."""
_EVENT = "event_"
"""How keys of dates begin that people go to."""
_OF_BOTH = (_EVENT, "results")
FIRST = datetime(1970, 1, 1, tzinfo=UTC)


class Audience(StrEnum):
    """Whose dates a calendar shows."""

    EVERYBODY = "everybody"
    PROPONENTS = "proponents"
    EVALUATORS = "evaluators"

    def wants(self, key: str) -> bool:
        """Whether a date of the call concerns them."""
        evaluating = key.startswith(_OF_EVALUATORS)
        match self:
            case Audience.EVERYBODY:
                return True
            case Audience.PROPONENTS:
                return not evaluating
            case Audience.EVALUATORS:
                return evaluating or key.startswith(_OF_BOTH)


class Sort(StrEnum):
    """What an event of a calendar is."""

    DATE = "date"
    REPORT = "report"
    OWN_CLOSE = "own_close"
    """The close of one proposal that has more time than the others."""
    SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. `when` is a day, or a moment; of a deadline the last minute in which it can be met.

    `sequence` rises whenever it moves, `changed_at` says when it last did.
    """

    key: str
    """Known by it for ever."""
    sort: Sort
    name: LocalText = LocalText()
    title: str | None = None
    """Of the proposal that it is about."""
    when: date
    minutes: int = 0
    place: str = ""
    sequence: int
    changed_at: datetime
    is_cancelled: bool = False

    @property
    def takes_place(self) -> bool:
        """Whether people go there, so that the clock of the place counts; anything else is a date to be met."""
        return self.sort is Sort.SESSION or (self.sort is Sort.DATE and self.key.startswith(_EVENT))


def dates_of(call: Call, history: Sequence[Changed], audience: Audience) -> Iterator[Event]:
    """Yield the dates of a call in its order; one that is not known any more, or gone, is cancelled."""
    past = _Past(history)
    for key, moment in call.moments.items():
        if audience.wants(key):
            yield from _date(past, key, moment.name, when_of(moment))
    for key in past.keys:
        if key not in call.moments and audience.wants(key):
            yield from _date(past, key, past.name(key), None)
    if call.report_days is not None and audience is not Audience.EVALUATORS:
        yield from _report(past, call, call.report_days)


def moved_at(key: str, history: Sequence[Changed]) -> Sequence[datetime]:
    """Return when a date of the call moved."""
    return _Past(history).times(key)


def when_of(moment: Moment) -> date | None:
    """Return a whole day, the last minute of a deadline, or the hour of anything else; None while unknown."""
    if moment.day is None or moment.last_second is None:
        return None
    is_day = moment.whole_day and (not moment.ends or moment.key.endswith("_ends"))
    return moment.day if is_day else moment.last_second.replace(second=0, microsecond=0)


def _date(past: _Past, key: str, name: LocalText, when: date | None) -> Iterator[Event]:
    sequence, changed_at = past.of(key)
    shown = when if when is not None else past.last_known(key)
    if shown is not None:
        yield Event(
            key=key, sort=Sort.DATE, name=name, when=shown, sequence=sequence, changed_at=changed_at,
            is_cancelled=when is None,
        )  # fmt: skip


def _report(past: _Past, call: Call, days: int) -> Iterator[Event]:
    """O02: the last minute of the last day for reports."""
    ends = call.moments.get(EVENT_ENDS)
    last = ends.day if ends else None
    known = last or past.last_known(EVENT_ENDS)
    if known is None:
        return
    sequence, changed_at = past.of(EVENT_ENDS, "report_days")
    day = (known.date() if isinstance(known, datetime) else known) + days * _DAY
    when = datetime(day.year, day.month, day.day, 23, 59, tzinfo=ZoneInfo(call.zone))
    yield Event(
        key=REPORT, sort=Sort.REPORT, when=when, sequence=sequence, changed_at=changed_at, is_cancelled=last is None
    )


class _Past:
    """What the versions of a call say about one date."""

    def __init__(self, history: Sequence[Changed]) -> None:
        self._first = history[0].at if history else FIRST
        self._moves: dict[str, list[tuple[Changed, Mapping[str, object]]]] = {}
        for version in history:
            for change in version.changes:
                key = str(change["path"]).removeprefix("dates.").removesuffix(".at")
                if change["kind"] == "date" or key == "report_days":
                    self._moves.setdefault(key, []).append((version, change))

    @property
    def keys(self) -> tuple[str, ...]:
        """The dates that ever moved."""
        return tuple(key for key in self._moves if key != "report_days")

    def of(self, *keys: str) -> tuple[int, datetime]:
        """Return the sequence number, and since when it stands, of what hangs on these."""
        versions = [version for key in keys for version, _ in self._moves.get(key, ())]
        newest = max(versions, key=lambda item: item.version, default=None)
        return (newest.version - 1, newest.at) if newest else (0, self._first)

    def times(self, key: str) -> Sequence[datetime]:
        """Return when a date moved."""
        return tuple(version.at for version, _ in self._moves.get(key, ()))

    def last_known(self, key: str) -> date | None:
        """Return where a date fell before it became unknown."""
        for _, change in reversed(self._moves.get(key, [])):
            if change["before"] is not None:
                written = str(change["before"])
                at = datetime.fromisoformat(written)
                return at.date() if len(written) == len(date.min.isoformat()) else at.replace(second=0)
        return None

    def name(self, key: str) -> LocalText:
        """Return what a date was called that the call does not have any more."""
        return LocalText(cast(Mapping[str, str], self._moves[key][-1][1]["name"]))
