"""Answers to a reminder of several things at once: nobody can tell which one is meant, so the person is asked.

Such a letter bears an address of its own, by which nothing is ever accepted or declined: what comes there brings the
letter once more, with what is still open and the way to each.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from core.model.letter import LetterKind, Reading
from core.model.records import Channel, IncomingLetter, Person
from core.model.reminder import REMINDER
from core.model.token import WHICH, fingerprint, token_of
from core.ports import UnitOfWork
from core.rules.calendar.clocks import zone_by
from core.rules.due.remaining import with_time_left
from core.usecases.answering.telling import may_echo
from core.usecases.answering.unreachable import mute
from core.usecases.answering.who_speaks import doubt_about
from core.usecases.desk import Desk
from core.usecases.notices import note, write_to
from core.usecases.reminding.addressing import asks_several, which_address, which_token
from core.usecases.reminding.leaving import ANSWERS
from core.usecases.reminding.remind import SOURCES
from core.usecases.reminding.saying import asked_about
from core.usecases.reminding.sources import Ref, open_to

LOOKED_AT = 20
"""Of somebody's letters: the newest."""


async def asked_in_one(work: UnitOfWork, letter: IncomingLetter, now: datetime) -> Person | None:
    """Return whose answer a letter is to several things at once, None where it came to another address."""
    purpose, token = token_of(letter.recipient.rpartition("@")[0]) or ("", "")
    stands_for = await work.tokens.get(fingerprint(token)) if purpose == WHICH else None
    is_ours = stands_for is not None and stands_for.purpose == WHICH and stands_for.expires_at > now
    return await work.people.get(stands_for.subject) if stands_for is not None and is_ours else None


async def ask_which(
    desk: Desk, work: UnitOfWork, person: Person, letter: IncomingLetter, reading: Reading, now: datetime
) -> None:
    """Ask whether an answer is about what was asked; only the wish for no more letters needs no session."""
    is_theirs = reading.kind is LetterKind.REPLY and await doubt_about(work, person, reading) is None
    if is_theirs and reading.stop:
        for item in (await work.participations.of_person(person.id))[:1]:
            await mute(desk, work, item, person, "mail", now)
        return
    asked = is_theirs and await _ask(desk, work, person, reading, now)
    why = WHICH if asked else reading.kind
    await note(
        work, now, "letter_without_effect", "system", channel="mail", person_id=person.id, letter=letter.id, why=why
    )


async def _ask(desk: Desk, work: UnitOfWork, person: Person, reading: Reading, now: datetime) -> bool:
    newest = await work.outbox.of_person(person.id, Channel.MAIL, LOOKED_AT)
    last = next((one for one in newest if asks_several(one)), None)
    found = await open_to(desk, work, SOURCES, {person.id})
    zone = ZoneInfo(zone_by(desk.call, person))
    asked = [item for item in asked_about(last) if found.knows(_ref(item))] if last else []
    about = [with_time_left(item, now, zone) for item in asked]
    if not about or not await may_echo(desk, work, person, now):
        return False
    await work.tokens.put(which_address(desk, person, now))
    only = await work.participations.get(str(about[0]["subject"])) if len(about) == 1 else None
    facts = {"person_name": person.name, "about": about, ANSWERS: True}
    return await write_to(
        desk, work, person, REMINDER, facts, now,
        key=desk.ids.new(), in_reply_to=reading.message_id, participation=only, token=which_token(person),
    )  # fmt: skip


def _ref(item: Mapping[str, object]) -> Ref:
    return str(item["kind"]), str(item["subject"]), int(str(item["generation"]))
