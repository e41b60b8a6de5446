"""Where open matters come from: each phase of a call brings a source of its own, and nothing else has to change."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.model.matter import Duty, Matter
from core.model.records import Participation
from core.ports import UnitOfWork
from core.usecases.desk import Desk

Person = str | None
"""The id of whom a matter is for; None for the secretariat's own tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter of its own for a thing that is due alone: it says more than an item among others can."""

    kind: str
    facts: Mapping[str, object]
    proposal_id: str | None = None
    participation: Participation | None = None
    """Whose reply address and page it bears."""


class Source(Protocol):
    """Knows the open matters of some kinds, and which of them may be due; the truth is asked anew each time."""

    async def ripe(self, desk: Desk, work: UnitOfWork, now: datetime, limit: int) -> Mapping[str, Collection[Person]]:
        """Return at most so many things about which there may be something to say now, each with whom it may concern.

        What it returns it returns again until `look_again` was told of it.
        """
        ...

    async def matters_of(self, desk: Desk, work: UnitOfWork, people: Collection[Person]) -> Sequence[Matter]:
        """Return all that is open to these people, in an order that stays; a thing that is done is not in it."""
        ...

    async def look_again(self, desk: Desk, work: UnitOfWork, at: Mapping[str, datetime | None], now: datetime) -> int:
        """Take back not before when each thing is worth a look; return how many notices were queued besides."""
        ...

    async def told(self, desk: Desk, work: UnitOfWork, matter: Matter) -> Mapping[str, object]:
        """Return what a reminder names of a matter: 'title', 'name', 'proponent', 'missing' (JSON) as it has."""
        ...

    async def alone(self, desk: Desk, work: UnitOfWork, duty: Duty, now: datetime) -> Letter | None:
        """Return the letter for a duty that is due alone, None where the common one does."""
        ...

    async def held_back(self, desk: Desk, work: UnitOfWork, matter: Matter, now: datetime) -> bool:
        """Whether something of this kind's own (a cap) keeps a letter from leaving now; it is tried again later."""
        ...


Ref = tuple[str, str, int]
"""Kind, subject and generation: what a matter is known by."""


def ref_of(matter: Matter) -> Ref:
    """Return what a matter is known by."""
    return str(matter.kind), matter.subject, matter.generation


@dataclass(slots=True)
class Open:
    """What is open to some people, and which source knows it."""

    of_person: dict[Person, list[Matter]] = field(default_factory=dict)
    source_of: dict[Ref, Source] = field(default_factory=dict)

    def knows(self, ref: Ref) -> bool:
        """Whether a matter is open."""
        return ref in self.source_of

    def matter(self, person_id: Person, ref: Ref) -> Matter | None:
        """Return a matter of somebody's, None where it is not open (to them)."""
        return next((item for item in self.of_person.get(person_id, ()) if ref_of(item) == ref), None)


async def open_to(desk: Desk, work: UnitOfWork, sources: Sequence[Source], people: Collection[Person]) -> Open:
    """Return all that is open to these people, from every source."""
    found = Open({person: [] for person in people})
    for source in sources:
        for matter in await source.matters_of(desk, work, people):
            found.of_person[matter.person_id].append(matter)
            found.source_of[ref_of(matter)] = source
    return found
