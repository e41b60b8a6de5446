"""More time by order: for some proposals at once, for the whole call only after a yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.call.definition import Call
from core.model.order import GivenOrder, Order, Verb
from core.model.records import ProposalRecord
from core.ports import UnitOfWork
from core.rules.calendar.extending import Refused, Why, plan_extension
from core.rules.calendar.standing import CLOSE
from core.rules.orders import NotDone
from core.usecases.calendar.extend import extend, take_back
from core.usecases.calendar.extend_proposals import extend_proposals, take_back_own
from core.usecases.calendar.versions import catch_up
from core.usecases.desk import Desk
from core.usecases.ordering.acts import Doing
from core.usecases.ordering.telling import About, Outcome, about, moment_of


async def extend_own(
    desk: Desk, work: UnitOfWork, order: Order, records: Sequence[ProposalRecord], doing: Doing
) -> Outcome:
    """Give these proposals more time; their proponents are told, with the reason where one was given."""
    ids, days = [record.id for record in records], order.days or 0
    answers = await extend_proposals(desk, work, ids, days, order.text, doing.actor, doing.now)
    abouts, own = list[About](), dict[str, object]()
    for record, answer in zip(records, answers, strict=True):
        if isinstance(answer, Refused):
            abouts.append(about(record, refusal=answer.why))
        else:
            until = answer.record.extended_to
            abouts.append(about(record, until=until))
            own[record.id] = {"before": moment_of(answer.before), "after": moment_of(until)}
    return Outcome(verb=order.verb, days=days, text=order.text, abouts=tuple(abouts), did={"own": own})


async def ask_to_extend_call(desk: Desk, work: UnitOfWork, order: Order, doing: Doing) -> Outcome:
    """Tell what moving the close for everybody would do; nothing is done before the yes.

    What is asked about is the very date: a yes that comes after another change of the call is void.
    """
    await catch_up(desk, work)
    asked = Outcome(verb=order.verb, days=order.days, text=order.text)
    if not order.text:
        return replace(asked, refusal=Why.NO_REASON)
    plan = plan_extension(desk.call, CLOSE, doing.now, days=order.days)
    if isinstance(plan, Refused):
        return replace(asked, refusal=plan.why)
    said = {"days": order.days, "to": plan.written, "reason": order.text, "version": desk.version}
    overtaken = tuple(item.key for item in plan.overtaken)
    return replace(
        asked, asks=True, before=_close(desk.call), after=_close(plan.call), overtaken=overtaken, said=said
    )  # fmt: skip


async def extend_call(desk: Desk, work: UnitOfWork, given: GivenOrder, doing: Doing) -> Outcome:
    """Move the close for everybody, as was asked and answered with a yes."""
    await catch_up(desk, work)
    said, before = given.said, _close(desk.call)
    done = Outcome(verb=Verb.EXTEND, days=int(str(said["days"])), text=str(said["reason"]))
    if said["version"] != desk.version:
        return replace(done, why=NotDone.CHANGED_SINCE)
    to, reason = str(said["to"]), str(said["reason"])
    came = await extend(desk, work, to=to, reason=reason, by=doing.actor, now=doing.now)
    if isinstance(came, Refused):
        return replace(done, refusal=came.why)
    return replace(done, before=before, after=_close(desk.call), did={"version": came.version.version})


async def take_back_extension(desk: Desk, work: UnitOfWork, given: GivenOrder, doing: Doing) -> Outcome:
    """Take back what an order gave: the whole call's date, or the own time of proposals that nobody changed since."""
    undone = Outcome(verb=Verb.UNDO, undoes=Verb.EXTEND, days=int(str(given.said["days"])))
    if version := given.did.get("version"):
        await catch_up(desk, work)
        before = _close(desk.call)
        came = await take_back(desk, work, by=doing.actor, now=doing.now, version=int(str(version)))
        if isinstance(came, Refused):
            return replace(undone, why=NotDone.CHANGED_SINCE)
        return replace(undone, before=before, after=_close(desk.call))
    own = given.did["own"]
    moved: Mapping[str, Mapping[str, str | None]] = own if isinstance(own, Mapping) else {}
    records = await work.proposals.many(list(moved))
    abouts = [await _take_back_own(desk, work, records[key], moved[key], doing) for key in moved if key in records]
    return replace(undone, abouts=tuple(abouts))


async def _take_back_own(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, moved: Mapping[str, str | None], doing: Doing
) -> About:
    if moment_of(record.extended_to) != moved["after"]:
        return about(record, NotDone.CHANGED_SINCE)
    before = datetime.fromisoformat(moved["before"]) if moved["before"] else None
    came = await take_back_own(desk, work, record.id, before, by=doing.actor, now=doing.now)
    if isinstance(came, Refused):
        return about(record, NotDone.CHANGED_SINCE)
    return about(came.record, until=came.record.extended_to or _close(desk.call))


def _close(call: Call) -> datetime | None:
    return call.moments[CLOSE].at
