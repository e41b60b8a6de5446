"""The list of people: adding somebody, changing what is said of them, taking them off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.proposal import Answer, Attendance, ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.participation import Act, after
from core.rules.profile import missing_to_confirm, without_own_words
from core.rules.window import may_change
from core.usecases.desk import Desk
from core.usecases.invite import ask_again, invite_waiting
from core.usecases.notices import about, note, write_to
from core.usecases.people import person_at

ASKED_AGAIN = ("roles", "attendance")
"""What a yes was given to: where the proponent changes it, the person is asked again."""


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
) -> bool:
    """Save something about a participant; False where it may not be changed (any more, or by the proponent at all)."""
    if item.proposal_id != record.id or not may_change(desk.call, record.state, now):
        return False
    changed: Participation | None
    if path == "address":
        changed = await _moved_to(desk, work, item, proponent, str(value), now) if value else item
    else:
        changed = _with(desk, item, path, value)
    if changed is None or changed == item:
        return changed is not None
    await work.participations.save(changed)
    await note(work, now, "participant_changed", proponent.id, proposal_id=record.id, participation=item.id, path=path)
    if path in ASKED_AGAIN and item.accepted_at is not None:
        await ask_again(desk, work, record, proponent, changed, (path,), now)
    await invite_waiting(desk, work, record, proponent, now)
    return True


async def correct_address(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation, address: str,
    now: datetime, *, actor: str,
) -> None:  # fmt: skip
    """Correct an address and write to the new one; used by the secretariat, whatever the window says."""
    changed = await _moved_to(desk, work, item, proponent, address, now)
    if changed != item:
        await work.participations.save(changed)
        await note(
            work, now, "participant_changed", actor, proposal_id=record.id, participation=item.id, path="address"
        )
    await invite_waiting(desk, work, record, proponent, now)


async def remove(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation, now: datetime
) -> bool:
    """Take somebody off; letters that have not left are cancelled, whoever had been written to is told."""
    if item.proposal_id != record.id or not may_change(desk.call, record.state, now):
        return False
    await take_off(desk, work, record, proponent, item, "removed", now)
    await note(work, now, "participant_removed", proponent.id, proposal_id=record.id, participation=item.id)
    return True


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
    cancelled = await work.outbox.drop(participation_id=item.id)
    never_heard = item.invited_at is None or (cancelled > 0 and item.answered_at is None and item.generation == 0)
    if item.invited_at is None:
        await work.participations.remove(item.id)
        return
    await work.participations.save(replace(item, status=after(item.status, Act.TAKEN_OFF)))
    person = await work.people.get(item.person_id) if item.person_id else None
    declined = item.status is ParticipationStatus.DECLINED
    if person is None or never_heard or declined or person.muted_at or person.id == proponent.id:
        return
    facts = about(record, proponent, item.name)
    await write_to(desk, work, person, kind, facts, now, key=item.id, proposal_id=record.id)


def _with(desk: Desk, item: Participation, path: str, value: Answer) -> Participation | None:
    """Return the participation with a value set; None for what only the person themselves may say (C01, Z24)."""
    match path:
        case "name":
            return replace(item, name=str(value)) if value else item
        case "roles":
            return replace(item, roles=value if isinstance(value, tuple) else ())
        case "attendance":
            return replace(item, attendance=Attendance(str(value)) if value else None)
    key = path.removeprefix("attributes.")
    attribute = desk.call.attribute(key)
    if attribute is None or attribute.only_from_person:
        return None
    others = {name: known for name, known in item.attributes.items() if name != key}
    changed = replace(item, attributes={**others, **({key: str(value)} if value else {})})
    incomplete = item.status is ParticipationStatus.CONFIRMED and missing_to_confirm(desk.call, changed)
    return item if incomplete else changed


async def _moved_to(
    desk: Desk, work: UnitOfWork, item: Participation, proponent: Person, address: str, now: datetime
) -> Participation:
    """Return the participation at another address: somebody else may read there, so nothing that was said stands."""
    person = await person_at(desk, work, address, now, name=item.name, language=proponent.language)
    if person.id == item.person_id and item.status is not ParticipationStatus.BOUNCED:
        return replace(item, address=address)
    await work.outbox.drop(participation_id=item.id)
    return replace(
        item,
        person_id=person.id,
        address=address,
        status=ParticipationStatus.LISTED,
        attributes=without_own_words(desk.call, item),
        generation=item.generation + (item.invited_at is not None),
        accepted_at=None,
        consented_at=None,
        answered_at=None,
    )
