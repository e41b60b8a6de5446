"""Saying what is due: one notice for all of it, what was said into the ledger and the log, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.model.matter import Dropped, Duty, Matter, MatterKind, Message, Way
from core.model.records import Notice, Person
from core.model.reminder import DRAFT_REMINDER, INVITATION_REMINDER, REMINDER
from core.ports import UnitOfWork
from core.rules.calendar.clocks import zone_by
from core.rules.due.remaining import with_time_left
from core.usecases.desk import Desk
from core.usecases.notices import note, remember_tokens, tell_in_chat, write_to
from core.usecases.reminding.addressing import which_address, which_token
from core.usecases.reminding.sources import Letter, Open, ref_of

ANSWERED = frozenset({MatterKind.INVITATION, MatterKind.PROFILE})
"""What an answer to a letter settles; their subject is a place on a list."""
DROPPED = "reminder_dropped"
ESCALATED = "reminder_escalated"
"""Lines of the log."""
_LINES = {MatterKind.DRAFT: DRAFT_REMINDER, **dict.fromkeys(ANSWERED, INVITATION_REMINDER)}


async def say(desk: Desk, work: UnitOfWork, found: Open, person: Person, message: Message, now: datetime) -> None:
    """Queue a message to somebody, as one notice."""
    about = [await _item(desk, work, found, duty) for duty in message.duties]
    if message.way is Way.CHAT:
        await _in_chat(desk, work, person, message, about, now)
    else:
        await _by_mail(desk, work, found, person, message, about, now)
    for duty, item in zip(message.duties, about, strict=True):
        await work.ledger.enter(duty.key, now)
        kind, line = duty.matter.kind, _LINES.get(duty.matter.kind, REMINDER)
        facts: dict[str, Any] = {"matter": kind, "step": duty.day}
        facts |= {"participation": duty.matter.subject} if kind in ANSWERED else {}
        await note(
            work, now, line, "system", channel=message.way, person_id=person.id,
            proposal_id=_text(item, "proposal_id"), **facts,
        )  # fmt: skip


def asked_about(notice: Notice) -> Sequence[Mapping[str, object]]:
    """Return the places on lists about which a reminder of several things asks for answers, as its facts name them."""
    about = notice.facts.get("about") if notice.kind == REMINDER else ()
    return [item for item in about if item["kind"] in ANSWERED] if isinstance(about, list | tuple) else []


async def drop(work: UnitOfWork, dropped: Dropped, now: datetime) -> None:
    """Note that a step is never said, and why."""
    duty = dropped.duty
    if await work.ledger.enter(duty.key, now, dropped.why):
        await _line(work, DROPPED, duty, now, why=dropped.why)


async def escalate(work: UnitOfWork, duty: Duty, now: datetime) -> None:
    """Hand a matter over to the secretariat: its digest names it for as long as it is open.

    The key may be in the ledger already, where the step was dropped since nothing reaches the person.
    """
    await work.ledger.enter(duty.key, now)
    await _line(work, ESCALATED, duty, now)


async def _line(work: UnitOfWork, kind: str, duty: Duty, now: datetime, **facts: Any) -> None:
    matter = duty.matter
    known: dict[str, Any] = {
        "matter": matter.kind,
        "subject": matter.subject,
        "generation": matter.generation,
        "step": duty.day,
    }
    await note(work, now, kind, "system", person_id=matter.person_id, **known, **facts)


async def _item(desk: Desk, work: UnitOfWork, found: Open, duty: Duty) -> dict[str, object]:
    """Return what the notice tells of one duty, and by what it is known when the notice is to leave."""
    matter = duty.matter
    told = await found.source_of[ref_of(matter)].told(desk, work, matter)
    known = {"kind": matter.kind, "subject": matter.subject, "generation": matter.generation, "key": duty.key}
    deadline = duty.deadline.isoformat() if duty.deadline else None
    return {**told, **known, "count": matter.count, "deadline": deadline}


async def _in_chat(
    desk: Desk, work: UnitOfWork, person: Person, message: Message, about: Sequence[dict[str, object]], now: datetime
) -> None:
    """Tell it in the chat; what is first to be done is what the news offers."""
    await tell_in_chat(
        desk, work, person.id, REMINDER, {"about": about}, now, key=message.key,
        proposal_id=_text(about[0], "proposal_id"), participation_id=_text(about[0], "participation_id"),
    )  # fmt: skip


async def _by_mail(
    desk: Desk, work: UnitOfWork, found: Open, person: Person, message: Message, about: Sequence[dict[str, object]],
    now: datetime,
) -> None:  # fmt: skip
    letter = await _letter(desk, work, found, message.duties, now)
    zone = ZoneInfo(zone_by(desk.call, person))
    told = [with_time_left(item, now, zone) for item in about]
    facts = {"person_name": person.name, **letter.facts, "about": told}
    asking, token = [duty.matter for duty in message.duties if duty.matter.kind in ANSWERED], None
    if asking and len(message.duties) > 1:
        token = which_token(person)
        await work.tokens.put(which_address(desk, person, now))
        await _remember_places(desk, work, asking, now)
    await write_to(
        desk, work, person, letter.kind, facts, now, key=message.key,
        proposal_id=letter.proposal_id, participation=letter.participation, token=token,
    )  # fmt: skip


async def _remember_places(desk: Desk, work: UnitOfWork, matters: Collection[Matter], now: datetime) -> None:
    """Let the links of every place on a list that a letter asks about stand as long as the letter's own."""
    for matter in matters:
        item = await work.participations.get(matter.subject)
        if item is not None:
            await remember_tokens(desk, work, item, now)


async def _letter(desk: Desk, work: UnitOfWork, found: Open, duties: Sequence[Duty], now: datetime) -> Letter:
    """Return the letter for these duties.

    A bare yes answers what a letter asks. So one about an invitation alone bears that invitation's reply address, and
    one that brings anything besides bears an address at which nothing is accepted (`which`): who writes yes may mean a
    draft of their own, and each invitation has links of its own.
    """
    if len(duties) == 1:
        own = await found.source_of[ref_of(duties[0].matter)].alone(desk, work, duties[0], now)
        if own is not None:
            return own
    return Letter(kind=REMINDER, facts={})


def _text(item: Mapping[str, object], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) else None
