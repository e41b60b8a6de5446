"""The letters that tell when and where a session takes place; each brings the event for the reader's calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.model.records import Participation, Person, ProposalRecord
from core.model.slot import Slot
from core.ports import UnitOfWork
from core.rules.profile import missing_to_confirm, optional_unknown
from core.usecases.desk import Desk
from core.usecases.notices import about, tell_in_chat, title_of, write_to
from core.usecases.scheduling.agenda import (
    CALENDAR,
    Method,
    event,
    event_of_proponent,
    is_asked,
    standing,
    told,
    uid_of,
)

DATED, MOVED, CANCELLED = "session_dated", "session_moved", "session_cancelled"


async def tell_all(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, slot: Slot, now: datetime
) -> int:
    """Tell everybody who is counted on, and the proponent; return how many letters."""
    known = await told(work, record.id)
    asked = [item for item in await work.participations.of_proposal(record.id) if is_asked(item)]
    people = await work.people.many([item.person_id for item in asked if item.person_id])
    letters = [
        await _tell(desk, work, record, proponent, slot, item, people[item.person_id], known, now)
        for item in asked
        if item.person_id and item.person_id in people
    ]
    if not any(item.person_id == proponent.id for item in asked):
        letters.append(await _tell_proponent(desk, work, record, proponent, slot, known, now))
    return sum(letters)


async def bring_up_to_date(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation, now: datetime
) -> None:
    """Tell somebody who has just become one to count on of the date that stands, unless they know it."""
    slot = await standing(work, record)
    if slot is None or not is_asked(item) or item.person_id is None:
        return
    known = await told(work, record.id)
    person = await work.people.get(item.person_id)
    if person is not None and known.get(uid_of(item), {}).get("sequence") != slot.sequence:
        await _tell(desk, work, record, proponent, slot, item, person, known, now)


async def call_back(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    item: Participation,
    calendar: Mapping[str, object],
    now: datetime,
) -> None:
    """Take an event out of somebody's calendar who is asked anew: another one, with another address, follows."""
    person = await work.people.get(item.person_id) if item.person_id else None
    if calendar and person is not None and _reads(person):
        facts = {**about(record, proponent, item.name), **calendar, "why": "asked_again"}
        await write_to(desk, work, person, CANCELLED, facts, now, key=uid_of(item), proposal_id=record.id)


async def _tell(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    slot: Slot,
    item: Participation,
    person: Person,
    known: Mapping[str, Mapping[str, object]],
    now: datetime,
) -> bool:
    before = known.get(uid_of(item))
    kind = _kind(slot, before)
    if kind is None or not _reads(person):
        return False
    method = Method.CANCEL if kind == CANCELLED else Method.REQUEST
    facts = {
        **about(record, proponent, item.name),
        **_change(before, kind),
        "roles": list(item.roles),
        "missing": list(missing_to_confirm(desk.call, item)),
        "optional": list(optional_unknown(desk.call, item)),
        CALENDAR: event(slot, item, method),
    }
    return await write_to(
        desk, work, person, kind, facts, now,
        key=f"{uid_of(item)}:{slot.sequence}", proposal_id=record.id, participation=item,
    )  # fmt: skip


async def _tell_proponent(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    slot: Slot,
    known: Mapping[str, Mapping[str, object]],
    now: datetime,
) -> bool:
    before = known.get(record.id)
    kind = _kind(slot, before)
    if kind is None or not _reads(proponent):
        return False
    method = Method.UNPUBLISH if kind == CANCELLED else Method.PUBLISH
    event_told = event_of_proponent(slot, method)
    facts = {**about(record, proponent, proponent.name), **_change(before, kind), CALENDAR: event_told}
    key = f"{record.id}:{slot.sequence}"
    return await write_to(desk, work, proponent, kind, facts, now, key=key, proposal_id=record.id)


async def tell_chat(desk: Desk, work: UnitOfWork, record: ProposalRecord, slot: Slot, kind: str, now: datetime) -> None:
    """Tell the proponent's chat."""
    news = {"title": title_of(record), "at": slot.starts_at.isoformat()}
    key = f"{record.id}:{slot.sequence}"
    await tell_in_chat(desk, work, record.proponent_id, kind, news, now, key=key, proposal_id=record.id)


def _kind(slot: Slot, before: Mapping[str, object] | None) -> str | None:
    """Return which letter tells it; None where there is nothing to tell (a date that they never heard of is off)."""
    if slot.cancelled_at is not None:
        return CANCELLED if before else None
    return MOVED if before else DATED


def _change(before: Mapping[str, object] | None, kind: str) -> dict[str, object]:
    """Return what a letter says of the date that no longer stands."""
    if kind == MOVED and before:
        return {"before": {key: before[key] for key in ("starts_at", "minutes", "place")}}
    return {"why": "cancelled"} if kind == CANCELLED else {}


def _reads(person: Person) -> bool:
    return person.muted_at is None and person.bounced_at is None
