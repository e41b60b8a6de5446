"""Builders of what is open, and a short way to say what is due."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.call.definition import Call, Reminder
from core.call.shipped import shipped_call
from core.model.matter import Due, Duty, Matter, MatterKind, Recipient, State, Way
from core.rules.due import due

CALL = shipped_call("lacigf-2025")
HOME = CALL.zone
"""Three hours behind UTC: ten o'clock there is 13:00, nine in the evening is 00:00, eight in the morning 11:00."""
BEGAN = datetime(2025, 8, 1, 15, tzinfo=UTC)


def on(day: int, hour: int = 13, minute: int = 0, *, month: int = 8) -> datetime:
    """Return a moment of 2025, in UTC; by default at the hour of reminders in the call's zone."""
    return datetime(2025, month, day, hour, minute, tzinfo=UTC)


def a_matter(kind: MatterKind = MatterKind.INVITATION, subject: str = "x1", /, **given: Any) -> Matter:
    return Matter(**{"kind": kind, "subject": subject, "person_id": "ana", "since": BEGAN, **given})


def somebody(key: str = "ana", /, **given: Any) -> Recipient:
    return Recipient(**{"person_id": key, "zone": HOME, **given})


def with_reminder(kind: MatterKind, days: tuple[int, ...], *ways: Way, anchor: str, call: Call = CALL) -> Call:
    """Return a call with one reminder only."""
    return replace(call, reminders=(Reminder(key=kind, anchor=anchor, days=days, ways=ways or (Way.MAIL,)),))


def asked(
    now: datetime, *matters: Matter, of: tuple[Recipient, ...] = (), done: Collection[str] = (), call: Call = CALL
) -> Due:
    """Return what is due; to Ana, who is reached by mail in the call's zone, unless others are given."""
    people = of or (somebody(),)
    return due(call, State(matters=matters, recipients={item.person_id: item for item in people}, done=done), now)


def keys(found: Due) -> set[str]:
    """Return the ledger keys of all that is said or dropped."""
    said = [duty for message in found.messages for duty in message.duties]
    return {duty.key for duty in (*said, *found.for_secretariat, *(item.duty for item in found.dropped))}


def told(found: Due) -> list[tuple[str, str, list[str]]]:
    """Return each message in short: ('ana', 'mail', ['draft p1 -3'])."""
    return [(item.person_id, item.way, [short(duty) for duty in item.duties]) for item in found.messages]


def dropped(found: Due) -> list[tuple[str, str]]:
    """Return what is dropped, in short: ('draft p1 -3', 'late')."""
    return [(short(item.duty), item.why) for item in found.dropped]


def escalated(found: Due) -> list[str]:
    """Return what the secretariat is to look at, in short."""
    return [short(duty) for duty in found.for_secretariat]


def short(duty: Duty) -> str:
    return f"{duty.matter.kind} {duty.matter.subject} {duty.day:+}"
