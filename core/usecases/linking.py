"""Linking a chat of a messenger to the person of an address: proved by a code that is sent there."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.dialogue.entering import AskForCode, Entry, EntryStep, TryCode, enter, refused
from core.dialogue.events import Event
from core.model.chats import Chat
from core.model.records import Channel, Notice, Person
from core.model.token import code_of
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import note
from core.usecases.people import person_at
from core.usecases.proving import proved

CHAT_CODE = "chat_code"
"""The letter that bears the code."""
CODE_LIFE = timedelta(minutes=15)
TRIES = 5
"""Wrong digits after which a code is dead: of a million, somebody who guesses hits one in 200,000."""
HOUR = timedelta(hours=1)
CODES_AN_HOUR = 3
"""Codes that one chat may have sent to one address; a code opens the chat that asked for it and no other."""
CODES_TO_AN_ADDRESS = 12
"""Codes that one address is sent in an hour, whatever chats ask."""


async def go_on(desk: Desk, work: UnitOfWork, chat: Chat, event: Event) -> Chat:
    """Carry out what somebody does before their chat is linked; return the chat as it is then (not stored)."""
    entry, wish = enter(Entry.from_json(chat.entry, chat.language), event)
    now = desk.clock.now()
    match wish:
        case AskForCode(address):
            entry = await _send_code(desk, work, chat, entry, address, now)
        case TryCode(digits):
            person = await work.people.by_address(entry.address)
            if person is not None and _is_right(desk, chat, entry, person, digits, now):
                return await _linked(desk, work, chat, person, now)
            entry = _wrong(entry, now)
        case None:
            pass
    return replace(chat, entry=entry.to_json(), language=entry.language)


async def _send_code(desk: Desk, work: UnitOfWork, chat: Chat, entry: Entry, address: str, now: datetime) -> Entry:
    person = await person_at(desk, work, address, now, language=entry.language)
    if person.muted_at is not None:
        return refused(replace(entry, step=EntryStep.ADDRESS), "chat.entry.muted")
    if await _is_enough(work, person, chat, now - HOUR):
        return refused(entry, "chat.entry.too_many")
    number, notice_id = int(now.timestamp() * 1000), desk.ids.new()
    await work.outbox.put(
        Notice(
            id=notice_id,
            key=f"mail:{CHAT_CODE}:{notice_id}",
            channel=Channel.MAIL,
            kind=CHAT_CODE,
            created_at=now,
            address=person.address,
            person_id=person.id,
            language=entry.language,
            facts={"person_name": person.name},
            token={"subject": _subject(chat, person), "generation": number},
        )
    )
    return replace(entry, step=EntryStep.CODE, address=address, sent=number, tries=0)


async def _is_enough(work: UnitOfWork, person: Person, chat: Chat, since: datetime) -> bool:
    letters = await work.outbox.of_person(person.id, Channel.MAIL, CODES_TO_AN_ADDRESS * 4)
    codes = [letter for letter in letters if letter.kind == CHAT_CODE and letter.created_at > since]
    here = [letter for letter in codes if letter.token and letter.token.get("subject") == _subject(chat, person)]
    return len(here) >= CODES_AN_HOUR or len(codes) >= CODES_TO_AN_ADDRESS


def _subject(chat: Chat, person: Person) -> str:
    """What a code is for: this person, in this chat."""
    return f"{chat.id}:{person.id}"


def _is_right(desk: Desk, chat: Chat, entry: Entry, person: Person, digits: str, now: datetime) -> bool:
    code = code_of(desk.key, _subject(chat, person), entry.sent)
    return _holds(entry, now) and hmac.compare_digest(code.encode(), digits.encode())


def _holds(entry: Entry, now: datetime) -> bool:
    sent = datetime.fromtimestamp(entry.sent / 1000, UTC)
    return entry.tries < TRIES and sent <= now < sent + CODE_LIFE


def _wrong(entry: Entry, now: datetime) -> Entry:
    tried = replace(entry, tries=entry.tries + 1)
    return refused(tried, "chat.entry.wrong_code" if _holds(tried, now) else "chat.entry.old_code")


async def _linked(desk: Desk, work: UnitOfWork, chat: Chat, person: Person, now: datetime) -> Chat:
    await proved(desk, work, person, now)
    await note(work, now, "chat_linked", person.id, channel="telegram", person_id=person.id)
    return replace(chat, person_id=person.id, linked_at=now, entry={}, language=person.language)
