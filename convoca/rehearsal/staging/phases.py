"""The source of what is open in phases that are not built yet; it keeps nothing that a killed process would miss."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from convoca.rehearsal.people.cast import Cast
from convoca.rehearsal.staging.owed import Owed, owed_by_evaluators, owed_for_sessions
from core.call.definition import Call
from core.model.matter import Duty, Matter, MatterKind
from core.model.records import ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import title_of
from core.usecases.reminding.sources import Letter, Person


class Phases:
    """Evaluations, confirmations and reports of a rehearsal. Who forgot when to look next looks at once."""

    def __init__(self, cast: Cast, *, seed: int) -> None:
        self._cast, self._seed = cast, seed
        self._call: Call | None = None
        self._look: dict[str, datetime | None] = {}
        self._of_evaluators: tuple[Owed, ...] = ()
        self._of_sessions: tuple[Owed, ...] | None = None
        self._ids: dict[str, str] = {}

    async def ripe(self, desk: Desk, work: UnitOfWork, now: datetime, limit: int) -> Mapping[str, Collection[Person]]:
        """Return what may be due, each with whom it concerns."""
        due = [owed for owed in await self._owed(desk, work, now) if self._is_due(owed, now)]
        return {_key(owed): {await self._person(work, owed.address)} for owed in due[:limit]}

    async def matters_of(self, desk: Desk, work: UnitOfWork, people: Collection[Person]) -> Sequence[Matter]:
        """Return what these people owe now."""
        now = desk.clock.now()
        owed = [item for item in await self._owed(desk, work, now) if item.is_open(now)]
        with_people = [(item, await self._person(work, item.address)) for item in owed]
        theirs = [(item, person) for item, person in with_people if person in people]
        sessions = {item.subject for item, _ in theirs if item.kind is not MatterKind.EVALUATION}
        records = await work.proposals.many(sessions) if sessions else {}
        gone = {key for key, record in records.items() if record.state is not ProposalState.SENT}
        return [
            Matter(kind=item.kind, subject=item.subject, person_id=person, since=item.opens, count=item.count)
            for item, person in theirs
            if item.subject not in gone
        ]

    async def look_again(self, desk: Desk, work: UnitOfWork, at: Mapping[str, datetime | None], now: datetime) -> int:
        """Remember when each is worth a look; queues nothing."""
        self._look.update(at)
        return 0

    async def told(self, desk: Desk, work: UnitOfWork, matter: Matter) -> Mapping[str, object]:
        """Return the title of the session, where it is about one."""
        if matter.kind is MatterKind.EVALUATION:
            return {}
        record = await work.proposals.get(matter.subject)
        return {"title": title_of(record), "proposal_id": record.id} if record else {}

    async def alone(self, desk: Desk, work: UnitOfWork, duty: Duty, now: datetime) -> Letter | None:
        """Return None: the common letter says it."""
        return None

    async def held_back(self, desk: Desk, work: UnitOfWork, matter: Matter, now: datetime) -> bool:
        """Return False: no cap of its own."""
        return False

    def next_look(self, now: datetime) -> datetime | None:
        """Return when something is worth a look next."""
        return min((at for at in self._look.values() if at is not None and at > now), default=None)

    async def _owed(self, desk: Desk, work: UnitOfWork, now: datetime) -> Sequence[Owed]:
        if desk.call is not self._call:
            self._call = desk.call
            self._look.clear()
            self._of_sessions = None
            self._of_evaluators = tuple(owed_by_evaluators(desk.call, self._cast, seed=self._seed))
        results = desk.call.moments.get("results")
        if results is None or results.at is None or now < results.at:
            return self._of_evaluators
        if self._of_sessions is None:
            self._of_sessions = await self._owed_for_sessions(desk, work, results.at)
        return (*self._of_evaluators, *self._of_sessions)

    async def _owed_for_sessions(self, desk: Desk, work: UnitOfWork, results: datetime) -> tuple[Owed, ...]:
        """Return what is owed for sessions that were sent before the results: those withdrawn since are among them."""
        records = await work.proposals.find(desk.call.id, ProposalFilter(state=ProposalState.SENT))
        people = await work.people.many([record.proponent_id for record in records])
        sent = [
            (record.id, people[record.proponent_id].address)
            for record in records
            if record.sent_at is not None and record.sent_at < results
        ]
        return tuple(owed_for_sessions(desk.call, self._cast, sent, seed=self._seed))

    def _is_due(self, owed: Owed, now: datetime) -> bool:
        at = self._look.get(_key(owed), owed.opens)
        return at is not None and at <= now

    async def _person(self, work: UnitOfWork, address: str) -> str:
        if address not in self._ids:
            person = await work.people.by_address(address)
            self._ids[address] = person.id if person else ""
        return self._ids[address]


def _key(owed: Owed) -> str:
    return f"{owed.kind}:{owed.subject}"
