"""What was handed over to the secretariat, for as long as it is open: its digest asks here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.model.matter import Matter
from core.model.records import LogEntry
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.reminding.remind import SOURCES
from core.usecases.reminding.saying import ESCALATED
from core.usecases.reminding.sources import Ref, Source, open_to, ref_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """Something that people were reminded of in vain, or cannot be reached about."""

    matter: Matter
    since: datetime
    """When it was handed over first."""
    told: Mapping[str, object]
    """What its source names of it: 'title', 'name', 'proponent', 'proposal_id', … as it has."""


async def waiting_for_secretariat(
    desk: Desk, work: UnitOfWork, sources: Sequence[Source] = SOURCES, *, named: int | None = None
) -> tuple[Escalated, ...]:
    """Return what waits for a human of the secretariat, that which waits longest first; each thing once.

    Only of the first `named` is asked what there is to tell of them, which takes statements for each; None: of all.
    """
    first: dict[Ref, LogEntry] = {}
    for line in await work.log.of_kinds({ESCALATED}):
        if line.facts:  # of an erased person nothing is left
            first.setdefault(_ref(line), line)
    found = await open_to(desk, work, sources, {line.person_id for line in first.values()})
    waiting: list[Escalated] = []
    for ref, line in first.items():
        matter = found.matter(line.person_id, ref)
        if matter is not None:
            source = found.source_of[ref_of(matter)]
            told = await source.told(desk, work, matter) if named is None or len(waiting) < named else {}
            waiting.append(Escalated(matter=matter, since=line.at, told=told))
    return tuple(waiting)


def _ref(line: LogEntry) -> Ref:
    return str(line.facts["matter"]), str(line.facts["subject"]), int(str(line.facts["generation"]))
