"""Who is silent for so long that somebody else may be wanted in their place."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.call.definition import Call
from core.model.matter import MatterKind
from core.model.proposal import ParticipationStatus
from core.model.records import Participation


def is_long_silent(call: Call, item: Participation, now: datetime) -> bool:
    """Whether somebody was asked, and has not answered by the day of the call's own first reminder (C05)."""
    if item.status is not ParticipationStatus.INVITED or item.invited_at is None or item.accepted_at is not None:
        return False
    days = [day for reminder in call.reminders if reminder.key == MatterKind.INVITATION for day in reminder.days]
    return any(item.invited_at + timedelta(days=day) <= now for day in days)
