"""What people's calendars show: the call's dates, and to one person the more time and the sessions of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.model.records import Participation, Person, ProposalRecord, ProposalState
from core.model.version import Changed
from core.ports import UnitOfWork
from core.rules.calendar.feed import Audience, Event, Sort, dates_of, moved_at, when_of
from core.rules.calendar.standing import CLOSE, as_it_stands_for
from core.usecases.calendar.extend_proposals import EXTENDED, TAKEN_BACK
from core.usecases.calendar.links import opened_by
from core.usecases.desk import Desk
from core.usecases.notices import title_of
from core.usecases.scheduling.agenda import is_asked


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar; `person` is whose it is, None for everybody's."""

    events: Sequence[Event]
    person: Person | None = None


async def public_feed(desk: Desk, work: UnitOfWork, audience: Audience) -> Feed:
    """Return the call's dates that concern an audience."""
    return Feed(tuple(dates_of(desk.call, await work.versions.changes(desk.call.id), audience)))


async def own_feed(desk: Desk, work: UnitOfWork, token: str, now: datetime) -> Feed | None:
    """Return somebody's own calendar by the link that they subscribed to; None where it opens nothing (any more)."""
    person = await opened_by(work, token, now)
    if person is None:
        return None
    history = await work.versions.changes(desk.call.id)
    events = list(dates_of(desk.call, history, Audience.EVERYBODY))
    own = await work.proposals.of_proponent(desk.call.id, person.id)
    events += [event async for event in _own_closes(desk, work, own, history)]
    events += [event async for event in _sessions(desk, work, person, own)]
    return Feed(tuple(events), person)


async def _own_closes(
    desk: Desk, work: UnitOfWork, own: Sequence[ProposalRecord], history: Sequence[Changed]
) -> AsyncIterator[Event]:
    """Yield the close of every proposal that has, or had, more time than the others.

    Everybody's close can overtake it and fall behind it again: each of those moves counts as one of it.
    """
    for record in own:
        moves = [line for line in await work.log.of_proposal(record.id) if line.kind in (EXTENDED, TAKEN_BACK)]
        if not moves:
            continue
        last = next((line for line in reversed(moves) if line.facts.get("until")), None)
        told = datetime.fromisoformat(str(last.facts["until"])) if last else None
        call = as_it_stands_for(desk.call, record)
        stands = call is not desk.call and record.state is not ProposalState.WITHDRAWN
        when = when_of(call.moments[CLOSE]) if stands else told
        if when is not None:
            times = [*(line.at for line in moves), *(at for at in moved_at(CLOSE, history) if at >= moves[0].at)]
            yield Event(
                key=f"own.{record.id}", sort=Sort.OWN_CLOSE, title=title_of(record), when=when,
                sequence=len(times) - 1, changed_at=max(times), is_cancelled=not stands,
            )  # fmt: skip


async def _sessions(
    desk: Desk, work: UnitOfWork, person: Person, own: Sequence[ProposalRecord]
) -> AsyncIterator[Event]:
    """Yield the dates of the sessions that somebody proposes or takes part in."""
    places: Sequence[Participation] = [
        item for item in await work.participations.of_person(person.id) if is_asked(item)
    ]
    others = await work.proposals.many({item.proposal_id for item in places} - {record.id for record in own})
    for record in (*own, *(record for record in others.values() if record.call == desk.call.id)):
        slot = await work.slots.get(record.id)
        if slot is None:
            continue
        yield Event(
            key=f"session.{record.id}", sort=Sort.SESSION, title=title_of(record), when=slot.starts_at,
            minutes=slot.minutes, place=slot.place, sequence=slot.sequence, changed_at=slot.changed_at,
            is_cancelled=slot.cancelled_at is not None or record.state is not ProposalState.SENT,
        )  # fmt: skip
