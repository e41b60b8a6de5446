"""More time for some proposals alone, and that taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.dialogue.reading.cleaning import one_line
from core.model.records import LogEntry, ProposalRecord
from core.ports import ProposalFilter, UnitOfWork
from core.rules.calendar.extending import Refused, Why, plan_own
from core.rules.calendar.standing import close_for, close_of
from core.usecases.calendar.extend import LONGEST_REASON
from core.usecases.calendar.moves import own_moved
from core.usecases.calendar.versions import catch_up
from core.usecases.desk import Desk
from core.usecases.notices import note

EXTENDED, TAKEN_BACK = "proposal_extended", "proposal_extension_taken_back"
"""Acts in the log."""


@dataclass(frozen=True, slots=True)
class OwnExtended:
    """One proposal that got more time: the record as it is now, and what `extended_to` was before (to undo it)."""

    record: ProposalRecord
    before: datetime | None


async def extend_proposals(
    desk: Desk, work: UnitOfWork, wanted: Sequence[int | str], days: int, reason: str, by: str, now: datetime
) -> tuple[OwnExtended | Refused, ...]:
    """Give each of these proposals (by number, or by id) so many days more; answers in the order asked.

    Days are counted from the close that holds for the proposal, after it from today. Its proponent hears of it.
    """
    why = one_line(reason)[:LONGEST_REASON]
    await catch_up(desk, work)
    records = await work.proposals.find(desk.call.id, ProposalFilter())
    known: dict[int | str, ProposalRecord] = {item.id: item for item in records}
    known |= {item.number: item for item in records if item.number is not None}
    answers: list[OwnExtended | Refused] = []
    for asked in dict.fromkeys(wanted):
        record = known.get(asked)
        if record is None:
            answers.append(Refused(Why.NO_SUCH_PROPOSAL, {"number": asked}))
        else:
            answers.append(await _extend(desk, work, record, days, why, by, now))
    return tuple(answers)


async def take_back_own(
    desk: Desk, work: UnitOfWork, proposal_id: str, before: datetime | None, *, by: str, now: datetime
) -> OwnExtended | Refused:
    """Set what one proposal's own time was before (`OwnExtended.before`); whoever heard of that hears this."""
    record = await work.proposals.get(proposal_id)
    if record is None or record.extended_to is None or record.extended_to == before:
        return Refused(Why.NOTHING_TO_TAKE_BACK)
    changed = replace(record, extended_to=before)
    await work.proposals.save(changed)
    await note(work, now, TAKEN_BACK, by, proposal_id=record.id, until=before.isoformat() if before else None)
    await own_moved(desk, work, changed, close_for(close_of(desk.call), record), now)
    return OwnExtended(changed, record.extended_to)


async def take_back_newest_own(
    desk: Desk, work: UnitOfWork, wanted: Sequence[int], by: str, now: datetime
) -> tuple[OwnExtended | Refused, ...]:
    """Undo the newest time that each of these proposals, by number, was given alone; answers in the order asked."""
    await catch_up(desk, work)
    known = {item.number: item for item in await work.proposals.find(desk.call.id, ProposalFilter())}
    answers: list[OwnExtended | Refused] = []
    for number in dict.fromkeys(wanted):
        if (record := known.get(number)) is None:
            answers.append(Refused(Why.NO_SUCH_PROPOSAL, {"number": number}))
        else:
            stood = _standing(await work.log.of_proposal(record.id))
            until = stood[-2].facts.get("until") if len(stood) > 1 else None
            before = datetime.fromisoformat(str(until)) if until else None
            answers.append(await take_back_own(desk, work, record.id, before, by=by, now=now))
    return tuple(answers)


async def given_since(desk: Desk, work: UnitOfWork, at: datetime) -> Sequence[int]:
    """Return the numbers of the proposals that were given time alone since then, and have it still."""
    lines: dict[str | None, list[LogEntry]] = {}
    for line in await work.log.of_kinds({EXTENDED, TAKEN_BACK}):
        lines.setdefault(line.proposal_id, []).append(line)
    newest = {key: standing[-1].at for key, found in lines.items() if (standing := _standing(found))}
    records = await work.proposals.find(desk.call.id, ProposalFilter())
    return [item.number for item in records if item.number and item.id in newest and newest[item.id] >= at]


def _standing(lines: Sequence[LogEntry]) -> Sequence[LogEntry]:
    """Return what gave a proposal time, again and again, as far as nobody took it back."""
    found: list[LogEntry] = []
    for line in lines:
        if line.kind == EXTENDED:
            found.append(line)
        elif line.kind == TAKEN_BACK:
            del found[-1:]
    return found


async def _extend(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, days: int, reason: str, by: str, now: datetime
) -> OwnExtended | Refused:
    until = plan_own(desk.call, record, days, now)
    if isinstance(until, Refused):
        return until
    changed = replace(record, extended_to=until)
    await work.proposals.save(changed)
    await note(
        work, now, EXTENDED, by, proposal_id=record.id, until=until.isoformat(), days=days, reason=reason,
        number=record.number,
    )  # fmt: skip
    await own_moved(desk, work, changed, close_for(close_of(desk.call), record), now)
    return OwnExtended(changed, record.extended_to)
