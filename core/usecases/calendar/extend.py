"""Moving a date of the call by one command: a new version, everything planned anew, and holders of drafts told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.call.comparing import dates_of, moves
from core.call.definition import Call, Moment
from core.dialogue.reading.cleaning import one_line
from core.model.version import CallVersion
from core.ports import UnitOfWork
from core.rules.calendar.extending import Moved, Plan, Refused, Why, moved_between, plan_extension
from core.rules.calendar.standing import CLOSE, close_of
from core.usecases.calendar.moves import call_moved
from core.usecases.calendar.versions import amended, catch_up, come_into_force, made, over
from core.usecases.desk import Desk

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Extended:
    """What was done: the version it made, what moved and what to think of, and how many people are to hear of it."""

    version: CallVersion
    moved: tuple[Moved, ...]
    overtaken: tuple[Moment, ...]
    reopens: bool
    told: int


async def extend(
    desk: Desk,
    work: UnitOfWork,
    *,
    moment: str = CLOSE,
    to: str | None = None,
    days: int | None = None,
    reason: str,
    by: str,
    now: datetime,
    shorten: bool = False,
) -> Extended | Refused:
    """Move a date of the call (`core.rules.calendar.extending`), for everybody; or say why not.

    `by` is as in the log: 'secretariat:<person id>', 'operator'. The desk adopts the new version at once; should the
    transaction come to nothing, `catch_up` takes that back.
    """
    why = one_line(reason)[:LONGEST_REASON]
    if not why:
        return Refused(Why.NO_REASON)
    newest = await _newest(desk, work, now)
    plan = plan_extension(desk.call, moment, now, to=to, days=days, shorten=shorten)
    if isinstance(plan, Refused):
        return plan
    file_says = over(desk, newest, moment)
    others = {key: item for key, item in newest.amendments.items() if key != moment}
    own = {moment: {"at": plan.written, "over": file_says}} if plan.written != file_says else {}
    version = _next(newest, by=by, reason=why, now=now, amendments={**others, **own}, call=plan.call)
    return await _into_force(desk, work, version, plan, now)


async def take_back(
    desk: Desk, work: UnitOfWork, *, by: str, now: datetime, version: int | None = None, reason: str = ""
) -> Extended | Refused:
    """Undo the newest extension (`version`: only if it is still that one); who heard of it hears that, nobody else."""
    await catch_up(desk, work)
    found = await work.versions.newest(desk.call.id, 2)
    if len(found) < 2 or version not in {None, found[0].version}:
        return Refused(Why.NOTHING_TO_TAKE_BACK)
    newest, before = found
    if newest.takes_back is not None or newest.fingerprint != before.fingerprint:
        return Refused(Why.NOTHING_TO_TAKE_BACK)
    call = amended(desk.filed, before.amendments)
    undone = _next(
        newest, by=by, reason=one_line(reason)[:LONGEST_REASON], now=now, amendments=before.amendments, call=call,
        takes_back=newest.version,
    )  # fmt: skip
    moved = moved_between(desk.call, call)
    return await _into_force(desk, work, undone, Plan(call, moved, written="", overtaken=(), reopens=False), now)


async def _newest(desk: Desk, work: UnitOfWork, now: datetime) -> CallVersion:
    """Return the version in force, which may be one that another process made just now."""
    await catch_up(desk, work)
    if not desk.version:
        await come_into_force(desk, work, now)
    return (await work.versions.newest(desk.call.id))[0]


async def _into_force(desk: Desk, work: UnitOfWork, version: CallVersion, plan: Plan, now: datetime) -> Extended:
    before = close_of(desk.call)
    await work.versions.add(version)
    await made(desk, work, version)
    desk.adopt(plan.call, version=version.version)
    told = await call_moved(desk, work, before, version.version, now)
    return Extended(version, plan.moved, plan.overtaken, plan.reopens, told)


def _next(
    newest: CallVersion,
    *,
    by: str,
    reason: str,
    now: datetime,
    amendments: Mapping[str, Mapping[str, str]],
    call: Call,
    takes_back: int | None = None,
) -> CallVersion:
    dates = dates_of(call)
    return CallVersion(
        call=newest.call, version=newest.version + 1, at=now, by=by, reason=reason, fingerprint=newest.fingerprint,
        said=newest.said, dates=dates, amendments=amendments, changes=moves(newest.dates, dates, newest.said),
        takes_back=takes_back,
    )  # fmt: skip
