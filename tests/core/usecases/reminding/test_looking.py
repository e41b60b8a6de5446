"""The index: `look_at` may be too early, and is never later than the moment at which something is to be said."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from core.model.matter import MatterKind, State, Wants
from core.model.records import ProposalRecord
from core.ports import UnitOfWork
from core.rules.due import due
from core.usecases.proposing.withdraw import withdraw
from core.usecases.reminding.choosing import choose_reminders, live_by
from core.usecases.reminding.recipients import recipients_of
from core.usecases.reminding.remind import SOURCES
from core.usecases.reminding.sources import open_to
from tests.builders import ACCEPT, DECLINE, PROFILE, House
from tests.core.usecases.reminding.test_reminding import at, day

NAMES = ("bruno", "carla", "dana", "elena")
ZONES = ("America/Mexico_City", "Asia/Tokyo", "Europe/Madrid", None)


async def moments_of_truth(house: House, work: UnitOfWork) -> list[tuple[str, datetime]]:
    """When there is next something to say of each matter about a proposal, by reading all that there is."""
    desk, now = house.desk, house.now
    people = {person.id: person for person in await work.people.all()}
    found = await open_to(desk, work, SOURCES, set(people))
    recipients = await recipients_of(desk, work, people, now)
    done = await work.ledger.known("")
    truth: list[tuple[str, datetime]] = []
    for matter in [matter for matters in found.of_person.values() for matter in matters]:
        answer = due(desk.call, State(matters=(matter,), recipients=recipients, done=done), now)
        something = answer.messages or answer.for_secretariat or answer.dropped
        moment = now if something else answer.next_at
        place = None if matter.kind is MatterKind.DRAFT else await work.participations.get(matter.subject)
        if moment is not None:
            truth.append((place.proposal_id if place else matter.subject, moment))
    return truth


class Chance:
    """Random acts of people, through the use cases that everybody goes through."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.dice = house, random.Random(seed)
        self.places: list[str] = []
        self.proposals: list[str] = []

    async def act(self) -> None:
        await self.dice.choice(
            (
                self.propose, self.list_somebody, self.list_somebody, self.answer, self.answer, self.half_yes,
                self.decline, self.take_off, self.retitle, self.move_zone, self.choose, self.bounce, self.change_role,
                self.withdraw, self.wait, self.wait, self.wait,
            )
        )()  # fmt: skip

    def place(self) -> str:
        return self.dice.choice(self.places)

    async def propose(self) -> None:
        ana = await self.house.at("ana@example.org")
        if len(self.proposals) < 3:
            self.proposals.append(await self.house.proposal(ana, {"answers.title": f"Sesión {len(self.proposals)}"}))

    async def list_somebody(self) -> None:
        name = self.dice.choice(NAMES)
        if self.proposals and len(self.places) < 8:
            where = self.dice.choice(self.proposals)
            self.places.append(await self.house.listed(where, name, f"{name}@example.org", "speaker"))

    async def answer(self) -> None:
        if self.places:
            await self.house.reply(self.place(), ACCEPT, PROFILE)

    async def half_yes(self) -> None:
        if self.places:
            await self.house.reply(self.place(), ACCEPT, {"country": "CL"})

    async def decline(self) -> None:
        if self.places:
            await self.house.reply(self.place(), DECLINE)

    async def bounce(self) -> None:
        if self.places:
            await self.house.bounce(self.place())

    async def take_off(self) -> None:
        if self.places:
            await self.house.take_off(self.places.pop(self.dice.randrange(len(self.places))))

    async def change_role(self) -> None:
        if self.places:
            await self.house.change(self.place(), "roles", (self.dice.choice(("speaker", "moderator")),))

    async def retitle(self) -> None:
        if self.proposals:
            await self.house.answer(self.dice.choice(self.proposals), "answers.title", f"Otra {self.dice.random()}")

    async def move_zone(self) -> None:
        person = await self.house.at(f"{self.dice.choice(('ana', *NAMES))}@example.org")
        async with self.house.work() as work:
            await live_by(work, person, self.dice.choice(ZONES), "chat", self.house.now)

    async def choose(self) -> None:
        person = await self.house.at(f"{self.dice.choice(('ana', *NAMES))}@example.org")
        async with self.house.work() as work:
            await choose_reminders(work, person, self.dice.choice(list(Wants)), "chat", self.house.now)

    async def withdraw(self) -> None:
        if len(self.proposals) > 2:
            ana = await self.house.at("ana@example.org")
            async with self.house.work() as work:
                record = await work.proposals.get(self.proposals.pop())
                assert record is not None
                await withdraw(self.house.desk, work, record, ana, self.house.now)

    async def wait(self) -> None:
        self.house.clock.move(hours=self.dice.choice((1, 5, 20, 50)))
        await self.house.remind()


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_people_do_the_next_look_is_never_later_than_the_next_word(house: House, seed: int) -> None:
    await house.ana()
    for name in NAMES:
        await house.visitor(f"{name}@example.org")
    chance = Chance(house, seed)
    for _ in range(40):
        await chance.act()
        async with house.work() as work:
            for proposal_id, moment in await moments_of_truth(house, work):
                soon = await work.proposals.to_look_at(house.desk.call.id, moment, 100)
                assert proposal_id in soon, (proposal_id, moment)


async def test_a_look_at_what_is_due_later_says_when_and_is_not_repeated(house: House) -> None:
    proposal_id, _, _ = await house.team(await house.ana())
    await house.remind()
    async with house.work() as work:
        assert await work.proposals.to_look_at(house.desk.call.id, house.now, 10) == []
        assert await work.proposals.to_look_at(house.desk.call.id, day(13) - timedelta(seconds=1), 10) == []
        assert await work.proposals.to_look_at(house.desk.call.id, day(13), 10) == [proposal_id]


async def test_a_tick_with_nothing_due_reads_the_index_and_nothing_else(house: House) -> None:
    await house.team(await house.ana())
    await house.remind()
    seen: list[str] = []

    def note(*call: object) -> None:
        seen.append(str(call[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert await house.remind() == 0
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert [one.split("WHERE")[0].split() for one in seen if not one.startswith("BEGIN")] == [
        ["SELECT", "proposals.id", "FROM", "proposals"]
    ]


async def test_a_call_that_changed_has_everything_looked_at(house: House) -> None:
    proposal_id, _, _ = await house.team(await house.ana())
    await house.remind()
    async with house.work() as work:
        await work.proposals.look_anew(house.desk.call.id)
        assert await work.proposals.to_look_at(house.desk.call.id, house.now, 10) == [proposal_id]


async def test_more_than_a_batch_takes_several_transactions_and_says_each_thing_once(house: House) -> None:
    ana = await house.ana()
    async with house.work() as work:
        for number in range(60):
            await _draft(house, work, ana.id, number)
    assert await at(house, day(21)) == 1
    assert await house.remind() == 0
    (letter,) = await house.mail("ana@example.org")
    assert len(letter.facts["about"]) == 60  # type: ignore[arg-type]  # a list


async def _draft(house: House, work: UnitOfWork, proponent_id: str, number: int) -> None:
    record = ProposalRecord(
        id=house.desk.ids.new(), call=house.desk.call.id, proponent_id=proponent_id, created_at=house.now,
        changed_at=house.now, values={"answers.title": f"Sesión {number}"},
    )  # fmt: skip
    await work.proposals.add(record)
