"""Linking a chat of a messenger to the person of an address: proved by a code, or by a letter's link, sent there."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.dialogue.entering import AskForCode, ComeIn, Entry, EntryStep, TryCode, enter, refused
from core.dialogue.events import Command, Event
from core.model.chats import Chat
from core.model.records import Channel, Notice, Person
from core.model.token import code_of, fingerprint, is_token
from core.ports import UnitOfWork
from core.usecases.converse import converse
from core.usecases.desk import Desk
from core.usecases.entering.arriving import arrival, opens_by_itself
from core.usecases.entering.proving import proved
from core.usecases.entering.sign_in import nobody_enters
from core.usecases.letters.way_back import way_back
from core.usecases.notices import note
from core.usecases.people import person_at

CHAT_CODE = "chat_code"
"""The letter that bears the code."""
TELEGRAM = "telegram"
"""The channel of the conversation in a linked chat."""
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
    now = desk.clock.now()
    entry = Entry.from_json(chat.entry, chat.language)
    match event:
        case Command("start", payload) if payload:
            entry, wish = await _arrived(work, entry, payload, now), None
        case _:
            entry, wish = enter(desk.call, entry, event)
    match wish:
        case AskForCode(address):
            entry = await _send_code(desk, work, chat, entry, address, now)
        case TryCode(digits):
            person = await work.people.by_address(entry.address)
            if person is not None and _is_right(desk, chat, entry, person, digits, now):
                return await _linked(desk, work, chat, person, entry, now)
            entry = _wrong(entry, now)
        case ComeIn():
            came = await arrival(work, entry.link, now)
            if came is None or came.link.used_at is not None:
                entry = _old_link(entry)
            elif await opens_by_itself(desk, work, came):
                return await _linked(desk, work, chat, came.person, entry, now)
            else:
                entry = await _send_code(desk, work, chat, entry, came.person.address, now)
        case None:
            pass
    return replace(chat, entry=entry.to_json(), language=entry.language)


async def _arrived(work: UnitOfWork, entry: Entry, payload: str, now: datetime) -> Entry:
    """Come by a link: what it opens is told before anything happens; an old one is said to be so."""
    mark = fingerprint(payload) if is_token(payload) else ""
    came = await arrival(work, mark, now)
    if came is None or came.link.used_at is not None:
        return _old_link(entry)
    fresh = replace(entry, problem=None, revision=entry.revision + 1)
    return replace(fresh, step=EntryStep.PRIVACY, link=mark, language=came.person.language)


def _old_link(entry: Entry) -> Entry:
    fresh = replace(entry, step=EntryStep.PRIVACY, link="", revision=entry.revision + 1)
    return refused(fresh, "chat.entry.old_link")


async def _send_code(desk: Desk, work: UnitOfWork, chat: Chat, entry: Entry, address: str, now: datetime) -> Entry:
    if nobody_enters(desk, address):
        return refused(replace(entry, step=EntryStep.ADDRESS), "acts.ours")
    person = await person_at(desk, work, address, now, language=entry.language)
    if person.muted_at is not None:
        return refused(replace(entry, step=EntryStep.ADDRESS), "chat.entry.muted")
    if await _is_enough(work, person, chat, now - HOUR):
        return refused(entry, "chat.entry.too_many")
    number, notice_id = int(now.timestamp() * 1000), desk.ids.new()
    await work.tokens.put(way_back(desk, person.id, now))
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


async def _linked(desk: Desk, work: UnitOfWork, chat: Chat, person: Person, entry: Entry, now: datetime) -> Chat:
    """Link the chat; who came by an invitation's link stands before it, and the link opens nothing any more."""
    await proved(desk, work, person, now)
    await note(work, now, "chat_linked", person.id, channel=TELEGRAM, person_id=person.id)
    came = await arrival(work, entry.link, now) if entry.link else None
    if came is not None and came.person.id == person.id:
        await work.tokens.use(came.link.fingerprint, now)
        if came.participation is not None:
            await converse(desk, work, person.id, TELEGRAM, Command("invitation", came.participation.id))
    return replace(chat, person_id=person.id, linked_at=now, entry={}, language=person.language)
