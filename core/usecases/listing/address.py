"""Somebody's place on a list moved to another address."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.profile import without_own_words
from core.usecases.desk import Desk
from core.usecases.listing.taking_off import tell_gone
from core.usecases.listing.waiting import invite_waiting
from core.usecases.notices import note
from core.usecases.people import person_at
from core.usecases.scheduling.agenda import called_off


async def correct_address(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation, address: str,
    now: datetime, *, actor: str,
) -> None:  # fmt: skip
    """Correct an address and write to the new one; used by the secretariat, whatever the window says."""
    changed = await moved_to(desk, work, record, proponent, item, address, now)
    if changed != item:
        await work.participations.save(changed)
        await note(
            work, now, "participant_changed", actor, proposal_id=record.id, participation=item.id, path="address"
        )
    await invite_waiting(desk, work, record, proponent, now)


async def moved_to(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    address: str,
    now: datetime,
) -> Participation:
    """Return the participation at another address: somebody else may read there, so nothing that was said stands.

    The same address once more, after a letter that did not arrive, is given another try. Who had said yes at the old
    address, or has the session in their calendar, is told that they are no longer asked.
    """
    person = await person_at(desk, work, address, now, name=item.name, language=proponent.language)
    if person.id == item.person_id and item.status is not ParticipationStatus.BOUNCED:
        return replace(item, address=address)
    if person.id == item.person_id and person.bounced_at is not None:
        await work.people.save(replace(person, bounced_at=None))
    gone = {} if item.status is ParticipationStatus.BOUNCED else await called_off(work, record, item)
    await work.outbox.drop(participation_id=item.id)
    if item.accepted_at is not None or gone:
        await tell_gone(desk, work, record, proponent, item, "removed", now, gone)
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
        undelivered=None,
        undelivered_since=None,
    )
