"""Who hears that the close for sending moved: whoever has a draft with something in it, once each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.call.definition import Call, Moment
from core.model.matter import MatterKind
from core.model.records import Person, ProposalRecord, ProposalState
from core.model.version import CallVersion
from core.ports import ProposalFilter, UnitOfWork
from core.rules.calendar.standing import CLOSE, as_it_stands_for
from core.rules.due.steps import key_of
from core.usecases.desk import Desk
from core.usecases.notices import tell_in_chat, title_of, write_to

LATER, EARLIER, REOPENED, OWN = "deadline_later", "deadline_earlier", "deadline_reopened", "deadline_own"
"""How the close moved: the news in chat, and what the letter says."""
MOVES = frozenset({LATER, EARLIER, REOPENED, OWN})
NEWS = "news of the close"
"""What the ledger notes beside a reminder's key where these news took its place."""
LETTER, OWN_LETTER = "deadline", "deadline_own"


async def tell_holders(
    desk: Desk, work: UnitOfWork, version: CallVersion, before: Call, *, reopens: bool, now: datetime
) -> int:
    """Tell of the close in force, where it is another than before for somebody's drafts; return how many people.

    Everybody else's cards show it without a word.
    """
    drafts: dict[str, list[ProposalRecord]] = {}
    records = [item for item in await work.proposals.find(desk.call.id, ProposalFilter()) if not _is_gone(item)]
    moved = [item for item in records if close_of(before, item).at != close_of(desk.call, item).at]
    await count_as_reminded(desk, work, moved, now)
    for record in moved:
        if _is_begun(record):
            drafts.setdefault(record.proponent_id, []).append(record)
    people = await work.people.many([*{item.proponent_id for item in records}])
    told = 0
    for person in people.values():
        own = drafts.get(person.id, [])
        if own and person.muted_at is None:
            was = close_of(before, own[0])
            kind = _kind(was, close_of(desk.call, own[0]), reopens=reopens)
            told += await tell(desk, work, person, kind, own, was, version.reason, now, key=f"v{version.version}")
        else:
            await _redraw(work, person)
    return told


async def tell(
    desk: Desk,
    work: UnitOfWork,
    person: Person,
    kind: str,
    drafts: Sequence[ProposalRecord],
    was: Moment,
    reason: str,
    now: datetime,
    *,
    key: str,
) -> bool:
    """Tell one person of the close that holds for their drafts now, and what it was, in their chat and by letter."""
    first, alone = drafts[0], drafts[0].id if len(drafts) == 1 else None
    facts: Mapping[str, object] = {
        "until": _last(close_of(desk.call, first)),
        "before": _last(was),
        "reason": reason,
    }
    key = f"{desk.call.id}:{key}:{person.id}"
    # Only the date that holds is told: what was to be said of an earlier move and has not left yet is not said.
    await work.outbox.drop_kind(person.id, LETTER)
    is_new = await tell_in_chat(desk, work, person.id, kind, facts, now, key=key, proposal_id=alone)
    if person.proved_at is not None and person.bounced_at is None:
        titles = [{"title": title_of(item)} for item in drafts]
        sent = {"sent": True} if first.state is ProposalState.SENT else {}
        told = {**facts, "how": kind, "person_name": person.name, "drafts": titles, **sent}
        letter = OWN_LETTER if kind == OWN else LETTER
        await write_to(desk, work, person, letter, told, now, key=key, proposal_id=alone)
    return is_new


async def count_as_reminded(desk: Desk, work: UnitOfWork, drafts: Sequence[ProposalRecord], now: datetime) -> None:
    """Let the news count as this day's reminder: what the new plan had before it is not made up for beside them."""
    today = now.astimezone(ZoneInfo(desk.call.zone)).date()
    for item in drafts:
        if item.state is ProposalState.DRAFT:
            await work.ledger.enter(key_of(MatterKind.DRAFT, item.id, 0, today, 0), now, NEWS)


async def _redraw(work: UnitOfWork, person: Person) -> None:
    """Want what a person's chats show drawn anew, in its place."""
    for chat in await work.chats.of_person(person.id):
        await work.chats.put(replace(chat, wanted=chat.wanted + 1))


def _kind(before: Moment, after: Moment, *, reopens: bool) -> str:
    if reopens:
        return REOPENED
    return LATER if before.at and after.at and after.at > before.at else EARLIER


def close_of(call: Call, record: ProposalRecord) -> Moment:
    """Return the close that holds for one proposal."""
    return as_it_stands_for(call, record).moments[CLOSE]


def _last(moment: Moment) -> str | None:
    return moment.last_second.isoformat() if moment.last_second else None


def _is_begun(record: ProposalRecord) -> bool:
    return record.state is ProposalState.DRAFT and bool(record.values)


def _is_gone(record: ProposalRecord) -> bool:
    return record.state is ProposalState.WITHDRAWN
