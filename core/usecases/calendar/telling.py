"""Who hears that the close for sending moved: whoever holds a proposal that it concerns, once, after it has settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.call.comparing import told as told_of
from core.model.records import Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.calendar.closing import How, Move, news_of, told_from
from core.rules.calendar.standing import CLOSE, close_for, close_of
from core.usecases.calendar.moves import LETTER, OWN_LETTER, Untold, all_told, count_as_reminded, told, untold
from core.usecases.calendar.reasons import reason_of
from core.usecases.desk import Desk
from core.usecases.notices import tell_in_chat, title_of, write_to
from core.usecases.ticking.apart import on_its_own
from core.usecases.ticking.duty import Done

TOGETHER = 50
"""People who are told in one transaction."""


async def news_of_close(desk: Desk, work: UnitOfWork) -> Done:
    """Tell of the close in force whoever knew another one; what they knew already is told to nobody."""
    now, moves = desk.clock.now(), await untold(work, desk.call.id)
    at = _told_from(desk, moves)
    if at is None or now < at or not await _is_agreed(desk, work):
        return Done()
    held = list((await work.proposals.many([*moves])).values())
    some = {*[*dict.fromkeys(record.proponent_id for record in held)][:TOGETHER]}
    news = _news_of(desk, [record for record in held if record.proponent_id in some], moves, now)
    queued, failed = await _tell_all(desk, work, news, now)
    waiting = {record.id for record in held if record.proponent_id not in some} | failed
    await told(work, desk.call.id, [item for item in moves if item not in waiting], now)
    if not waiting:
        await all_told(work, desk.call.id, now)
    return Done(queued, more=bool(waiting) and not failed)


async def told_next(desk: Desk, work: UnitOfWork) -> datetime | None:
    """Return from when on there are news of the close to tell, None where there are none."""
    return _told_from(desk, await untold(work, desk.call.id))


@dataclass(frozen=True, slots=True)
class _News:
    """What somebody is to be told, of one proposal or of several alike."""

    how: How
    knew: datetime | None
    close: datetime
    newest: Move
    """The one whose reason is told; what was known before it is let be, for proposals that differ only in that."""


def _news_of(
    desk: Desk, records: Sequence[ProposalRecord], moves: Untold, now: datetime
) -> Mapping[str, Mapping[_News, Sequence[ProposalRecord]]]:
    """Return what there is to tell each holder, and of which proposals."""
    found: dict[str, dict[_News, list[ProposalRecord]]] = {}
    for record in records:
        if (news := _news(desk, record, moves[record.id], now)) is not None:
            found.setdefault(record.proponent_id, {}).setdefault(news, []).append(record)
    return found


def _news(desk: Desk, record: ProposalRecord, moves: Sequence[Move], now: datetime) -> _News | None:
    everybodys, newest = close_of(desk.call), moves[-1]
    close = close_for(everybodys, record)
    how = news_of(moves, close, everybodys, now)
    concerns = record.state is ProposalState.DRAFT or any(move.is_own for move in moves)
    if how is None or close is None or not concerns or record.state is ProposalState.WITHDRAWN:
        return None
    return _News(how, moves[0].knew, close, replace(newest, knew=None))


async def _tell_all(
    desk: Desk, work: UnitOfWork, news: Mapping[str, Mapping[_News, Sequence[ProposalRecord]]], now: datetime
) -> tuple[int, set[str]]:
    """Tell these people; return how many news that were, and the proposals of those for whom it failed."""
    queued, failed = 0, set[str]()
    for person in (await work.people.many([*news])).values():
        if person.muted_at is None:
            own = news[person.id]
            done = await on_its_own(work, "telling somebody of the close", _tell(desk, work, person, own, now))
            queued += done or 0
            failed |= {record.id for records in own.values() for record in records if done is None}
    return queued, failed


async def _tell(
    desk: Desk, work: UnitOfWork, person: Person, news: Mapping[_News, Sequence[ProposalRecord]], now: datetime
) -> int:
    for item, records in news.items():
        await _say(desk, work, person, item, records, now)
        await count_as_reminded(desk, work, records, now)
    return len(news)


async def _say(
    desk: Desk, work: UnitOfWork, person: Person, news: _News, records: Sequence[ProposalRecord], now: datetime
) -> None:
    """Tell one person of the close that holds now, and what they knew, in their chat and by letter."""
    first, alone = records[0], records[0].id if len(records) == 1 else None
    facts: Mapping[str, object] = {
        "until": _last_second(desk, news.close),
        "before": _last_second(desk, news.knew),
        "reason": await reason_of(work, first, news.newest),
    }
    key = f"{desk.call.id}:{first.id}:{now.isoformat()}"
    await tell_in_chat(desk, work, person.id, news.how, facts, now, key=key, proposal_id=alone)
    if person.proved_at is not None and person.bounced_at is None:
        titles = [{"title": title_of(item)} for item in records]
        sent = {"sent": True} if first.state is ProposalState.SENT else {}
        said = {**facts, "how": news.how, "person_name": person.name, "drafts": titles, **sent}
        letter = OWN_LETTER if news.how is How.OWN else LETTER
        await write_to(desk, work, person, letter, said, now, key=key, proposal_id=alone)


def _told_from(desk: Desk, moves: Untold) -> datetime | None:
    found = [move for some in moves.values() for move in some]
    return told_from(found, close_of(desk.call)) if found else None


async def _is_agreed(desk: Desk, work: UnitOfWork) -> bool:
    """Whether the close in force here is that of the newest version.

    Where machines have different files, each start of one makes a version that the other does not follow. Nobody is
    written to back and forth about that: it is told once they agree.
    """
    newest = await work.versions.newest(desk.call.id)
    return not newest or newest[0].dates.get(CLOSE) == told_of(desk.call.moments[CLOSE])


def _last_second(desk: Desk, close: datetime | None) -> str | None:
    """Return a close as it is told."""
    if close is None:
        return None
    return (close.astimezone(UTC) - timedelta(seconds=1)).astimezone(ZoneInfo(desk.call.zone)).isoformat()
