"""News for people whose chats are all closed: a messenger shows them nothing any more, so a letter does, once a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.model.records import Channel, Notice, OutboxState, Person
from core.model.reminder import NEWS, REMINDER
from core.ports import UnitOfWork
from core.rules.calendar.clocks import zone_by
from core.rules.calendar.closing import How
from core.rules.due.hours import is_quiet
from core.usecases.answering.telling import may_echo
from core.usecases.desk import Desk
from core.usecases.notices import note, write_to
from core.usecases.reminding.leaving import standing
from core.usecases.scheduling.telling import CANCELLED, DATED, MOVED
from core.usecases.ticking.apart import on_its_own
from core.usecases.ticking.duty import Done
from core.usecases.world import NEWS_SHOWN

DAY = timedelta(days=1)
NOTICED_LATE = timedelta(hours=1)
"""How long before we learned that a chat is closed its news may have missed it: often the first of them tells us."""
HEARD_ANYWAY = frozenset(
    {"receipt", "receipt_changes", "withdrawn", "invited", "draft_reminder", DATED, MOVED, CANCELLED, *How}
)
"""News that a letter of its own told, or that is the person's own doing."""


async def news_by_mail(desk: Desk, work: UnitOfWork) -> Done:
    """Queue a letter to everybody who is awake, has unread news and no open chat to see them in."""
    now = desk.clock.now()
    if not (closed := await work.chats.closed()):
        return Done()
    newest = await work.outbox.newest_to(closed, Channel.CHAT)
    behind = [person for person, at in newest.items() if at > _since(closed[person], None)]
    people = await work.people.many(behind) if behind else {}
    told = [
        await on_its_own(work, "news by mail to somebody", _tell(desk, work, person, closed[person.id], now))
        for person in people.values()
    ]
    return Done(sum(map(bool, told)))


async def _tell(desk: Desk, work: UnitOfWork, person: Person, closed_at: datetime, now: datetime) -> bool:
    if is_quiet(now, desk.call.reminding, ZoneInfo(zone_by(desk.call, person))):
        return False
    entered = await work.ledger.known(_key(person))
    last = max((datetime.fromisoformat(at) for at in entered.values()), default=None)
    if last is not None and now < last + DAY:
        return False
    news = await _unread(desk, work, person, _since(closed_at, last))
    if not news or person.bounced_at is not None or not await may_echo(desk, work, person, now):
        return False
    # Numbered, so that two processes that both found the same letters before this one write it once.
    key = f"{_key(person)}{len(entered)}"
    if not await work.ledger.enter(key, now, now.isoformat()):
        return False
    told = [{"kind": item.kind, "facts": dict(item.facts)} for item in news]
    await write_to(desk, work, person, NEWS, {"person_name": person.name, "news": told}, now, key=key)
    await note(work, now, "news_by_mail", "system", channel="mail", person_id=person.id, count=len(news))
    return True


def _key(person: Person) -> str:
    return f"{NEWS}:{person.id}:"


def _since(closed_at: datetime, last: datetime | None) -> datetime:
    """Return from when on news are told: what an earlier letter told is not told again."""
    missed = closed_at - NOTICED_LATE
    return missed if last is None else max(missed, last)


async def _unread(desk: Desk, work: UnitOfWork, person: Person, since: datetime) -> Sequence[Notice]:
    """Return what the person has not read and what still stands of it, oldest first."""
    newest = await work.outbox.of_person(person.id, Channel.CHAT, NEWS_SHOWN)
    unread = [
        item
        for item in reversed(newest)
        if item.state is not OutboxState.SENT and item.created_at > since and item.kind not in HEARD_ANYWAY
    ]
    left = [(item, await standing(desk, work, item, person) if item.kind == REMINDER else ()) for item in unread]
    return [
        replace(item, facts={**item.facts, "about": about}) if about else item
        for item, about in left
        if about or item.kind != REMINDER
    ]
