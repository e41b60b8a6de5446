"""Reminding: whose time may have come is looked at anew, and whatever is due to one person is one message."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.model.matter import Due, Duty, Message, Recipient, State, Way
from core.model.records import Person
from core.ports import UnitOfWork
from core.rules.due import due
from core.usecases import duty as clockwork
from core.usecases.answering.telling import may_echo
from core.usecases.desk import Desk
from core.usecases.duty import Done
from core.usecases.reminding.proposals import ROOM_AGAIN, OfProposals
from core.usecases.reminding.recipients import recipients_of
from core.usecases.reminding.saying import drop, escalate, say
from core.usecases.reminding.sources import Open, Source, open_to, ref_of

TOGETHER = 50
"""Things looked at in one transaction."""
SOURCES: tuple[Source, ...] = (OfProposals(),)
"""Every source that there is; a phase that has open matters of its own adds its own."""


def reminding(sources: Sequence[Source]) -> clockwork.Duty:
    """Return the duty that says what is due of the matters of these sources."""

    async def remind(desk: Desk, work: UnitOfWork) -> Done:
        """Say what is due; reads nothing but the index where nothing is."""
        now = desk.clock.now()
        ripe = [(source, await source.ripe(desk, work, now, TOGETHER)) for source in sources]
        concerned = {person for _, things in ripe for people in things.values() for person in people}
        round_ = await _Round.of(desk, work, sources, concerned, now)
        for person in sorted(concerned, key=str):
            await round_.look_at(person)
        queued = round_.queued
        for source, things in ripe:
            moments = {thing: round_.earliest(people) for thing, people in things.items()}
            queued += await source.look_again(desk, work, moments, now) if things else 0
        return Done(queued, more=any(len(things) == TOGETHER for _, things in ripe))

    return remind


remind = reminding(SOURCES)
"""The duty over every source."""


class _Round:
    """What one look at some people needs and finds."""

    def __init__(self, desk: Desk, work: UnitOfWork, now: datetime) -> None:
        self._desk, self._work, self._now = desk, work, now
        self._found = Open()
        self._people: Mapping[str, Person] = {}
        self._recipients: Mapping[str, Recipient] = {}
        self._done: Collection[str] = ()
        self._next: dict[str | None, datetime | None] = {}
        self.queued = 0

    @classmethod
    async def of(
        cls, desk: Desk, work: UnitOfWork, sources: Sequence[Source], concerned: Collection[str | None], now: datetime
    ) -> _Round:
        """Read all that is to be known of these people; nothing where there are none."""
        round_ = cls(desk, work, now)
        if not concerned:
            return round_
        round_._found = await open_to(desk, work, sources, concerned)
        round_._people = await work.people.many([person for person in concerned if person is not None])
        round_._recipients = await recipients_of(desk, work, round_._people, now)
        refs = round_._found.source_of
        round_._done = await work.ledger.known_of(
            [f"{kind}:{subject}:{generation}:" for kind, subject, generation in refs]
        )
        return round_

    async def look_at(self, person_id: str | None) -> None:
        """Say and note what is due to one person."""
        state = State(
            matters=tuple(self._found.of_person.get(person_id, ())), recipients=self._recipients, done=self._done
        )
        answer = due(self._desk.call, state, self._now)
        self._next[person_id] = answer.next_at
        await self._carry_out(person_id, answer)

    async def _carry_out(self, person_id: str | None, answer: Due) -> None:
        for dropped in answer.dropped:
            await drop(self._work, dropped, self._now)
        for duty in answer.for_secretariat:
            await escalate(self._work, duty, self._now)
        for message in answer.messages:
            may = await self._may_leave(message)
            if may is None or may.duties != message.duties:
                self._next[person_id] = _sooner(self._next[person_id], self._now + ROOM_AGAIN)
            if may is not None:
                await say(self._desk, self._work, self._found, self._people[message.person_id], may, self._now)
                self.queued += 1

    async def _may_leave(self, message: Message) -> Message | None:
        """Return the message without what a cap holds back, None where that is all of it."""
        if message.way is Way.CHAT:
            return message
        if not await may_echo(self._desk, self._work, self._people[message.person_id], self._now):
            return None
        free = tuple([duty for duty in message.duties if not await self._is_held_back(duty)])
        return replace(message, duties=free) if free else None

    async def _is_held_back(self, duty: Duty) -> bool:
        source = self._found.source_of[ref_of(duty.matter)]
        return await source.held_back(self._desk, self._work, duty.matter, self._now)

    def earliest(self, people: Collection[str | None]) -> datetime | None:
        """Return not before when there is anything to say to any of these people."""
        moments = [at for person in people if (at := self._next.get(person)) is not None]
        return min(moments, default=None)


def _sooner(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else min(one, other)
