"""What calendars are told of a session: one event for each place on a list, as it was last sent.

An event is known by its UID and by the address that answers go to. Both are of one participation and generation, so
whoever is asked anew gets a new event, and nobody's calendar knows another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from core.model.proposal import ParticipationStatus
from core.model.records import Channel, Notice, OutboxState, Participation, ProposalRecord, ProposalState
from core.model.slot import Slot
from core.ports import UnitOfWork

CALENDAR = "calendar"
"""The fact of a letter that an event travels with."""


class Method(StrEnum):
    """What a calendar is asked to do (RFC 5546); what is published asks for no answer."""

    REQUEST = "request"
    CANCEL = "cancel"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    """To publish that it was cancelled."""


def uid_of(item: Participation) -> str:
    """Return what calendars know the event of one place on a list by; the domain of our mail follows it."""
    return f"{item.id}.{item.generation}"


def is_asked(item: Participation) -> bool:
    """Whether somebody on a list is counted on: they were asked, or said yes, and nothing speaks against it."""
    if item.status is ParticipationStatus.CONFIRMED:
        return True
    asked = item.invited_at is not None or item.accepted_at is not None
    return item.status is ParticipationStatus.INVITED and asked


async def standing(work: UnitOfWork, record: ProposalRecord) -> Slot | None:
    """Return a proposal's slot; None while it has none, and after it was cancelled."""
    return (await standing_of(work, [record])).get(record.id)


async def standing_of(work: UnitOfWork, records: Iterable[ProposalRecord]) -> Mapping[str, Slot]:
    """Return the slots of those of these proposals that have one, by the proposals' ids."""
    slots = await work.slots.many([record.id for record in records if record.state is ProposalState.SENT])
    return {proposal_id: slot for proposal_id, slot in slots.items() if slot.cancelled_at is None}


def event(slot: Slot, item: Participation, method: Method) -> dict[str, object]:
    """Return the event of somebody on the list, as the fact of a letter to them."""
    token = {"subject": item.id, "generation": item.generation}
    return {**_event(slot, method, uid_of(item)), "accepted": item.accepted_at is not None, "token": token}


def event_of_proponent(slot: Slot, method: Method) -> dict[str, object]:
    """Return the event as somebody reads it who is asked for no answer."""
    return {**_event(slot, method, slot.proposal_id), "accepted": False, "token": None}


def _event(slot: Slot, method: Method, uid: str) -> dict[str, object]:
    return {
        "method": method,
        "uid": uid,
        "sequence": slot.sequence,
        "starts_at": slot.starts_at.isoformat(),
        "minutes": slot.minutes,
        "place": slot.place,
    }


async def told(work: UnitOfWork, proposal_id: str, *, left: bool = False) -> Mapping[str, Mapping[str, object]]:
    """Return the events that calendars have, or will have soon, by UID: those last sent that were not cancelled.

    With `left` only letters count that have left, or may have: one that was tried.
    """
    events: dict[str, Mapping[str, object]] = {}
    for notice in await work.outbox.of_proposal(proposal_id):
        found = _told_by(notice, left=left)
        if found is not None and found["method"] in {Method.REQUEST, Method.PUBLISH}:
            events[str(found["uid"])] = found
        elif found is not None:
            events.pop(str(found["uid"]), None)
    return events


def _told_by(notice: Notice, *, left: bool) -> Mapping[str, object] | None:
    found = notice.facts.get(CALENDAR)
    is_told = notice.state is not OutboxState.FAILED and (notice.attempts > 0 or not left)
    return found if notice.channel is Channel.MAIL and is_told and isinstance(found, Mapping) else None


async def invited_to(work: UnitOfWork, record: ProposalRecord, item: Participation) -> dict[str, object]:
    """Return the event that goes with an invitation, as its fact; {} while the session has no date."""
    slot = await standing(work, record)
    return {CALENDAR: event(slot, item, Method.REQUEST)} if slot else {}


async def called_off(work: UnitOfWork, record: ProposalRecord, item: Participation) -> dict[str, object]:
    """Return what takes the event out of the calendar of somebody who has it, as a letter's fact; {} for others.

    Ask before letters to them are dropped: one that is just leaving counts.
    """
    slot = await standing(work, record)
    if slot is None or uid_of(item) not in await told(work, record.id, left=True):
        return {}
    return {CALENDAR: event(replace(slot, sequence=slot.sequence + 1), item, Method.CANCEL)}


async def end(work: UnitOfWork, record: ProposalRecord, now: datetime) -> dict[str, object]:
    """Cancel the slot of a proposal that is withdrawn; return what tells it to the proponent's calendar."""
    slot = await standing(work, record)
    if slot is None:
        return {}
    has_it = record.id in await told(work, record.id)
    ended = replace(slot, sequence=slot.sequence + 1, changed_at=now, cancelled_at=now)
    await work.slots.put(ended)
    return {CALENDAR: event_of_proponent(ended, Method.UNPUBLISH)} if has_it else {}
