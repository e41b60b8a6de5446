"""Who a letter to many goes to, and who is left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.model.batch import Audience
from core.model.records import Participation, Person, ProposalRecord, ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.rules.audience import Why, takes_listed, takes_proponents, why_not
from core.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is written to; `name` may stand on a list alone."""

    person: Person
    name: str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is not."""

    name: str | None
    address: str | None
    why: Why


@dataclass(frozen=True, slots=True)
class Gathered:
    """An audience: each person once, in the order of name and address."""

    recipients: Sequence[Recipient]
    left_out: Sequence[LeftOut]


async def gather(desk: Desk, work: UnitOfWork, audience: Audience) -> Gathered:
    """Return who stands in an audience now, in a fixed number of statements."""
    standing = [
        record
        for record in await work.proposals.find(desk.call.id, ProposalFilter())
        if record.state is not ProposalState.WITHDRAWN
    ]
    places = await _places(work, standing, audience)
    proponents = {record.proponent_id for record in standing if takes_proponents(audience, record.state)}
    names = {item.person_id: item.name for item in reversed(places) if item.person_id}
    people = await work.people.many([*proponents, *names])
    recipients, left_out = [], list(_nameless(places))
    for person in people.values():
        name = person.name or names.get(person.id)
        why = why_not(person, is_asked=person.id in names)
        if why is None:
            recipients.append(Recipient(person, name))
        else:
            left_out.append(LeftOut(name, person.address or None, why))
    return Gathered(
        sorted(recipients, key=lambda one: _order(one.name, one.person.address)),
        sorted(left_out, key=lambda one: (one.why, *_order(one.name, one.address))),
    )


async def _places(work: UnitOfWork, standing: Sequence[ProposalRecord], audience: Audience) -> Sequence[Participation]:
    lists = await work.participations.of_proposals([record.id for record in standing])
    return [item for items in lists.values() for item in items if takes_listed(audience, item)]


def _nameless(places: Sequence[Participation]) -> Iterator[LeftOut]:
    """Yield those of whom a list has no address."""
    return (LeftOut(item.name, None, Why.NO_ADDRESS) for item in places if item.person_id is None)


def _order(name: str | None, address: str | None) -> tuple[str, str]:
    return (name or address or "").casefold(), address or ""
