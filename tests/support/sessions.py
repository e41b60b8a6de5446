"""Sessions get dates, and calendars answer: what tests of several rooms do with a house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.dialogue.screen import Phrase
from core.model.letter import CalendarAnswer, CalendarReply, LetterKind
from core.model.records import Notice
from core.usecases.people import person_at
from core.usecases.scheduling.agenda import uid_of
from core.usecases.scheduling.schedule import Wanted, call_off, schedule
from tests.builders import House

DAY = datetime(2025, 11, 5, 18, tzinfo=UTC)
"""15:00 in Córdoba."""
LATER = datetime(2025, 11, 6, 13, tzinfo=UTC)
ROOM = "Sala 2"


async def date(
    house: House, proposal_id: str, at: datetime = DAY, *, minutes: int = 75, place: str = ROOM
) -> Phrase | None:
    """The secretariat gives a session a date, or another one; return why not."""
    async with house.work() as work:
        by = await person_at(house.desk, work, "mesa@lacigf.test", house.now)
        wanted = Wanted(starts_at=at, minutes=minutes, place=place)
        return await schedule(house.desk, work, proposal_id, wanted, by)


async def undate(house: House, proposal_id: str) -> Phrase | None:
    """The secretariat takes a session's date back; return why not."""
    async with house.work() as work:
        by = await person_at(house.desk, work, "mesa@lacigf.test", house.now)
        return await call_off(house.desk, work, proposal_id, by)


async def sent_team(house: House) -> tuple[str, str, str]:
    """A workshop that was sent: (proposal, its confirmed speaker, its confirmed rapporteur); all letters have left."""
    proposal_id, bruno, carla = await house.confirmed_team(await house.ana())
    assert await house.send(proposal_id)
    await house.post()
    return proposal_id, bruno, carla


async def click(
    house: House, participation_id: str, answer: CalendarAnswer, *, to: Notice | None = None, **said: Any
) -> str:
    """Somebody answers in their calendar, by the newest event or by that of a letter; return the answer's id.

    `said` are what else the calendar says, and what the letter around it does ('sender', 'dmarc', ...).
    """
    item = await house.stands(participation_id)
    seen: Mapping[str, Any] = to.facts["calendar"] if to else await newest_event(house, item.address)  # type: ignore[assignment]  # our own fact
    event = replace(
        CalendarReply(
            uid=f"{uid_of(item)}@convoca.test",
            attendee=said.get("sender", item.address),
            answer=answer,
            sequence=int(seen["sequence"]),
            starts_at=datetime.fromisoformat(seen["starts_at"]),
        ),
        **{key: said.pop(key) for key in ("uid", "attendee", "sequence", "starts_at") if key in said},
    )
    return await house.reply(participation_id, None, kind=LetterKind.CALENDAR_REPLY, calendar=event, **said)


async def newest_event(house: House, address: str | None) -> Mapping[str, Any]:
    """The event that was last sent to an address."""
    events = [letter.facts["calendar"] for letter in await house.mail(address) if "calendar" in letter.facts]
    assert events
    return events[-1]  # type: ignore[return-value]  # our own fact


async def events(house: House, address: str | None = None) -> list[tuple[str, str, int]]:
    """What calendars were told: (kind of letter, method, sequence), oldest first."""
    told = [(letter.kind, letter.facts.get("calendar")) for letter in await house.mail(address)]
    return [(kind, event["method"], event["sequence"]) for kind, event in told if event]  # type: ignore[index]  # our own fact
