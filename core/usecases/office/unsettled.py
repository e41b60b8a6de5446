"""What calendars answered that was neither yes nor no, as far as nothing has settled it since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.model.records import LogEntry, Participation, ProposalRecord
from core.usecases.answering.answer import Came
from core.usecases.answering.by_calendar import UNSETTLED
from core.usecases.scheduling.telling import CANCELLED, DATED, MOVED

_PLAIN = frozenset(f"participant_{came}" for came in (Came.CONFIRMED, Came.INCOMPLETE, Came.DECLINED))
_OTHER_DATE = frozenset({DATED, MOVED, CANCELLED})
KINDS = frozenset({UNSETTLED}) | _PLAIN | _OTHER_DATE
"""Kinds of lines of the log that tell."""


def unsettled(
    entries: Sequence[LogEntry], places: Iterable[tuple[ProposalRecord, Participation]]
) -> list[tuple[ProposalRecord, Participation, LogEntry]]:
    """Return whom to ask, once each and the oldest first: who has said neither yes nor no of the date that stands."""
    waiting: dict[str, LogEntry] = {}
    for entry in entries:
        place = str(entry.facts.get("participation"))
        if entry.kind == UNSETTLED:
            waiting[place] = entry
        elif entry.kind in _PLAIN:
            waiting.pop(place, None)
        else:
            waiting = {key: held for key, held in waiting.items() if held.proposal_id != entry.proposal_id}
    standing = {item.id: (record, item) for record, item in places if item.status.counts}
    found = [(*standing[place], entry) for place, entry in waiting.items() if place in standing]
    return sorted(found, key=lambda told: told[2].at)
