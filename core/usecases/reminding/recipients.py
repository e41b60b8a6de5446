"""What must be known of people to remind them: by whose clock, by which ways, how much, and what they heard lately."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from core.model.matter import Recipient, Wants
from core.model.records import Person
from core.model.reminder import REMINDERS
from core.ports import UnitOfWork
from core.rules.calendar.clocks import zone_by
from core.usecases.desk import Desk

WEEK = timedelta(days=7)


async def recipients_of(
    desk: Desk, work: UnitOfWork, people: Mapping[str, Person], now: datetime
) -> Mapping[str, Recipient]:
    """Return these people as recipients."""
    chats = await work.chats.with_open(people)
    told: dict[str, dict[datetime, None]] = {key: {} for key in people}
    for line in await work.log.to_people(REMINDERS, people, now - WEEK):
        told[str(line.person_id)][line.at] = None  # one message has a line for each of its duties, all of one moment
    return {
        key: Recipient(
            person_id=key,
            zone=zone_by(desk.call, person),
            has_chat=key in chats,
            can_mail=bool(person.address) and person.bounced_at is None,
            wants=wants_of(person),
            told=tuple(told[key]),
        )
        for key, person in people.items()
    }


def wants_of(person: Person) -> Wants:
    """Return which reminders somebody wants; whoever wants no letters at all wants none."""
    return Wants.NONE if person.muted_at is not None else person.wants
