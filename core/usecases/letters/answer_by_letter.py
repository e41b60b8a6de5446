"""A letter that came in: whose it is, what it does, and, far more often, why it does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.model.held import HeldLetter
from core.model.letter import Bounce, Decision, LetterKind, Reading
from core.model.proposal import ParticipationStatus
from core.model.records import IncomingLetter, Participation, Person
from core.model.token import BOUNCE, HELD, OWN_BOUNCE, REPLY, fingerprint, token_of
from core.ports import UnitOfWork
from core.rules.undelivered import why_at
from core.usecases.answering.answer import Answer
from core.usecases.answering.by_calendar import answer_by_calendar, decided, in_vain
from core.usecases.answering.confirm import confirm
from core.usecases.answering.telling import may_echo
from core.usecases.answering.unreachable import mute, report_about, undeliverable
from core.usecases.answering.who_speaks import adds_profile, ask_whose, doubt_about, is_from, owned_up
from core.usecases.desk import Desk
from core.usecases.notices import about, note, tell_in_chat, write_to
from core.usecases.ordering.by_letter import ordered_by_letter
from core.usecases.ordering.letters import addressed
from core.usecases.reminding.which import ask_which, asked_in_one

OWN_WORDS_SHOWN = 300


@dataclass(frozen=True, slots=True)
class _Case:
    """A letter whose token stands for a participation of this generation."""

    purpose: str
    participation: Participation
    person: Person
    held: HeldLetter | None = None
    """The letter that this one was asked about."""


async def answer_by_letter(desk: Desk, work: UnitOfWork, letter: IncomingLetter, reading: Reading) -> None:
    """Do what a letter asks for, once; the same letter again, or one that is handled already, changes nothing.

    The token comes from the envelope recipient, never from a header. A letter acts only where its one clean sender is
    the invited address, or another that the person says is theirs. A stranger's has no effect; the invited address is
    asked about it, the stranger is answered nothing (C01). What nobody can read is put apart, where people see it.
    """
    if reading.kind is LetterKind.UNREADABLE:
        await work.inbox.quarantine(letter.id, " ".join(reading.reasons))
        return
    now = desk.clock.now()
    if (person := await _told_of(work, letter, now)) is not None:
        if await work.inbox.done(letter.id, reading.kind, person_id=person.id):
            await report_about(desk, work, person, letter, reading, now)
        return
    if (person := await asked_in_one(work, letter, now)) is not None:
        if await work.inbox.done(letter.id, reading.kind, person_id=person.id):
            await ask_which(desk, work, person, letter, reading, now)
        return
    if (orders := await addressed(work, letter, now)) is not None:
        if await work.inbox.done(letter.id, reading.kind, person_id=orders.owner.id):
            await ordered_by_letter(desk, work, orders, letter, reading, now)
        return
    case = await _case(work, letter, now)
    if not await work.inbox.done(letter.id, reading.kind, person_id=case.person.id if case else None):
        return
    if case is None:
        await note(work, now, "letter_unrouted", "system", channel="mail", letter=letter.id, letter_kind=reading.kind)
    elif reading.kind is LetterKind.BOUNCE and case.purpose == BOUNCE:
        await _bounced(desk, work, case, reading, now)
    elif not _speaks(case, reading):
        await _nothing(work, case, letter, reading.kind, now)
    elif case.held is not None:
        await _asked_whose(desk, work, case, case.held, letter, reading, now)
    else:
        await _answered(desk, work, case, letter, reading, now)


def _speaks(case: _Case, reading: Reading) -> bool:
    """Whether a letter of this kind may answer at the address that it came to; a calendar knows the event's alone."""
    if reading.kind is LetterKind.CALENDAR_REPLY:
        return case.purpose == REPLY
    return reading.kind is LetterKind.REPLY and case.purpose != BOUNCE


async def _answered(
    desk: Desk, work: UnitOfWork, case: _Case, letter: IncomingLetter, reading: Reading, now: datetime
) -> None:
    """An answer of a person's or of their calendar's: it acts where there is no doubt whose it is."""
    if reading.kind is LetterKind.CALENDAR_REPLY and not reading.stop:
        if why := await in_vain(work, case.participation, case.person, reading):
            await _nothing(work, case, letter, why, now)
            return
        reading = decided(reading)
    if doubt := await doubt_about(work, case.person, reading):
        asked = await ask_whose(desk, work, case.participation, case.person, reading, doubt, now)
        await _nothing(work, case, letter, doubt, now, kind="letter_held" if asked else "letter_without_effect")
    else:
        await _replied(desk, work, case, reading, now)


async def _told_of(work: UnitOfWork, letter: IncomingLetter, now: datetime) -> Person | None:
    """Return whom a report is about, where it came back to the address of one person's letters."""
    purpose, token = token_of(letter.recipient.rpartition("@")[0]) or ("", "")
    stands_for = await work.tokens.get(fingerprint(token)) if purpose == OWN_BOUNCE else None
    is_ours = stands_for is not None and stands_for.purpose == OWN_BOUNCE and stands_for.expires_at > now
    return await work.people.get(stands_for.subject) if stands_for is not None and is_ours else None


