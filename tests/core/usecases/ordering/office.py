"""A secretariat that orders by letter: what it writes is read as its letters are; its clock is moved by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from core.model.letter import Dmarc, LetterKind, Reading
from core.model.proposal import ParticipationStatus
from core.model.records import Channel, Notice, Participation, Person, ProposalRecord, ProposalState
from core.model.token import ORDERS, derive, local_part
from core.ports import Store
from core.usecases.ordering.letters import orders_address
from core.usecases.people import person_at
from core.usecases.reminding.leaving import may_leave
from mail.reading.orders import read_orders
from tests.builders import KEY, WORKSHOP, House

MESA = "mesa@lacigf.test"


class Office(House):
    """A house whose secretariat gets a digest that takes orders."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.desk.checks_senders = True
        self.summary = 0
        """Of the digest that is answered: the generation of its address."""

    async def opens(self) -> Person:
        """The day's digest goes to the secretary: they answer that one from now on."""
        async with self.work() as work:
            mesa = await person_at(self.desk, work, MESA, self.now)
            self.summary = await orders_address(self.desk, work, mesa, self.now) or 0
        return mesa

    async def orders(self, *lines: str, batch: int = 0, key: str | None = None, **reading: Any) -> Mapping[str, Any]:
        """The secretary writes these lines to the address of a digest, or of an echo; return what the echo tells."""
        before = len(await self.echoes())
        told = {
            "kind": LetterKind.REPLY, "sender": MESA, "dmarc": Dmarc.PASS,
            "message_id": f"<{self.desk.ids.new()}@lacigf.test>",
            "orders": read_orders(lines, sender=MESA), **reading,
        }  # fmt: skip
        mesa = await self.at(MESA)
        await self.letter(
            Reading(**told),
            f"{local_part(ORDERS, derive(KEY, ORDERS, mesa.id, batch or self.summary))}@c.test",
            key=key,
        )
        echoes = (await self.echoes())[before:]
        return echoes[0].facts if echoes else {}

    async def echoes(self) -> Sequence[Notice]:
        return [letter for letter in await self.mail(MESA) if letter.kind == "orders_echo"]

    async def sent(self, number: int, *silent: str) -> str:
        """A proposal of Ana's that was sent; these people were asked two days ago and have not answered."""
        ana, asked_at = await self.ana(), self.now - timedelta(days=2)
        record = ProposalRecord(
            id=f"p{number}", call=self.desk.call.id, proponent_id=ana.id, state=ProposalState.SENT, number=number,
            created_at=asked_at, changed_at=asked_at, sent_at=asked_at, values=WORKSHOP,
        )  # fmt: skip
        people = [await self.visitor(f"{name.split()[0].lower()}@example.org", name=name) for name in silent]
        async with self.work() as work:
            await work.proposals.add(record)
            for place, person in enumerate(people, 1):
                await work.participations.add(_invited(record.id, place, person, asked_at))
        return record.id

    async def as_it_is(self, proposal_id: str, **changes: Any) -> ProposalRecord:
        async with self.work() as work:
            record = await work.proposals.get(proposal_id)
            assert record is not None
            changed = replace(record, **changes)
            await work.proposals.save(changed)
        return changed

    async def leaves_after(self, **lapse: float) -> list[str]:
        """Which letters to participants leave once so much time has passed, asked as a courier asks."""
        self.clock.move(**lapse)
        async with self.work() as work:
            due = await work.outbox.claim(Channel.MAIL, self.now, self.now + timedelta(minutes=5), 100)
            left = [letter for letter in due if await may_leave(self.desk, work, letter)]
            for letter in left:
                await work.outbox.sent(letter.id, self.now)
        return [letter.kind for letter in left if letter.address != MESA]


def _invited(proposal_id: str, place: int, person: Person, asked_at: datetime) -> Participation:
    return Participation(
        id=f"{proposal_id}-{place}", proposal_id=proposal_id, position=place, created_at=asked_at, person_id=person.id,
        name=person.name, address=person.address, roles=("speaker",), status=ParticipationStatus.INVITED,
        invited_at=asked_at,
    )  # fmt: skip


def came(facts: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What an echo tells, in short: (verb, what it undoes, why not) or (verb, …, {number: why not})."""
    short = []
    for item in facts["outcomes"]:
        abouts = {about["number"]: about["refusal"] or about["why"] for about in item["abouts"]}
        why = item["refusal"] or item["why"] or ("asks" if item["asks"] else None)
        short.append((item["verb"], item["undoes"], abouts or why))
    return short


async def every_sort_of_order(house: House) -> None:
    """Orders in a house where other things happen: some done, some not, one asked about, some not heard."""
    office = Office(house.store)
    office.clock, office.desk = house.clock, house.desk
    office.desk.checks_senders = True
    await office.opens()
    await office.orders("note 1 they called", "hold 1", "remind 1", "extend 2 days 1", "hold 99")
    await office.orders("extend 2 days: They asked for it")
    await office.orders("undo", batch=1)
    await office.orders("¿y la 1?")
    await office.orders("hold 1", sender="mallory@evil.example")
