"""Finding somebody by address, or getting to know them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.records import Person
from core.ports import UnitOfWork
from core.usecases.desk import Desk


async def person_at(
    desk: Desk, work: UnitOfWork, address: str, now: datetime, *, name: str | None = None, language: str = "es"
) -> Person:
    """Return the person of an address, made anew where nobody is known there."""
    known = await work.people.by_address(address)
    if known is not None:
        return known
    person = Person(id=desk.ids.new(), address=address, created_at=now, name=name, language=language)
    await work.people.add(person)
    return person


async def save_person(work: UnitOfWork, person: Person, path: str, value: str | None) -> Person:
    """Set something that a person says of themselves: 'name', 'country', …, or 'attributes.<key>'."""
    key = path.removeprefix("attributes.")
    if path.startswith("attributes."):
        others = {name: known for name, known in person.attributes.items() if name != key}
        changed = replace(person, attributes={**others, **({key: value} if value else {})})
    else:
        changed = replace(person, **{path: value})  # type: ignore[arg-type]  # paths are those of SavePerson
    await work.people.save(changed)
    return changed
