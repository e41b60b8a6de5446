"""When people were last asked for their answer, by the log: it knows letters, merged ones, and those of other ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from core.model.reminder import REMINDERS
from core.ports import UnitOfWork

INVITING = frozenset({"invitation", "invitation_changed"})
ASKING = INVITING | REMINDERS
"""Kinds of lines of the log; those that are about a place on a list say which."""


async def last_asked_of(
    work: UnitOfWork, people: Collection[str], since: datetime, kinds: Collection[str] = ASKING
) -> Mapping[tuple[str, str], datetime]:
    """Return when each person was last asked about each place on a list: (person, participation) -> moment."""
    lines = await work.log.to_people(kinds, people, since)
    return {(str(line.person_id), str(line.facts.get("participation"))): line.at for line in lines}
