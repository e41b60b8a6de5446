"""Reminding: whose time may have come is looked at anew, and whatever is due to one person is one message."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.model.matter import Due, Duty, Matter, MatterKind, Message, Recipient, State, Way
from core.model.records import Person
from core.ports import UnitOfWork
from core.rules.calendar.closing import SETTLING
from core.rules.due import due
from core.usecases.answering.telling import may_echo
from core.usecases.calendar.moves import is_about_to_be_told
from core.usecases.desk import Desk
from core.usecases.reminding.proposals import ROOM_AGAIN, OfProposals
from core.usecases.reminding.recipients import recipients_of
from core.usecases.reminding.saying import drop, escalate, say
from core.usecases.reminding.sources import Open, Source, open_to, ref_of
from core.usecases.reminding.sources import Person as Anybody
from core.usecases.ticking import duty as clockwork
from core.usecases.ticking.apart import on_its_own
from core.usecases.ticking.duty import Done

TOGETHER = 50
"""Things looked at in one transaction."""
FAILED_AGAIN = timedelta(hours=1)
"""How long after a look at somebody failed it is tried again, so that others come first meanwhile."""
SOURCES: tuple[Source, ...] = (OfProposals(),)
"""Every source that there is; a phase that has open matters of its own adds its own."""


def reminding(sources: Sequence[Source]) -> clockwork.Duty:
    """Return the duty that says what is due of the matters of these sources."""

    async def remind(desk: Desk, work: UnitOfWork) -> Done:
        """Say what is due; reads nothing but the index where nothing is."""
        now = desk.clock.now()
        ripe = [(source, await source.ripe(desk, work, now, TOGETHER)) for source in sources]
        concerned = {person for _, things in ripe for people in things.values() for person in people}
        if not any(things for _, things in ripe):
            return Done()
        looked = await _look_at(desk, work, sources, concerned, now)
        queued = looked.queued
        for source, things in ripe:
            moments = {thing: looked.earliest(people) for thing, people in things.items()}
            queued += await source.look_again(desk, work, moments, now) if things else 0
        return Done(queued, more=any(len(things) == TOGETHER for _, things in ripe))

    return remind


remind = reminding(SOURCES)
"""The duty over every source."""


@dataclass(slots=True)
class _Looked:
    """What came of a look at some people."""

    next_at: dict[Anybody, datetime | None] = field(default_factory=dict)
    """Not before when there is anything to say to each."""
    queued: int = 0

    def earliest(self, people: Collection[Anybody]) -> datetime | None:
        """Return not before when there is anything to say to any of these people."""
        return min((at for person in people if (at := self.next_at.get(person)) is not None), default=None)


async def _look_at(
    desk: Desk, work: UnitOfWork, sources: Sequence[Source], concerned: Collection[Anybody], now: datetime
) -> _Looked:
    """Say what is due to these people; where that fails, to each by themselves, and later to whom it fails for."""
    together = _Round.over(desk, work, sources, concerned, now)
    looked = await on_its_own(work, f"reminding {len(concerned)} together", together)
    if looked is not None:
        return looked
    looked = _Looked(dict.fromkeys(concerned, now + FAILED_AGAIN))
    for person in sorted(concerned, key=str):
        alone = await on_its_own(work, "reminding somebody", _Round.over(desk, work, sources, {person}, now))
        if alone is not None:
            looked.next_at |= alone.next_at
            looked.queued += alone.queued
    return looked


class _Round:
    """What one look at some people needs and finds."""

    def __init__(self, desk: Desk, work: UnitOfWork, now: datetime) -> None:
        self._desk, self._work, self._now = desk, work, now
        self._found = Open()
        self._people: Mapping[str, Person] = {}
        self._recipients: Mapping[str, Recipient] = {}
        self._done: Collection[str] = ()
        self._looked = _Looked()

    @classmethod
    async def over(
        cls, desk: Desk, work: UnitOfWork, sources: Sequence[Source], concerned: Collection[Anybody], now: datetime
    ) -> _Looked:
        """Read all that is to be known of these people, then say and note what is due to each."""
        round_ = cls(desk, work, now)
        round_._found = await open_to(desk, work, sources, concerned)
        round_._people = await work.people.many([person for person in concerned if person is not None])
        round_._recipients = await recipients_of(desk, work, round_._people, now)
        refs = round_._found.source_of
        round_._done = await work.ledger.known_of(
            [f"{kind}:{subject}:{generation}:" for kind, subject, generation in refs]
        )
        for person in sorted(concerned, key=str):
            await round_._look_at(person)
        return round_._looked

    async def _look_at(self, person_id: Anybody) -> None:
        state = State(
            matters=tuple(self._found.of_person.get(person_id, ())), recipients=self._recipients, done=self._done
        )
        answer = due(self._desk.call, state, self._now)
        self._looked.next_at[person_id] = answer.next_at
        await self._carry_out(person_id, answer)

    async def _carry_out(self, person_id: Anybody, answer: Due) -> None:
        for dropped in answer.dropped:
            await drop(self._work, dropped, self._now)
        for duty in answer.for_secretariat:
            await escalate(self._work, duty, self._now)
        for message in answer.messages:
            settled = await self._without_what_settles(message)
            may = await self._may_leave(settled) if settled else None
            if may is None or may.duties != message.duties:
                again = ROOM_AGAIN if settled == message else SETTLING
                self._looked.next_at[person_id] = _sooner(answer.next_at, self._now + again)
            if may is not None:
                await say(self._desk, self._work, self._found, self._people[message.person_id], may, self._now)
                self._looked.queued += 1

    async def _may_leave(self, message: Message) -> Message | None:
        """Return the message without what a cap holds back, None where that is all of it."""
        if message.way is Way.CHAT:
            return message
        if not await may_echo(self._desk, self._work, self._people[message.person_id], self._now):
            return None
        free = tuple([duty for duty in message.duties if not await self._is_held_back(duty)])
        return replace(message, duties=free) if free else None

    async def _without_what_settles(self, message: Message) -> Message | None:
        """Return the message without drafts whose close has just moved, None where that is all of it.

        News of the close take the place of their reminder, if there are any.
        """
        free = tuple([duty for duty in message.duties if not await self._settles(duty.matter)])
        return replace(message, duties=free) if free else None

    async def _settles(self, matter: Matter) -> bool:
        call = self._desk.call.id
        return matter.kind is MatterKind.DRAFT and await is_about_to_be_told(
            self._work, call, matter.subject, self._now
        )

    async def _is_held_back(self, duty: Duty) -> bool:
        source = self._found.source_of[ref_of(duty.matter)]
        return await source.held_back(self._desk, self._work, duty.matter, self._now)


def _sooner(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else min(one, other)
