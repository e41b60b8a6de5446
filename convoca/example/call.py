"""The example call: a shipped one, moved so that it is open today."""

from __future__ import annotations

from datetime import datetime

from core.call.dates import shift
from core.call.definition import Call
from core.call.shipped import shipped_call

EXAMPLE = "lacigf-2025"
OPENED_DAYS_AGO = 7


def open_call(now: datetime) -> Call:
    """Return the example call with every date moved by whole days: it opened a week ago."""
    call = shipped_call(EXAMPLE)
    opens = call.moments["submission_opens"].at
    return shift(call, (now - opens).days - OPENED_DAYS_AGO) if opens else call
