"""Carrying orders out: each by itself, in their order, remembered so that they can be undone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from core.model.order import GivenOrder, Order, OrderState, Verb
from core.model.records import ProposalRecord
from core.ports import ProposalFilter, UnitOfWork
from core.rules.orders import NotDone, must_be_confirmed
from core.usecases.desk import Desk
from core.usecases.ordering.acts import Doing, Reminded, hold, release, remind_silent, write_note
from core.usecases.ordering.extending import ask_to_extend_call, extend_own
from core.usecases.ordering.telling import About, Outcome, about


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of the orders of one letter; `batch` is the number under which they can be undone, 0 for none."""

    outcomes: Sequence[Outcome]
    batch: int


async def carry_out(desk: Desk, work: UnitOfWork, orders: Sequence[Order], doing: Doing) -> Carried:
    """Carry out what was understood; what a rule speaks against is told and does not stop the others.

    An order about a number that no proposal has is not carried out at all: a slip in one may be one in the next.
    """
    batch = await work.orders.next_batch(doing.by.id)
    outcomes = []
    for position, order in enumerate(orders):
        outcome = await _carry_out_one(desk, work, order, doing)
        outcomes.append(outcome)
        if outcome.is_done or outcome.asks:
            await work.orders.add(
                GivenOrder(
                    person_id=doing.by.id,
                    batch=batch,
                    position=position,
                    verb=order.verb,
                    state=OrderState.ASKED if outcome.asks else OrderState.DONE,
                    given_at=doing.now,
                    changed_at=doing.now,
                    said=outcome.said or _said(order),
                    did=outcome.did,
                )
            )
    return Carried(outcomes, batch if any(item.is_done or item.asks for item in outcomes) else 0)


async def _carry_out_one(desk: Desk, work: UnitOfWork, order: Order, doing: Doing) -> Outcome:
    if must_be_confirmed(order.verb, order.numbers):
        return await ask_to_extend_call(desk, work, order, doing)
    found = await _meant(desk, work, order.numbers)
    if missing := tuple(number for number in order.numbers if number not in found):
        return Outcome(verb=order.verb, days=order.days, why=NotDone.NO_SUCH, missing=missing)
    return await _ACTS[order.verb](desk, work, order, [found[number] for number in order.numbers], doing)


async def _meant(desk: Desk, work: UnitOfWork, numbers: Sequence[int]) -> Mapping[int, ProposalRecord]:
    """Return the proposals of these numbers, as they stand after the orders before this one."""
    records = await work.proposals.find(desk.call.id, ProposalFilter())
    return {record.number: record for record in records if record.number is not None and record.number in numbers}


async def _hold(desk: Desk, work: UnitOfWork, order: Order, records: Sequence[ProposalRecord], doing: Doing) -> Outcome:
    abouts = [about(record, await hold(work, record, doing)) for record in records]
    held = {record.id: doing.now.isoformat() for record, item in zip(records, abouts, strict=True) if item.is_done}
    return Outcome(verb=order.verb, abouts=tuple(abouts), did={"held": held})


async def _release(
    desk: Desk, work: UnitOfWork, order: Order, records: Sequence[ProposalRecord], doing: Doing
) -> Outcome:
    abouts = [about(record, await release(work, record, doing)) for record in records]
    released = [record.id for record, item in zip(records, abouts, strict=True) if item.is_done]
    return Outcome(verb=order.verb, abouts=tuple(abouts), did={"released": released})


async def _note(desk: Desk, work: UnitOfWork, order: Order, records: Sequence[ProposalRecord], doing: Doing) -> Outcome:
    (record,) = records
    note_id = await write_note(desk, work, record, order.text, doing)
    did = {"note": note_id, "on": record.id}
    return Outcome(verb=order.verb, text=order.text, abouts=(about(record),), did=did)


async def _remind(
    desk: Desk, work: UnitOfWork, order: Order, records: Sequence[ProposalRecord], doing: Doing
) -> Outcome:
    abouts, letters = list[About](), dict[str, list[str]]()
    for record in records:
        came = await remind_silent(desk, work, record, doing)
        if isinstance(came, Reminded):
            why = None if came.written_to else NotDone.NOBODY_REMINDED
            abouts.append(about(record, why, told=came.written_to, not_told=came.not_written_to))
            if why is None:
                letters[record.id] = list(came.letters)
        else:
            abouts.append(about(record, came))
    return Outcome(verb=order.verb, abouts=tuple(abouts), did={"letters": letters})


def _said(order: Order) -> Mapping[str, object]:
    return {"numbers": list(order.numbers), **({"days": order.days} if order.days is not None else {})}


_Act = Callable[[Desk, UnitOfWork, Order, Sequence[ProposalRecord], Doing], Awaitable[Outcome]]
_ACTS: Mapping[Verb, _Act] = {
    Verb.EXTEND: extend_own,
    Verb.HOLD: _hold,
    Verb.RELEASE: _release,
    Verb.NOTE: _note,
    Verb.REMIND: _remind,
}
