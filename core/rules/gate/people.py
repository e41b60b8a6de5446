"""Who counts: entries merged into people, and the people that a rule looks at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.call.definition import Call
from core.call.rule_kinds import Scope
from core.model.proposal import Contact, Participant, ParticipationStatus, Proposal

_STRONGEST_FIRST = (
    ParticipationStatus.CONFIRMED,
    ParticipationStatus.INVITED,
    ParticipationStatus.BOUNCED,
    ParticipationStatus.LISTED,
)


def counted_people(call: Call, entries: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the people with a role, in list order, entries of one person merged (R01, Z06, Z08).

    Entries whose status does not count are dropped first; of the rest, those that share an id or an address
    (compared in lower case) are one person, with all their roles, the strongest status and the first known values.
    """
    counting = [entry for entry in entries if entry.status in call.counted_statuses]
    people = (group[0] if len(group) == 1 else _merged(group) for group in _by_person(counting))
    return tuple(person for person in people if person.roles)


def _by_person(entries: Sequence[Participant]) -> Iterable[Sequence[Participant]]:
    """Group entries that share a mark, if only through a third; groups and their entries stay in list order."""
    marks = [_marks(entry) for entry in entries]
    if len({mark for own in marks for mark in own}) == sum(map(len, marks)):
        return [(entry,) for entry in entries]  # nothing is shared, as nearly always
    leader = list(range(len(entries)))
    first_with: dict[str, int] = {}
    for place, own in enumerate(marks):
        for mark in own:
            one, other = _led_by(leader, place), _led_by(leader, first_with.setdefault(mark, place))
            leader[max(one, other)] = min(one, other)
    groups: dict[int, list[Participant]] = {}
    for place, entry in enumerate(entries):
        groups.setdefault(_led_by(leader, place), []).append(entry)
    return groups.values()


def _led_by(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = place = leader[leader[place]]
    return place


def _marks(entry: Participant) -> tuple[str, ...]:
    address = entry.email.strip().casefold() if entry.email else ""
    return ("id " + entry.id, "address " + address) if address else ("id " + entry.id,)


def _merged(group: Sequence[Participant]) -> Participant:
    statuses = {entry.status for entry in group}
    attributes: dict[str, str] = {}
    for entry in group:
        for key, value in entry.attributes.items():
            attributes.setdefault(key, value)
    return Participant(
        id=group[0].id,
        name=next((entry.name for entry in group if entry.name), None),
        email=next((entry.email for entry in group if entry.email), None),
        roles=tuple(dict.fromkeys(role for entry in group for role in entry.roles)),
        attendance=next((entry.attendance for entry in group if entry.attendance), None),
        status=next(status for status in (*_STRONGEST_FIRST, *statuses) if status in statuses),
        attributes=attributes,
    )


def holders(people: Iterable[Participant], role: str) -> list[Participant]:
    """Return who holds a role."""
    return [person for person in people if role in person.roles]


def known_values(
    call: Call, proposal: Proposal, people: Sequence[Participant], scope: Scope, attribute: str
) -> list[str | None]:
    """Return the attribute of everybody in the scope, None where it is unknown (Z24)."""
    if scope is Scope.PROPONENTS:
        contacts = [proposal.proponent, *([proposal.co_proponent] if proposal.co_proponent else [])]
        return [_value_of_contact(contact, people, attribute) for contact in contacts]
    if scope is Scope.SPEAKERS:
        people = holders(people, call.speaker_role)
    elif scope is Scope.CONFIRMED:
        people = [person for person in people if person.status is ParticipationStatus.CONFIRMED]
    return [person.attributes.get(attribute) for person in people]


def _value_of_contact(contact: Contact, people: Sequence[Participant], attribute: str) -> str | None:
    if attribute in {"country", "organisation"}:
        return getattr(contact, attribute) or None
    address = (contact.email or "").strip().casefold()
    among = (person for person in people if address and (person.email or "").strip().casefold() == address)
    return next((person.attributes.get(attribute) for person in among), None)
