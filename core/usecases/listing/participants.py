"""The list of people: adding somebody, changing what is said of them, taking them off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from core.model.proposal import Answer, Attendance, ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.calendar.standing import as_it_stands_for
from core.rules.ours import is_ours
from core.rules.window import may_change
from core.usecases.desk import Desk
from core.usecases.listing import replacing
from core.usecases.listing.address import moved_to
from core.usecases.listing.invite import ask_again
from core.usecases.listing.taking_off import take_off
from core.usecases.listing.waiting import invite_waiting
from core.usecases.notices import note

OWN = "attributes."
ASKED_AGAIN = ("roles", "attendance")
"""What somebody is asked for: where the proponent changes it, the person is asked anew."""


class Refused(StrEnum):
    """Why something about a participant was not done: the last part of a key under 'acts'."""

    GONE = "gone"
    CLOSED = "closed"
    OWN_WORDS = "own_words"
    """Only the person may say it, or has said it already."""
    SAME_PERSON = "same_person"
    """The address of whoever is to be replaced."""
    OURS = "ours"
    """An address of the service's own."""


async def add(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    name: str,
    now: datetime,
    *,
    replaces: str = "",
) -> Participation | None:
    """Put somebody on the list by name, perhaps to take another's place (`replaces`) once their address is known.

    None where the proposal can no longer be changed.
    """
    if not may_change(as_it_stands_for(desk.call, record), record.state, now):
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
    if replaces:
        await replacing.plan(work, item, replaces, now)
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
        moved = await _at(desk, work, record, proponent, item, value, now)
        if isinstance(moved, Refused):
            return moved
        changed = moved
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


async def _at(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    address: Answer,
    now: datetime,
) -> Participation | Refused:
    """Return somebody at an address, in the place that they were to take as soon as they had one."""
    if not address:
        return item
    if is_ours(str(address), desk.ours):
        return Refused.OURS
    old = await replacing.to_replace(work, item)
    moved = await moved_to(desk, work, record, proponent, item, str(address), now)
    if old is None:
        return moved
    if moved.person_id == old.person_id:
        return Refused.SAME_PERSON
    return await replacing.take_place(desk, work, record, proponent, moved, old, now)


def _refused(desk: Desk, record: ProposalRecord, item: Participation, now: datetime) -> Refused | None:
    if item.proposal_id != record.id or item.status is ParticipationStatus.WITHDRAWN:
        return Refused.GONE
    return None if may_change(as_it_stands_for(desk.call, record), record.state, now) else Refused.CLOSED


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
