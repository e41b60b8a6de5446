"""What is due: computed from the call, the state and the clock; a ledger knows what was said (never asked here)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, ProposalRecord, ProposalState
from core.rules.window import is_closed

INVITATION = "invitation"
DRAFT = "draft"
"""Keys of the call's reminders that this module plans; later phases bring theirs."""

LATEST_HELP = timedelta(hours=2)
"""A reminder that would come later than this before the close no longer helps: there is no time to act on it."""


class DutyKind(StrEnum):
    """What is to be done."""

    REMIND_PARTICIPANT = "invitation_reminder"
    REMIND_PROPONENT = "draft_reminder"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is due. `key` is unique for ever: it goes into the ledger when the duty is done."""

    kind: DutyKind
    subject: str
    """Participation, proposal, or the day of a digest."""
    key: str


def due(
    call: Call, proposals: Iterable[tuple[ProposalRecord, Iterable[Participation]]], now: datetime
) -> tuple[Duty, ...]:
    """Return every duty whose moment has come and whose reason still stands, each with its ledger key.

    After a time of downtime, of several missed reminders about one subject only the latest is due: no flood.
    """
    found: list[Duty] = []
    for record, participations in proposals:
        if record.state is ProposalState.DRAFT:
            found.extend(_about_draft(call, record, now))
        if record.state is not ProposalState.WITHDRAWN:
            found.extend(duty for item in participations for duty in _about_invitation(call, item, now))
    return (*found, *_digest(call, now))


def _about_draft(call: Call, record: ProposalRecord, now: datetime) -> Iterator[Duty]:
    """G07: a draft that has something in it, before the close, while there is still time to act."""
    closes = call.moments["submission_closes"].at
    if closes is None or now > closes - LATEST_HELP or not record.values:
        return
    passed = [days for days in _days(call, DRAFT) if closes + timedelta(days=days) <= now]
    begun_before = [days for days in passed if record.created_at <= closes + timedelta(days=days)]
    if begun_before:
        days = max(begun_before)
        moment = (closes + timedelta(days=days)).date().isoformat()
        yield Duty(DutyKind.REMIND_PROPONENT, record.id, f"draft:{record.id}:{moment}")


def _about_invitation(call: Call, item: Participation, now: datetime) -> Iterator[Duty]:
    """C05: somebody who was invited and has said nothing; or who said yes and whose profile still lacks something."""
    if item.status is not ParticipationStatus.INVITED or item.invited_at is None or is_closed(call, now):
        return
    since = item.accepted_at or item.invited_at
    passed = [days for days in _days(call, INVITATION) if since + timedelta(days=days) <= now]
    if passed:
        yield Duty(DutyKind.REMIND_PARTICIPANT, item.id, f"invitation:{item.id}:{item.generation}:{max(passed)}")


def is_long_silent(call: Call, item: Participation, now: datetime) -> bool:
    """Whether somebody was asked, and has not answered by the time of the call's own first reminder (C05)."""
    if item.status is not ParticipationStatus.INVITED or item.invited_at is None or item.accepted_at is not None:
        return False
    return any(item.invited_at + timedelta(days=days) <= now for days in _days(call, INVITATION))


def _digest(call: Call, now: datetime) -> Iterator[Duty]:
    day = digest_day(call, now)
    yield Duty(DutyKind.DIGEST, day.isoformat(), f"digest:{call.id}:{day.isoformat()}")


def digest_day(call: Call, now: datetime) -> date:
    """Return the day whose digest is the latest due: today's from its hour on in the call's zone, else yesterday's."""
    local = now.astimezone(ZoneInfo(call.zone))
    return local.date() if local.time() >= call.mail.digest_at else local.date() - timedelta(days=1)


def _days(call: Call, key: str) -> tuple[int, ...]:
    days = next((reminder.days for reminder in call.reminders if reminder.key == key), ())
    # Until its last caller has moved to `planning.due`, it says what it said: the shipped calls plan more days now.
    return tuple(day for day in days if abs(day) == 3 and len(days) > 2) or days
