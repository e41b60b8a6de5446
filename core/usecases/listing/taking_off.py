"""Ending somebody's place on a list, and telling those who had heard of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.participation import Act, after
from core.usecases.desk import Desk
from core.usecases.notices import about, has_heard, write_to
from core.usecases.scheduling.agenda import called_off


async def take_off(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    kind: str,
    now: datetime,
) -> None:
    """End a participation and tell the person by a letter of `kind`, unless they never heard of it or declined.

    Where letters do not arrive nobody heard, and none is written there again.
    """
    if item.status is ParticipationStatus.WITHDRAWN:
        return
    heard = item.answered_at is not None or await has_heard(work, item)
    gone = await called_off(work, record, item)
    await work.outbox.drop(participation_id=item.id)
    await work.participations.save(replace(item, status=after(item.status, Act.TAKEN_OFF)))
    if heard and item.status not in (ParticipationStatus.DECLINED, ParticipationStatus.BOUNCED):
        await tell_gone(desk, work, record, proponent, item, kind, now, gone)


async def tell_gone(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    kind: str,
    now: datetime,
    calendar: Mapping[str, object],
) -> None:
    """Tell somebody that they are no longer asked; one letter a person, also where they stood on the list twice.

    `calendar` is what `called_off` gave for them: an event is taken back by a letter of its own.
    """
    person = await work.people.get(item.person_id) if item.person_id else None
    if person is None or person.muted_at is not None or person.id == proponent.id:
        return
    key = f"{record.id}:{person.id}:{now.isoformat()}" + (f":{item.id}" if calendar else "")
    facts = {**about(record, proponent, item.name), **calendar}
    await write_to(desk, work, person, kind, facts, now, key=key, proposal_id=record.id)
