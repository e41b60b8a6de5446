"""What needs a human of the secretariat, from wherever it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.model.matter import MatterKind
from core.model.records import LogEntry, Participation, ProposalRecord
from core.ports import UnitOfWork
from core.rules.undelivered import why_of
from core.usecases.desk import Desk
from core.usecases.digesting.telling import Problem, ProblemKind
from core.usecases.notices import title_of
from core.usecases.office.records import Records, Troubles
from core.usecases.reminding.escalated import waiting_for_secretariat

ESCALATED_SHOWN = 30
"""Of what was handed to the secretariat, how many even the page names: each takes statements."""
ERASED = "person_erased"


async def handed_over(desk: Desk, work: UnitOfWork, found: Records, shown: int | None) -> list[Problem]:
    """Return what people were reminded of in vain; addresses that fail are told apart, by name."""
    waiting = await waiting_for_secretariat(desk, work, named=shown or ESCALATED_SHOWN)
    names = {item.id: item.name for _, item in found.standing()}
    numbers = {record.id: record.number for record in found.proposals}
    return [
        Problem(
            kind=ProblemKind(f"waiting_{item.matter.kind}"),
            name=text_in(item.told, "name") or names.get(item.matter.subject),
            title=text_in(item.told, "title"),
            number=numbers.get(text_in(item.told, "proposal_id") or ""),
        )
        for item in waiting
        if item.matter.kind is not MatterKind.BOUNCED
    ]


def text_in(facts: Mapping[str, object], key: str) -> str | None:
    """Return a fact that is a text, None for any other."""
    value = facts.get(key)
    return value if isinstance(value, str) else None


def problems(troubles: Troubles, entries: Sequence[LogEntry], waiting: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what needs a human: what only a person can mend, and that people erased themselves (no more who)."""
    for record, item, entry in troubles.unsettled:
        yield _about(ProblemKind(str(entry.facts["answer"])), record, item)
    for record, item in troubles.bounced:
        yield replace(_about(ProblemKind.BOUNCED, record, item), why=why_of(item))
    for notice in troubles.failed:
        number = notice.facts.get("proposal_number")
        yield Problem(
            kind=ProblemKind.FAILED,
            name=text_in(notice.facts, "person_name"),
            title=text_in(notice.facts, "proposal_title"),
            number=number if isinstance(number, int) else None,
        )
    if troubles.unread:
        yield Problem(kind=ProblemKind.UNREAD, count=len(troubles.unread))
    if erased := sum(entry.kind == ERASED for entry in entries):
        yield Problem(kind=ProblemKind.ERASED, count=erased)
    yield from waiting


def _about(kind: ProblemKind, record: ProposalRecord, item: Participation) -> Problem:
    return Problem(kind=kind, name=item.name, title=title_of(record), number=record.number)
