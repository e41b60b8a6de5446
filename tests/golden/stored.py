"""What a conversation leaves behind, told without ids and times, which differ from one service to the next."""

from __future__ import annotations

from dataclasses import asdict

from core.model.records import Channel, Participation, Person, ProposalRecord
from core.ports import ProposalFilter, UnitOfWork
from tests.golden.house import CALL, House

Told = dict[str, object]
_WAYS_IN = frozenset({"sign_in", "chat_code"})
"""Letters that let somebody in: each channel has its own way."""
_OWN = frozenset({"signed_in", "chat_linked"})
_PERSON = ("address", "name", "country", "organisation", "phone", "language", "attributes", "muted_at")
_PROPOSAL = ("state", "number", "values", "sent")
_PLACE = ("position", "name", "address", "roles", "attendance", "status", "attributes", "generation")


async def stored(house: House) -> Told:
    """Return people, proposals with their lists, letters to each person, and the log."""
    async with house.store.look() as work:
        people = sorted(await work.people.all(), key=lambda person: person.address)
        records = sorted(await work.proposals.find(CALL.id, ProposalFilter()), key=lambda record: record.created_at)
        log = [(entry.kind, entry.channel) for entry in await work.log.since(0) if entry.kind not in _OWN]
        return {
            "people": [await _person(work, person) for person in people],
            "proposals": [await _proposal(work, record) for record in records],
            "log": log,
        }


async def _person(work: UnitOfWork, person: Person) -> Told:
    letters = await work.outbox.of_person(person.id, Channel.MAIL, 500)
    news = await work.outbox.of_person(person.id, Channel.CHAT, 500)
    told = {name: getattr(person, name) for name in _PERSON}
    sent = [(letter.kind, letter.language, letter.state) for letter in letters if letter.kind not in _WAYS_IN]
    return told | {"letters": sent, "news": [item.kind for item in news], "proved": person.proved_at is not None}


async def _proposal(work: UnitOfWork, record: ProposalRecord) -> Told:
    told = {name: getattr(record, name) for name in _PROPOSAL}
    places = [_place(item) for item in await work.participations.of_proposal(record.id)]
    return told | {"sent": bool(record.sent), "places": places}


def _place(item: Participation) -> Told:
    return {name: value for name, value in asdict(item).items() if name in _PLACE}
