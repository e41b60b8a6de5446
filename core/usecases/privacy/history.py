"""Everything that happened between the service and one person, for the secretariat to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model.held import Alias
from core.model.history import Happened
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.usecases.desk import Desk

PAGE = 50
"""Lines of one page."""
PAGES = 1_000
"""No page after this one is asked for."""
TOLD_BY_LETTERS = frozenset(
    {
        "invitation",
        "invitation_changed",
        "invitation_reminder",
        "draft_reminder",
        "reminder",
        "news_by_mail",
        "answer_saved",
    }
)
"""Lines of the log that are left out: they say what the letters beside them say, or count single answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person: who they are, what they stand for, and a page of what happened, newest first.

    `known` has the proposals of this call that are spoken of; `has_more` whether there are older lines.
    """

    person: Person
    aliases: Sequence[Alias]
    own: Sequence[ProposalRecord]
    places: Sequence[Participation]
    known: Mapping[str, ProposalRecord]
    lines: Sequence[Happened]
    page: int
    has_more: bool


async def person_page(desk: Desk, work: UnitOfWork, person_id: str, page: int) -> PersonPage | None:
    """Return a page (from 1) of somebody's history; None where there is nobody, or nobody any more.

    A fixed number of statements, however much has happened.
    """
    person = await work.people.get(person_id)
    if person is None or not person.address:
        return None
    lines = await work.history.of(person_id, TOLD_BY_LETTERS, (page - 1) * PAGE, PAGE + 1)
    places = await work.participations.of_person(person_id)
    about = {line.proposal_id for line in lines} | {item.proposal_id for item in places}
    known = await work.proposals.many([proposal_id for proposal_id in about if proposal_id])
    return PersonPage(
        person=person,
        aliases=await work.aliases.of_person(person_id),
        own=await work.proposals.of_proponent(desk.call.id, person_id),
        places=[item for item in places if _is_of_this_call(desk, known.get(item.proposal_id))],
        known={key: record for key, record in known.items() if _is_of_this_call(desk, record)},
        lines=lines[:PAGE],
        page=page,
        has_more=len(lines) > PAGE,
    )


def _is_of_this_call(desk: Desk, record: ProposalRecord | None) -> bool:
    return record is not None and record.call == desk.call.id
