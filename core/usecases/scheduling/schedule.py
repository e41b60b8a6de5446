"""The secretariat gives a sent proposal's session a date, moves it, or calls it off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.dialogue.screen import Phrase
from core.model.records import Person, ProposalRecord, ProposalState
from core.model.slot import Slot
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import note
from core.usecases.scheduling.agenda import standing
from core.usecases.scheduling.telling import CANCELLED, DATED, MOVED, tell_all, tell_chat

LONGEST_MINUTES = 1_440
LONGEST_PLACE = 120
FARTHEST = timedelta(days=3 * 366)
UNDATED = -1
"""What somebody saw who saw a session that never had a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A slot as asked for; `starts_at` is aware, `place` on one line and '' where it is not known yet."""

    starts_at: datetime
    minutes: int
    place: str


async def schedule(
    desk: Desk, work: UnitOfWork, proposal_id: str, wanted: Wanted, by: Person, *, seen: int | None = None
) -> Phrase | None:
    """Set or move a session and tell everybody; return why not, None where it stands so (also where it stood so).

    `seen` is the sequence of what the person decided on, UNDATED where there was nothing; None asks for no comparison.
    """
    now = desk.clock.now()
    found = await _sent(desk, work, proposal_id)
    if found is None:
        return Phrase("sessions.refused.not_sent")
    if (wrong := _wrong(wanted, now)) is not None:
        return wrong
    record, proponent = found
    before = await work.slots.get(record.id)
    stands = before is not None and before.cancelled_at is None
    slot = Slot(
        proposal_id=record.id,
        starts_at=wanted.starts_at,
        minutes=wanted.minutes,
        place=wanted.place,
        sequence=before.sequence + 1 if before else 0,
        changed_at=now,
    )
    if before is not None and stands and _same(before, slot):
        return None
    if _is_stale(seen, before):
        return Phrase("sessions.refused.meanwhile")
    await _save(desk, work, record, proponent, slot, MOVED if stands else DATED, by, now)
    return None


async def call_off(
    desk: Desk, work: UnitOfWork, proposal_id: str, by: Person, *, seen: int | None = None
) -> Phrase | None:
    """Cancel a session's date and tell everybody who had heard of it; return why not, None where it was done."""
    now = desk.clock.now()
    found = await _sent(desk, work, proposal_id)
    slot = await standing(work, found[0]) if found else None
    if found is None or slot is None:
        return Phrase("sessions.refused.nothing_to_cancel")
    if _is_stale(seen, slot):
        return Phrase("sessions.refused.meanwhile")
    ended = replace(slot, sequence=slot.sequence + 1, changed_at=now, cancelled_at=now)
    await _save(desk, work, *found, ended, CANCELLED, by, now)
    return None


async def _save(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, slot: Slot, kind: str, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    await work.slots.put(slot)
    await note(
        work, now, kind, f"secretariat:{by.id}", channel="web", proposal_id=record.id,
        starts_at=slot.starts_at.isoformat(), minutes=slot.minutes, place=slot.place, sequence=slot.sequence,
    )  # fmt: skip
    await tell_all(desk, work, record, proponent, slot, now)
    await tell_chat(desk, work, record, slot, kind, now)


async def _sent(desk: Desk, work: UnitOfWork, proposal_id: str) -> tuple[ProposalRecord, Person] | None:
    record = await work.proposals.get(proposal_id)
    proponent = await work.people.get(record.proponent_id) if record else None
    if record is None or proponent is None or record.call != desk.call.id or record.state is not ProposalState.SENT:
        return None
    return record, proponent


def _wrong(wanted: Wanted, now: datetime) -> Phrase | None:
    if not 1 <= wanted.minutes <= LONGEST_MINUTES:
        return Phrase("sessions.refused.minutes", {"most": LONGEST_MINUTES})
    if len(wanted.place) > LONGEST_PLACE:
        return Phrase("sessions.refused.place", {"most": LONGEST_PLACE})
    if wanted.starts_at <= now:
        return Phrase("sessions.refused.past")
    return Phrase("sessions.refused.far") if wanted.starts_at > now + FARTHEST else None


def _is_stale(seen: int | None, now_there: Slot | None) -> bool:
    return seen is not None and seen != (now_there.sequence if now_there else UNDATED)


def _same(one: Slot, other: Slot) -> bool:
    return (one.starts_at, one.minutes, one.place) == (other.starts_at, other.minutes, other.place)
