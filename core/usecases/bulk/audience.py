"""Who a letter to many goes to, and who is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.model.batch import Audience
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord, ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.unsubscribe import Sort, stopped_at


class Why(StrEnum):
    """Why somebody of an audience is not written to."""

    MUTED = "muted"
    STOPPED = "stopped"
    BOUNCED = "bounced"
    UNPROVED = "unproved"
    """A proponent who never showed that the address is theirs: it may be anybody's."""
    NO_ADDRESS = "no_address"


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


_Takes = Callable[[Participation], bool]


def _is_unanswered(item: Participation) -> bool:
    if item.status is ParticipationStatus.BOUNCED or _has_only_a_name(item):
        return True
    return item.status is ParticipationStatus.INVITED and item.accepted_at is None


def _is_confirmed(item: Participation) -> bool:
    return item.status is ParticipationStatus.CONFIRMED


def _was_asked(item: Participation) -> bool:
    return _is_unanswered(item) or item.status in (ParticipationStatus.INVITED, ParticipationStatus.CONFIRMED)


def _has_only_a_name(item: Participation) -> bool:
    return item.status is ParticipationStatus.LISTED and item.person_id is None


_PROPOSING: Mapping[Audience, frozenset[ProposalState]] = {
    Audience.DRAFTS: frozenset({ProposalState.DRAFT}),
    Audience.SENT: frozenset({ProposalState.SENT}),
    Audience.EVERYBODY: frozenset({ProposalState.DRAFT, ProposalState.SENT}),
}
_LISTED: Mapping[Audience, _Takes] = {
    Audience.UNANSWERED: _is_unanswered,
    Audience.CONFIRMED: _is_confirmed,
    Audience.EVERYBODY: _was_asked,
}


async def gather(desk: Desk, work: UnitOfWork, audience: Audience) -> Gathered:
    """Return who stands in an audience now, in a fixed number of statements."""
    standing = [
        record
        for record in await work.proposals.find(desk.call.id, ProposalFilter())
        if record.state is not ProposalState.WITHDRAWN
    ]
    places = await _places(work, standing, audience)
    proponents = {record.proponent_id for record in standing if record.state in _PROPOSING.get(audience, ())}
    names = {item.person_id: item.name for item in reversed(places) if item.person_id}
    people = await work.people.many([*proponents, *names])
    recipients, left_out = [], list(_nameless(places))
    for person in people.values():
        name = person.name or names.get(person.id)
        why = _why_not(person, is_asked=person.id in names)
        if why is None:
            recipients.append(Recipient(person, name))
        else:
            left_out.append(LeftOut(name, person.address or None, why))
    return Gathered(
        sorted(recipients, key=lambda one: _order(one.name, one.person.address)),
        sorted(left_out, key=lambda one: (one.why, *_order(one.name, one.address))),
    )


async def _places(work: UnitOfWork, standing: Sequence[ProposalRecord], audience: Audience) -> Sequence[Participation]:
    takes = _LISTED.get(audience)
    if takes is None:
        return ()
    lists = await work.participations.of_proposals([record.id for record in standing])
    return [item for items in lists.values() for item in items if takes(item)]


def _nameless(places: Sequence[Participation]) -> Iterator[LeftOut]:
    """Yield those of whom a list has no address."""
    return (LeftOut(item.name, None, Why.NO_ADDRESS) for item in places if item.person_id is None)


def _why_not(person: Person, *, is_asked: bool) -> Why | None:
    if not person.address:
        return Why.NO_ADDRESS
    if person.muted_at is not None:
        return Why.MUTED
    if stopped_at(person, Sort.ANNOUNCEMENT) is not None:
        return Why.STOPPED
    if person.bounced_at is not None:
        return Why.BOUNCED
    return Why.UNPROVED if person.proved_at is None and not is_asked else None


def _order(name: str | None, address: str | None) -> tuple[str, str]:
    return (name or address or "").casefold(), address or ""
