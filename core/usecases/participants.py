"""The list of people: adding somebody, changing what is said of them, taking them off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from core.model.proposal import Answer, Attendance, ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.participation import Act, after
from core.rules.profile import without_own_words
from core.rules.window import may_change
from core.usecases.desk import Desk
from core.usecases.invite import ask_again, invite_waiting
from core.usecases.notices import about, has_heard, note, write_to
from core.usecases.people import person_at

OWN = "attributes."
ASKED_AGAIN = ("roles", "attendance")
"""What somebody is asked for: where the proponent changes it, the person is asked anew."""


class Refused(StrEnum):
    """Why something about a participant was not done: the last part of a key under 'acts'."""

    GONE = "gone"
    CLOSED = "closed"
    OWN_WORDS = "own_words"
    """Only the person may say it, or has said it already."""


async def add(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, name: str, now: datetime
) -> Participation | None:
    """Put somebody on the list by name; None where the proposal can no longer be changed."""
    if not may_change(desk.call, record.state, now):
        return None
    others = await work.participations.of_proposal(record.id)
    item = Participation(
        id=desk.ids.new(),
        proposal_id=record.id,
        position=max((other.position for other in others), default=0) + 1,
        created_at=now,
        name=name,
    )
    await work.participations.add(item)
    await note(work, now, "participant_added", proponent.id, proposal_id=record.id, participation=item.id)
    return item


async def change(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    path: str,
    value: Answer,
    now: datetime,
) -> Refused | None:
    """Save something about a participant, and write to whoever can now be written to; return why it was not done."""
    if (refused := _refused(desk, record, item, now)) is not None:
        return refused
    if path == "address":
        changed = await _moved_to(desk, work, record, proponent, item, str(value), now) if value else item
    elif path.startswith(OWN) and not _may_say(desk, item, path.removeprefix(OWN)):
        return Refused.OWN_WORDS
    else:
        changed = _with(item, path, value)
    if changed == item:
        return None
    await work.participations.save(changed)
    await note(work, now, "participant_changed", proponent.id, proposal_id=record.id, participation=item.id, path=path)
    if path in ASKED_AGAIN and (item.invited_at is not None or item.accepted_at is not None):
        await ask_again(desk, work, record, proponent, changed, (path,), now)
    await invite_waiting(desk, work, record, proponent, now)
    return None


async def correct_address(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation, address: str,
    now: datetime, *, actor: str,
) -> None:  # fmt: skip
    """Correct an address and write to the new one; used by the secretariat, whatever the window says."""
    changed = await _moved_to(desk, work, record, proponent, item, address, now)
    if changed != item:
        await work.participations.save(changed)
        await note(
            work, now, "participant_changed", actor, proposal_id=record.id, participation=item.id, path="address"
        )
    await invite_waiting(desk, work, record, proponent, now)


async def remove(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation, now: datetime
) -> Refused | None:
    """Take somebody off; letters that have not left are cancelled, whoever had been written to is told."""
    if (refused := _refused(desk, record, item, now)) is not None:
        return refused
    if item.status is ParticipationStatus.LISTED and item.generation == 0:
        await work.participations.remove(item.id)
    else:
        await take_off(desk, work, record, proponent, item, "removed", now)
    await note(work, now, "participant_removed", proponent.id, proposal_id=record.id, participation=item.id)
    return None


async def take_off(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    kind: str,
    now: datetime,
) -> None:
    """End a participation and tell the person by a letter of `kind`, unless they never heard of it or declined."""
    if item.status is ParticipationStatus.WITHDRAWN:
        return
    heard = item.answered_at is not None or await has_heard(work, item)
    await work.outbox.drop(participation_id=item.id)
    await work.participations.save(replace(item, status=after(item.status, Act.TAKEN_OFF)))
    if heard and item.status is not ParticipationStatus.DECLINED:
        await _tell_gone(desk, work, record, proponent, item, kind, now)


async def _tell_gone(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    kind: str,
    now: datetime,
) -> None:
    """Tell somebody that they are no longer asked; one letter a person, also where they stood on the list twice."""
    person = await work.people.get(item.person_id) if item.person_id else None
    if person is None or person.muted_at is not None or person.id == proponent.id:
        return
    facts, key = about(record, proponent, item.name), f"{record.id}:{person.id}:{now.isoformat()}"
    await write_to(desk, work, person, kind, facts, now, key=key, proposal_id=record.id)


def _refused(desk: Desk, record: ProposalRecord, item: Participation, now: datetime) -> Refused | None:
    if item.proposal_id != record.id or item.status is ParticipationStatus.WITHDRAWN:
        return Refused.GONE
    return None if may_change(desk.call, record.state, now) else Refused.CLOSED


def _may_say(desk: Desk, item: Participation, key: str) -> bool:
    """Whether the proponent may say this of somebody: not what only the person may (Z24), nor once they said yes."""
    attribute = desk.call.attribute(key)
    return attribute is not None and not attribute.only_from_person and item.accepted_at is None


def _with(item: Participation, path: str, value: Answer) -> Participation:
    """Return the participation with a value set."""
    match path:
        case "name":
            return replace(item, name=str(value)) if value else item
        case "roles":
            return replace(item, roles=value if isinstance(value, tuple) else ())
        case "attendance":
            return replace(item, attendance=Attendance(str(value)) if value else None)
    key = path.removeprefix(OWN)
    others = {name: known for name, known in item.attributes.items() if name != key}
    return replace(item, attributes={**others, **({key: str(value)} if value else {})})


async def _moved_to(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    address: str,
    now: datetime,
) -> Participation:
    """Return the participation at another address: somebody else may read there, so nothing that was said stands.

    Who had said yes at the old address is told that they are no longer asked.
    """
    person = await person_at(desk, work, address, now, name=item.name, language=proponent.language)
    if person.id == item.person_id and item.status is not ParticipationStatus.BOUNCED:
        return replace(item, address=address)
    await work.outbox.drop(participation_id=item.id)
    if item.accepted_at is not None:
        await _tell_gone(desk, work, record, proponent, item, "removed", now)
    return replace(
        item,
        person_id=person.id,
        address=address,
        status=ParticipationStatus.LISTED,
        attributes=without_own_words(desk.call, item),
        generation=item.generation + (item.invited_at is not None),
        invited_at=None,
        accepted_at=None,
        consented_at=None,
        answered_at=None,
    )
