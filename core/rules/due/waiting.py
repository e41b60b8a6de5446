"""Whether a reminder that was planned once, and waited to leave, is still to be said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from core.model.matter import Way
from core.rules.due.steps import Step

LONG = timedelta(hours=12)
"""What waited for so long, for a relay that was down, is left to a later step that comes within as much."""


def still_to_be_said(
    steps: Sequence[Step], key: str, *, said: Collection[str], planned: datetime, now: datetime
) -> bool:
    """Whether the step of a ledger key is planned still and helps, and no later one of its matter was said or is near.

    `planned` is when it was put where it waits.
    """
    place = next((place for place, step in enumerate(steps) if step.duty.key == key), None)
    if place is None or now >= steps[place].helps_until:
        return False
    later = steps[place + 1 :]
    return not any(step.duty.key in said or _overtakes(step, planned, now) for step in later)


def _overtakes(step: Step, planned: datetime, now: datetime) -> bool:
    """Whether what waited for long would be followed at once by this later step, which says the same."""
    helps = step.duty.way is not Way.SECRETARIAT and step.duty.at < step.helps_until
    return helps and now - planned >= LONG and step.duty.at - now < LONG
