"""Whether a reminder that was queued may still leave: it waits out quiet hours, and goes as soon as its reason does.

It may have waited long (a relay that was down for days, a closed chat). So it is asked here, in the transaction in
which a courier makes it ready to leave, and not of every act that ends a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.model.matter import Matter, Wants
from core.model.records import Notice, Person
from core.model.reminder import BY_DAY, REMINDERS
from core.ports import UnitOfWork
from core.rules.calendar.clocks import zone_by
from core.rules.due.hours import quiet_until
from core.rules.due.remaining import with_time_left
from core.rules.due.steps import steps_of
from core.rules.due.waiting import still_to_be_said
from core.usecases.desk import Desk
from core.usecases.notices import note
from core.usecases.reminding.recipients import wants_of
from core.usecases.reminding.remind import SOURCES
from core.usecases.reminding.saying import ANSWERED
from core.usecases.reminding.sources import Open, Source, open_to

QUIET = "quiet hours"
"""What stands beside a letter that waits for somebody to wake up."""
CANCELLED = "reminder_cancelled"
"""The line of the log."""
ANSWERS = "answers"
"""The fact of a letter that answers an answer."""
Item = Mapping[str, Any]
"""A thing that a reminder is about, as `saying` wrote it into the facts."""


async def may_leave(desk: Desk, work: UnitOfWork, notice: Notice, sources: Sequence[Source] = SOURCES) -> bool:
    """Whether a letter that is about to leave may; where not, it is put off, rewritten or cancelled here.

    Letters of other kinds, and reminders that somebody sent by hand, are not put off.
    """
    person = await work.people.get(notice.person_id) if notice.kind in BY_DAY and notice.person_id else None
    if person is None:
        return True
    if notice.kind not in REMINDERS:
        return await _is_day_for(desk, work, notice, person)
    stand = await standing(desk, work, notice, person, sources)
    if not stand:
        await work.outbox.cancel(notice.id)
        await work.proposals.look_for(person.id)
        await note(work, desk.clock.now(), CANCELLED, "system", channel="mail", person_id=person.id, letter=notice.kind)
        return False
    is_waited_for = _is_by_hand(notice) or _is_answer(notice)
    if not is_waited_for and not await _is_day_for(desk, work, notice, person):
        return False
    zone, now = ZoneInfo(zone_by(desk.call, person)), desk.clock.now()
    told = [with_time_left(item, now, zone) for item in stand]
    if told != [*items_of(notice)]:
        await work.outbox.rewrite(notice.id, {**notice.facts, "about": told})
        return False
    return True


async def _is_day_for(desk: Desk, work: UnitOfWork, notice: Notice, person: Person) -> bool:
    """Whether a letter wakes nobody; where it would, it is put off until it does not."""
    now = desk.clock.now()
    wakes = quiet_until(now, desk.call.reminding, ZoneInfo(zone_by(desk.call, person)))
    if wakes > now:
        await work.outbox.retry(notice.id, wakes, QUIET, counted=False)
    return wakes <= now


async def standing(
    desk: Desk, work: UnitOfWork, notice: Notice, person: Person, sources: Sequence[Source] = SOURCES
) -> Sequence[Item]:
    """Return those things that a reminder is about whose reason still stands."""
    found = await open_to(desk, work, sources, {person.id})
    if person.muted_at is not None:
        return ()
    if _is_by_hand(notice) or _is_answer(notice):
        return [item for item in items_of(notice) if _asks(found, person, item)]
    if wants_of(person) is Wants.NONE:
        return ()
    said = await work.ledger.known_of([_about(str(item["key"])) for item in items_of(notice)])
    check = _Check(desk, found, person, said, notice.created_at, desk.clock.now())
    return [item for item in items_of(notice) if check.stands(item)]


def items_of(notice: Notice) -> Sequence[Item]:
    """Return what a reminder is about; one that was sent by hand is about one place on a list."""
    if _is_by_hand(notice):
        return [notice.token or {}]
    items: Sequence[Item] = notice.facts["about"]  # type: ignore[assignment]  # as `saying` wrote it
    return items


def _is_by_hand(notice: Notice) -> bool:
    return "about" not in notice.facts


def _is_answer(notice: Notice) -> bool:
    """Whether it asks which session an answer was about: somebody who wrote just now waits for it."""
    return bool(notice.facts.get(ANSWERS))


def _asks(found: Open, person: Person, item: Item) -> bool:
    """Whether somebody is still waited for, be it for their answer or for details."""
    known = (item.get("subject", ""), item.get("generation", 0))
    return any(found.matter(person.id, (str(kind), *known)) for kind in ANSWERED)


@dataclass(frozen=True, slots=True)
class _Check:
    """What is needed to tell whether what was planned once would be said now."""

    desk: Desk
    found: Open
    person: Person
    said: Collection[str]
    planned: datetime
    now: datetime

    def stands(self, item: Item) -> bool:
        """Whether a thing is open, was not planned anew since, helps still, and no later step of it was said."""
        matter = self.found.matter(self.person.id, (item["kind"], item["subject"], item["generation"]))
        return matter is not None and self._would_be_said(matter, item["key"])

    def _would_be_said(self, matter: Matter, key: str) -> bool:
        steps = steps_of(self.desk.call, matter, ZoneInfo(zone_by(self.desk.call, self.person)))
        return still_to_be_said(steps, key, said=self.said, planned=self.planned, now=self.now)


def _about(key: str) -> str:
    """Return what a ledger key is about, as the beginning of all keys about it."""
    return f"{key.rsplit(':', 2)[0]}:"