async def _case(work: UnitOfWork, letter: IncomingLetter, now: datetime) -> _Case | None:
    found = token_of(letter.recipient.rpartition("@")[0])
    if found is None:
        return None
    purpose, token = found
    stands_for = await work.tokens.get(fingerprint(token))
    if stands_for is None or stands_for.purpose != purpose or stands_for.expires_at <= now:
        return None
    participation = await work.participations.get(stands_for.subject)
    if participation is None or participation.generation != stands_for.generation or not participation.person_id:
        return None
    person = await work.people.get(participation.person_id)
    held = await work.held.get(stands_for.fingerprint) if purpose == HELD else None
    if person is None or (purpose == HELD and held is None):
        return None
    return _Case(purpose, participation, person, held)


async def _nothing(
    work: UnitOfWork,
    case: _Case,
    letter: IncomingLetter,
    why: str,
    now: datetime,
    *,
    kind: str = "letter_without_effect",
) -> None:
    await note(
        work, now, kind, "system", channel="mail",
        proposal_id=case.participation.proposal_id, person_id=case.person.id, letter=letter.id, why=why,
    )  # fmt: skip


async def _asked_whose(
    desk: Desk, work: UnitOfWork, case: _Case, held: HeldLetter, letter: IncomingLetter, reading: Reading, now: datetime
) -> None:
    """An answer to 'was this you?', from the address that was asked: who holds the letter holds its token."""
    if not is_from(case.person, reading):
        await _nothing(work, case, letter, "other_sender", now)
        return
    if reading.stop:
        await _replied(desk, work, case, reading, now)
        return
    carried = await owned_up(desk, work, case.participation, case.person, held, reading, now)
    if carried is None:
        return
    is_calendar = carried.kind is LetterKind.CALENDAR_REPLY and not carried.stop
    if is_calendar and (why := await in_vain(work, case.participation, case.person, carried)):
        await _nothing(work, case, letter, why, now)
    else:
        await _replied(desk, work, case, carried, now)


async def _replied(desk: Desk, work: UnitOfWork, case: _Case, reading: Reading, now: datetime) -> None:
    if reading.stop:
        await mute(desk, work, case.participation, case.person, "mail", now)
    elif reading.kind is LetterKind.CALENDAR_REPLY:
        await answer_by_calendar(desk, work, case.participation, case.person, reading, now)
    elif reading.decision is Decision.UNCLEAR and not adds_profile(case.participation, reading):
        await _unclear(desk, work, case, reading, now)
    else:
        accept = {Decision.ACCEPT: True, Decision.DECLINE: False}.get(reading.decision or Decision.UNCLEAR)
        answer = Answer(
            accept=accept,
            profile=reading.fields,
            unknown=reading.unknown_fields,
            channel="mail",
            in_reply_to=reading.message_id,
            language=reading.language,
        )
        await confirm(desk, work, case.participation, case.person, answer, now)


async def _unclear(desk: Desk, work: UnitOfWork, case: _Case, reading: Reading, now: datetime) -> None:
    """Ask back, and change nothing; the proponent hears, once a day, that an answer came which was not plain."""
    item = case.participation
    record = await work.proposals.get(item.proposal_id)
    proponent = await work.people.get(record.proponent_id) if record else None
    if record is None or proponent is None or item.status is ParticipationStatus.WITHDRAWN:
        return
    await note(
        work, now, "answer_unclear", case.person.id, channel="mail", proposal_id=record.id, person_id=case.person.id
    )
    if await may_echo(desk, work, case.person, now):
        facts = {
            **about(record, proponent, item.name),
            "text": reading.text[:OWN_WORDS_SHOWN],
            "unknown": list(reading.unknown_fields),
            "held": case.held is not None,
        }
        await write_to(
            desk, work, case.person, "unclear", facts, now,
            key=desk.ids.new(), proposal_id=record.id, participation=item, in_reply_to=reading.message_id,
        )  # fmt: skip
    if case.person.id != proponent.id:
        news = {"name": item.name}
        await tell_in_chat(
            desk, work, proponent.id, "participant_unclear", news, now,
            key=f"{item.id}:{now.date()}", proposal_id=record.id,
        )  # fmt: skip


async def _bounced(desk: Desk, work: UnitOfWork, case: _Case, reading: Reading, now: datetime) -> None:
    """A permanent failure marks the participation and tells the proponent why; a temporary one is only noted."""
    bounce = reading.bounce or Bounce()
    why = why_at(bounce, case.person.address, case.participation.address or "")
    await note(
        work, now, "letter_bounced", "system", channel="mail", proposal_id=case.participation.proposal_id,
        person_id=case.person.id, permanent=bounce.permanent, status=bounce.status, why=why,
    )  # fmt: skip
    if bounce.permanent:
        await undeliverable(desk, work, case.participation, case.person, why, now)


async def expects(work: UnitOfWork, locals_: Iterable[str], now: datetime) -> set[str]:
    """Return which local parts of recipients are ours and still stand (asked at RCPT, before any letter)."""
    shaped = {local: (found[0], fingerprint(found[1])) for local in locals_ if (found := token_of(local))}
    there = await work.tokens.among({mark for _, mark in shaped.values()})
    standing = {(item.purpose, item.fingerprint) for item in there if item.expires_at > now}
    return {local for local, told in shaped.items() if told in standing}
