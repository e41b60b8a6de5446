"""Which day's digest is due: one a day, at the call's own hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.call.definition import Call


def digest_day(call: Call, now: datetime) -> date:
    """Return the day whose digest is the latest due: today's from its hour on in the call's zone, else yesterday's."""
    local = now.astimezone(ZoneInfo(call.zone))
    return local.date() if local.time() >= call.mail.digest_at else local.date() - timedelta(days=1)


def digest_key(call: Call, day: date | None = None) -> str:
    """Return the ledger's key of a day's digest; without a day what the keys of all of them begin with."""
    return f"digest:{call.id}:{day.isoformat() if day else ''}"
