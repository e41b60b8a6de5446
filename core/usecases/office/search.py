"""Proposals and people whose text holds what was asked for, case and accents aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.call.definition import Call
from core.dialogue.reading.cleaning import one_line
from core.dialogue.screen import Block, Phrase, Screen
from core.dialogue.wording import name_of, own, roles_of, status_of
from core.model.folding import folded
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import title_of
from core.usecases.office.naming import called
from core.usecases.office.records import Records, records_of
from core.usecases.office.sections import Section, laid, row, screen, text

ROOM = 14
"""Lines of proposals and people together."""
STANDS = 2
"""Places of one person that are told."""
TYPED_CAP = 60
"""Characters of what was asked for, of an address."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Somebody, what of them is searched, and where they stand."""

    name: str | None
    address: str | None
    said: str
    stands: Sequence[Phrase]


async def search(desk: Desk, work: UnitOfWork, argument: str, language: str, page: str) -> Screen:
    """Return what was found; for an empty text how to search."""
    asked = one_line(argument)
    wanted = folded(asked)
    if not wanted:
        usage = text("search.usage", command=Phrase("telegram.office.search"))
        return screen(Phrase("office.search.what"), (usage,), language)
    records = await records_of(desk, work)
    proposals = [record for record in records.proposals if _speaks(record, records, wanted)]
    everybody = _everybody(desk.call, records, await work.people.all())
    people = sorted((one for one in everybody if wanted in one.said), key=lambda one: folded(one.name or ""))
    sections = (
        Section(Phrase("office.search.proposals", {"count": len(proposals)}), _proposals(proposals, records)),
        Section(Phrase("office.search.people", {"count": len(people)}), [_person(one) for one in people]),
    )
    title = Phrase("office.search.title", {"asked": own(asked, TYPED_CAP)})
    return screen(title, laid(sections, ROOM, page) or (text("search.nothing"),), language)


def _speaks(record: ProposalRecord, records: Records, wanted: str) -> bool:
    """Whether a proposal's title or proponent holds the words, or its number is the one."""
    proponent = records.people.get(record.proponent_id)
    who = (proponent.name, proponent.address, proponent.organisation) if proponent else ()
    return wanted in _said(title_of(record), *who) or wanted.lstrip("#") == str(record.number)


def _said(*texts: str | None) -> str:
    return folded(" \n ".join(text for text in texts if text))


def _proposals(found: Sequence[ProposalRecord], records: Records) -> list[Block]:
    return [row(called(record), name_of(_proponent(record, records))) for record in found]


def _proponent(record: ProposalRecord, records: Records) -> str | None:
    person = records.people.get(record.proponent_id)
    return person.name if person else None


def _everybody(call: Call, records: Records, people: Sequence[Person]) -> Iterator[_Found]:
    """Yield everybody who is known by an address, and those on lists of whom only a name was given."""
    proposing: dict[str, list[Phrase]] = {}
    listed: dict[str | None, list[tuple[Participation, Phrase]]] = {}
    for record in records.proposals:
        proposing.setdefault(record.proponent_id, []).append(
            Phrase("office.search.proposes", {"proposal": called(record)})
        )
        for item in records.lists.get(record.id, ()):
            listed.setdefault(item.person_id, []).append((item, _stands(call, item, record)))
    for person in people:
        places = listed.get(person.id, [])
        names = [text for item, _ in places for text in (item.name, item.address)]
        yield _Found(
            name=person.name or next((item.name for item, _ in places if item.name), None),
            address=person.address,
            said=_said(person.name, person.address, person.organisation, *names),
            stands=(*proposing.get(person.id, ()), *(stands for _, stands in places)),
        )
    for item, stands in listed.get(None, ()):
        yield _Found(name=item.name, address=None, said=_said(item.name), stands=(stands,))


def _stands(call: Call, item: Participation, record: ProposalRecord) -> Phrase:
    facts = {"proposal": called(record), "roles": roles_of(call, item), "status": status_of(item)}
    return Phrase("office.search.stands", facts)


def _person(found: _Found) -> Block:
    address = (own(found.address, TYPED_CAP),) if found.address else ()
    beyond = len(found.stands) - STANDS
    rest = (Phrase("office.search.elsewhere", {"count": beyond}),) if beyond > 0 else ()
    return row(name_of(found.name), *address, *found.stands[:STANDS], *rest)
