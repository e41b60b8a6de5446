"""Coming to a messenger by the link of a letter: whose it is, who invites, and whether it opens by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.dialogue.entering import Entry, Guest, draw_entry
from core.dialogue.events import Command
from core.dialogue.screen import Screen
from core.model.chats import Chat
from core.model.proposal import ParticipationStatus
from core.model.records import Invitation, Participation, Person
from core.model.token import CHAT, derive, fingerprint, is_token
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import title_of

LINK_LIFE = timedelta(hours=1)
"""How long a link that somebody asked for opens."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whose link it is, and the invitation that it came with; none where the person asked for it themselves."""

    link: Invitation
    person: Person
    participation: Participation | None = None
    guest: Guest | None = None


async def arrival(work: UnitOfWork, mark: str, now: datetime) -> Arrival | None:
    """Return what a link's fingerprint stands for, used or not; None where it is not one of ours or has ended."""
    link = await work.tokens.get(mark)
    if link is None or link.purpose != CHAT or link.expires_at <= now:
        return None
    item = await work.participations.get(link.subject)
    person = await work.people.get((item.person_id or "") if item else link.subject)
    if person is None or not person.address:
        return None
    if item is None:
        return Arrival(link, person)
    record = await work.proposals.get(item.proposal_id)
    if record is None or item.generation != link.generation or item.status is ParticipationStatus.WITHDRAWN:
        return None
    proponent = await work.people.get(record.proponent_id)
    return Arrival(link, person, item, Guest(proponent.name if proponent else None, title_of(record)))


async def link_for(desk: Desk, work: UnitOfWork, person: Person) -> str:
    """Return the token of a fresh one-time link by which somebody signed in elsewhere goes on in the messenger."""
    now = desk.clock.now()
    generation = int(now.timestamp() * 1000)
    token = derive(desk.key, CHAT, person.id, generation)
    await work.tokens.put(
        Invitation(
            fingerprint=fingerprint(token),
            purpose=CHAT,
            subject=person.id,
            generation=generation,
            expires_at=now + LINK_LIFE,
        )
    )
    return token


async def opens_by_itself(desk: Desk, work: UnitOfWork, came: Arrival) -> bool:
    """Whether the link alone lets in; where there is more to see than invitations, the address is asked to prove it.

    Letters of invitation are handed on ('can you go instead of me?'): they show no more than what they tell anyway.
    """
    person = came.person
    own = came.participation is None or person.address.casefold() in desk.secretariat
    return not (
        own or await work.proposals.of_proponent(desk.call.id, person.id) or await work.chats.of_person(person.id)
    )


async def followed(work: UnitOfWork, chat: Chat, payload: str, now: datetime) -> Command | None:
    """Return the event of a link that somebody follows in their own linked chat; None where it is not for them."""
    came = await arrival(work, fingerprint(payload), now) if is_token(payload) else None
    if came is None or came.person.id != chat.person_id:
        return None
    await work.tokens.use(came.link.fingerprint, now)
    return Command("invitation", came.participation.id) if came.participation else Command("start")


async def entry_screen(desk: Desk, work: UnitOfWork, chat: Chat) -> Screen:
    """Draw what stands before the conversation, in a chat that is not linked yet."""
    entry = Entry.from_json(chat.entry, chat.language)
    came = await arrival(work, entry.link, desk.clock.now()) if entry.link else None
    return draw_entry(desk.call, entry, came.guest if came else None)
