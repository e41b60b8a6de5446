"""Moves of the close as the ledger keeps them, proposal by proposal, until their holders were told what came of them.

Nothing is told here: a move is noted in the transaction that makes it, with what the holder knew before. A tick
compares that with what is in force once the moves have settled (`telling`): what is taken back meanwhile was no news.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from core.model.matter import MatterKind
from core.model.records import Notice, OutboxState, ProposalRecord, ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.rules.calendar.closing import LONGEST, OWN_MOVE, How, Move, news_of
from core.rules.calendar.standing import close_for, close_of
from core.rules.due.steps import key_of
from core.usecases.desk import Desk

LETTER, OWN_LETTER = "deadline", "deadline_own"
KINDS = frozenset({*map(str, How), LETTER, OWN_LETTER})
"""Notices that tell of a close."""
NEWS = "news of the close"
"""What the ledger notes beside a reminder's key where these news took its place."""
MOVED, TOLD = "moved", "told"
"""What it notes of moves, and of their having been told."""

Untold = Mapping[str, Sequence[Move]]
"""By proposal, the moves that its holder was not told of, in order."""


async def call_moved(desk: Desk, work: UnitOfWork, before: datetime | None, version: int, now: datetime) -> int:
    """Note that the call's close moved from `before`; return how many people are to hear of it, as it stands now.

    Everybody's cards show it without a word.
    """
    if before == (after := close_of(desk.call)):
        return 0
    records = await work.proposals.find(desk.call.id, ProposalFilter())
    held = [item for item in records if item.state is not ProposalState.WITHDRAWN]
    moved = [item for item in held if close_for(before, item) != close_for(after, item)]
    await _draw_anew(work, {item.proponent_id: None for item in held})
    begun = [item for item in moved if _is_begun(item)]
    return await _note(desk, work, [(item, close_for(before, item)) for item in begun], str(version), now)


async def own_moved(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, before: datetime | None, now: datetime
) -> None:
    """Note that the close of one proposal alone moved from `before`."""
    await _draw_anew(work, [record.proponent_id])
    await _note(desk, work, [(record, before)], OWN_MOVE, now)


async def untold(work: UnitOfWork, call: str) -> Untold:
    """Return the moves that nobody was told of; where there are none, that costs one statement."""
    states = await work.ledger.known(_moves(call))
    if not states or [*states.values()][-1] == TOLD:
        return {}
    found: dict[str, list[Move]] = {}
    for key, told in (await work.ledger.known(_of_proposals(call))).items():
        proposal_id = key.removeprefix(_of_proposals(call)).partition(":")[0]
        if told == TOLD:
            found.pop(proposal_id, None)
        else:
            found.setdefault(proposal_id, []).append(_read(told))
    return found


async def told(work: UnitOfWork, call: str, proposals: Iterable[str], now: datetime) -> None:
    """Note that the holders of these proposals were told all that there was to tell."""
    number = len(await work.ledger.known(_moves(call)))
    for proposal_id in proposals:
        # After every move until now, before any other.
        await work.ledger.enter(f"{_of_proposals(call)}{proposal_id}:{number:06d}:{TOLD}", now, TOLD)


async def all_told(work: UnitOfWork, call: str, now: datetime) -> None:
    """Note that there is nothing left to tell."""
    await _next(work, call, TOLD, now)


async def is_about_to_be_told(work: UnitOfWork, call: str, proposal_id: str, now: datetime) -> bool:
    """Whether a move settles of which the holder of a proposal may hear: nothing else is said of it meanwhile.

    News that wait for longer than moves settle (machines have different files) keep nothing back.
    """
    return any(now < move.at + LONGEST for move in (await untold(work, call)).get(proposal_id, ()))


async def count_as_reminded(desk: Desk, work: UnitOfWork, told: Iterable[ProposalRecord], now: datetime) -> None:
    """Let the news count as this day's reminder: what the new plan had before it is not made up for beside them."""
    today = now.astimezone(ZoneInfo(desk.call.zone)).date()
    for item in told:
        if item.state is ProposalState.DRAFT:
            await work.ledger.enter(key_of(MatterKind.DRAFT, item.id, 0, today, 0), now, NEWS)


async def _note(
    desk: Desk, work: UnitOfWork, moved: Sequence[tuple[ProposalRecord, datetime | None]], what: str, now: datetime
) -> int:
    """Keep what the holders of these proposals knew, and take back what they were to hear and have not."""
    if not moved:
        return 0
    call = desk.call.id
    number = await _next(work, call, MOVED, now)
    queued = [item for item in await work.outbox.of_kinds(KINDS) if f":{call}:" in item.key]
    for record, close in moved:
        theirs = [item for item in queued if item.person_id == record.proponent_id]
        own = [item for item in theirs if item.proposal_id in {None, record.id}]
        unheard = _first_unheard(own)
        at = _read_close(unheard) if unheard else close
        for item in own:
            await work.outbox.cancel(item.id)
        note = f"{what} {now.isoformat()} {at.isoformat() if at else '-'}"
        await work.ledger.enter(f"{_of_proposals(call)}{record.id}:{number:06d}", now, note)
    return await _count_hearing(desk, work, [record for record, _ in moved], now)


async def _count_hearing(desk: Desk, work: UnitOfWork, records: Sequence[ProposalRecord], now: datetime) -> int:
    moves, close = await untold(work, desk.call.id), close_of(desk.call)
    hear = {item.proponent_id for item in records if news_of(moves[item.id], close_for(close, item), close, now)}
    people = await work.people.many([*hear])
    return sum(person.muted_at is None for person in people.values())


async def _next(work: UnitOfWork, call: str, state: str, now: datetime) -> int:
    number = len(await work.ledger.known(_moves(call))) + 1
    await work.ledger.enter(f"{_moves(call)}{number:06d}", now, state)
    return number


def _first_unheard(notices: Sequence[Notice]) -> Notice | None:
    """Return the first of the newest news of which no way has reached the person yet."""
    first: Notice | None = None
    for _, together in groupby(reversed(notices), key=attrgetter("created_at")):
        news = [*together]
        if any(item.state is OutboxState.SENT for item in news):
            break
        first = news[-1]
    return first


def _read_close(notice: Notice) -> datetime | None:
    """Return the close that a notice tells as the one before."""
    before = notice.facts.get("before")
    return datetime.fromisoformat(str(before)).astimezone(UTC) + timedelta(seconds=1) if before else None


def _read(note: str) -> Move:
    what, at, knew = note.split(" ")
    return Move(
        what=what, at=datetime.fromisoformat(at), knew=None if knew == "-" else datetime.fromisoformat(knew)
    )  # fmt: skip


async def _draw_anew(work: UnitOfWork, people: Iterable[str]) -> None:
    """Want what these people's chats show drawn anew, in its place."""
    for person_id in people:
        for chat in await work.chats.of_person(person_id):
            await work.chats.put(replace(chat, wanted=chat.wanted + 1))


def _is_begun(record: ProposalRecord) -> bool:
    return record.state is ProposalState.DRAFT and bool(record.values)


def _moves(call: str) -> str:
    return f"closes:{call}:"


def _of_proposals(call: str) -> str:
    return f"close:{call}:"
