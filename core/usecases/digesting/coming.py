"""What comes next: the dates of the call, those that nobody knows, and how many reminders they bring."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.model.matter import Way
from core.ports import UnitOfWork
from core.rules.calendar.entries import blocked_by, calendar_of
from core.rules.due.steps import steps_of
from core.usecases.desk import Desk
from core.usecases.digesting.telling import Deadline, Undated
from core.usecases.office.records import Records
from core.usecases.reminding.remind import SOURCES

SOON = timedelta(days=14)
"""How far a digest looks ahead."""


def deadlines(call: Call, now: datetime) -> tuple[Deadline, ...]:
    """Return the dates of the next days, the nearest first."""
    zone = ZoneInfo(call.zone)
    today = now.astimezone(zone).date()
    unsure = {item.key for item in call.to_confirm}
    soon = [
        (moment.day or moment.at.astimezone(zone).date(), moment.at, moment.key)
        for moment in call.moments.values()
        if moment.at is not None and now <= moment.at <= now + SOON
    ]
    return tuple(
        Deadline(key=key, at=at.isoformat(), days=(day - today).days, unsure=f"dates.{key}.at" in unsure)
        for day, at, key in sorted(soon)
    )


def undated(call: Call, now: datetime) -> tuple[Undated, ...]:
    """Return the unknown dates that something waits for."""
    entries = calendar_of(call, now)
    found = (
        Undated(key=moment.key, blocks=len(blocked_by(entries, moment.key)))
        for moment in call.moments.values()
        if moment.at is None
    )
    return tuple(item for item in found if item.blocks)


async def reminders(desk: Desk, work: UnitOfWork, found: Records, now: datetime) -> int:
    """Return how many reminders are planned for the next days, what is due to one person on a day being one.

    Whoever asked for fewer, and whatever is done meanwhile, makes it less. Days are those of the call's zone.
    """
    people = {record.proponent_id for record in found.proposals}
    people |= {item.person_id for _, item in found.standing() if item.person_id}
    zone = ZoneInfo(desk.call.zone)
    told = set()
    for source in SOURCES:
        for matter in await source.matters_of(desk, work, people):
            told |= {
                (matter.person_id, step.on)
                for step in steps_of(desk.call, matter, zone)
                if now < step.duty.at <= now + SOON and step.duty.way is not Way.SECRETARIAT
            }
    return len(told)
