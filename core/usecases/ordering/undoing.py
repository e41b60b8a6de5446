"""Undoing what was ordered, as far as it is still as the order left it; and the yes that an order waits for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from core.model.order import GivenOrder, OrderState, Verb
from core.ports import UnitOfWork
from core.rules.orders import NotDone, why_not_confirmed, why_not_undone
from core.usecases.desk import Desk
from core.usecases.ordering.acts import Doing, hold, release, take_back_note, take_back_reminders
from core.usecases.ordering.extending import extend_call, take_back_extension
from core.usecases.ordering.telling import About, Outcome, about


async def undo(desk: Desk, work: UnitOfWork, batch: int, doing: Doing) -> Sequence[Outcome]:
    """Undo the orders of one letter, the last first; each is undone once."""
    given = await work.orders.of_batch(doing.by.id, batch)
    if not given:
        return [Outcome(verb=Verb.UNDO, why=NotDone.NOTHING_TO_ANSWER)]
    return [await _undo_one(desk, work, order, doing) for order in reversed(given)]


async def confirm(desk: Desk, work: UnitOfWork, batch: int, doing: Doing) -> Sequence[Outcome]:
    """Carry out what one letter's orders were asked about."""
    given = [order for order in await work.orders.of_batch(doing.by.id, batch) if "to" in order.said]
    if not given:
        return [Outcome(verb=Verb.YES, why=NotDone.NOTHING_TO_ANSWER)]
    return [await _confirm_one(desk, work, order, doing) for order in given]


async def _confirm_one(desk: Desk, work: UnitOfWork, given: GivenOrder, doing: Doing) -> Outcome:
    if why := why_not_confirmed(given, doing.now):
        return Outcome(verb=Verb.YES, why=why)
    outcome = await extend_call(desk, work, given, doing)
    if outcome.is_done:
        await work.orders.move(given, OrderState.DONE, doing.now, outcome.did)
    return outcome


async def _undo_one(desk: Desk, work: UnitOfWork, given: GivenOrder, doing: Doing) -> Outcome:
    undone = Outcome(verb=Verb.UNDO, undoes=given.verb)
    if why := why_not_undone(given, doing.now):
        return replace(undone, why=why)
    outcome = undone if given.state is OrderState.ASKED else await _UNDOES[given.verb](desk, work, given, doing)
    if outcome.is_done:
        await work.orders.move(given, OrderState.UNDONE, doing.now)
    return outcome


async def _held(desk: Desk, work: UnitOfWork, given: GivenOrder, doing: Doing) -> Outcome:
    """Release what was held, unless it was released, or held anew, since."""
    since, abouts = _mapping(given.did["held"]), list[About]()
    for proposal_id, record in (await work.proposals.many(list(since))).items():
        at = record.held_at.isoformat() if record.held_at else None
        why = await release(work, record, doing) if at == since[proposal_id] else NotDone.CHANGED_SINCE
        abouts.append(about(record, why))
    return Outcome(verb=Verb.UNDO, undoes=given.verb, abouts=tuple(abouts))


async def _released(desk: Desk, work: UnitOfWork, given: GivenOrder, doing: Doing) -> Outcome:
    records = await work.proposals.many([str(key) for key in _listed(given.did["released"])])
    abouts = [about(record, await hold(work, record, doing)) for record in records.values()]
    return Outcome(verb=Verb.UNDO, undoes=given.verb, abouts=tuple(abouts))


async def _noted(desk: Desk, work: UnitOfWork, given: GivenOrder, doing: Doing) -> Outcome:
    record = await work.proposals.get(str(given.did["on"]))
    if record is None:
        return Outcome(verb=Verb.UNDO, undoes=given.verb, why=NotDone.CHANGED_SINCE)
    await take_back_note(work, record, str(given.did["note"]), doing)
    return Outcome(verb=Verb.UNDO, undoes=given.verb, abouts=(about(record),))


async def _reminded(desk: Desk, work: UnitOfWork, given: GivenOrder, doing: Doing) -> Outcome:
    """Take back the letters that have not left; how many have is told."""
    letters, abouts = _mapping(given.did["letters"]), list[About]()
    for proposal_id, record in (await work.proposals.many(list(letters))).items():
        queued = [str(letter) for letter in _listed(letters[proposal_id])]
        taken_back = await take_back_reminders(work, record, queued, doing)
        why = None if taken_back else NotDone.TOO_LATE
        abouts.append(about(record, why, taken_back=taken_back, left=len(queued) - taken_back))
    return Outcome(verb=Verb.UNDO, undoes=given.verb, abouts=tuple(abouts))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


_UNDOES: Mapping[Verb, Callable[[Desk, UnitOfWork, GivenOrder, Doing], Awaitable[Outcome]]] = {
    Verb.HOLD: _held,
    Verb.RELEASE: _released,
    Verb.NOTE: _noted,
    Verb.REMIND: _reminded,
    Verb.EXTEND: take_back_extension,
}
