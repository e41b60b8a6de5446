"""Reminding somebody by hand: the proponent asks for it, and nobody is asked twice within the call's pause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.invitations import NotNow, is_waited_for, reminded_from, waits_for_letter
from core.usecases.desk import Desk
from core.usecases.listing.invite import REMINDER, invite
from core.usecases.listing.may_ask import last_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudged:
    """What came of it: `sent` letters, and why the first of the others did not leave, with when it may."""

    sent: int = 0
    held: int = 0
    reason: NotNow | None = None
    again: datetime | None = None
    """From when on the first of those may be reminded who were asked too shortly before."""


async def nudge(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    items: Sequence[Participation],
    now: datetime,
    *,
    actor: str = "",
) -> Nudged:
    """Queue a reminder to each of these people who was asked and is waited for; the proponent gets none.

    `actor` is who asks for it where that is not the proponent ('secretariat:<person id>').
    """
    waited_for = [item for item in items if is_waited_for(item) and item.person_id != proponent.id]
    reasons: list[NotNow] = []
    for item in waited_for:
        kind = "invitation" if waits_for_letter(item) else REMINDER
        reason = await invite(desk, work, record, proponent, item, now, kind=kind, actor=actor)
        if reason is not None:
            reasons.append(reason)
    other = next((reason for reason in reasons if reason is not NotNow.TOO_SOON), None)
    again = [await _again(desk, work, item, now) for item in waited_for] if NotNow.TOO_SOON in reasons else []
    return Nudged(
        sent=len(waited_for) - len(reasons),
        held=len(reasons),
        reason=other or next(iter(reasons), None),
        again=min((moment for moment in again if moment is not None), default=None),
    )


async def _again(desk: Desk, work: UnitOfWork, item: Participation, now: datetime) -> datetime | None:
    return reminded_from(desk.call.mail, await last_asked(desk, work, item, now), now)
