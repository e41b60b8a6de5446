"""Acts carried out through the use cases that chat and mail call, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from convoca.rehearsal.acting.acts import (
    DONE,
    NOT_YET,
    SENT,
    Act,
    Begin,
    Choose,
    CloseChat,
    Correct,
    Enter,
    Extend,
    GiveTime,
    Name,
    Named,
    Post,
    Replace,
    Send,
    Withdraw,
    Write,
)
from convoca.rehearsal.people.cast import SECRETARIAT
from core.model.chats import Chat
from core.model.proposal import ParticipationStatus
from core.model.records import IncomingLetter, Participation, Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.usecases.calendar.extend import extend
from core.usecases.calendar.extend_proposals import OwnExtended, extend_proposals
from core.usecases.desk import Desk
from core.usecases.entering.proving import proved
from core.usecases.letters.answer_by_letter import answer_by_letter
from core.usecases.listing import participants
from core.usecases.people import person_at
from core.usecases.proposing import propose
from core.usecases.proposing.submit import submit
from core.usecases.proposing.withdraw import withdraw
from core.usecases.reminding.choosing import choose_reminders

PHONE = "+54 351 555 0147"
BY = f"secretariat:{SECRETARIAT}"
ON_THE_WEB = "web"


async def carry_out(desk: Desk, work: UnitOfWork, act: Act, now: datetime, *, domain: str) -> str:
    """Carry an act out, unless it was; return what came of it (then as now)."""
    key = f"rehearsed:{act.key}"
    known = await work.ledger.known(key)
    if key in known:
        return known[key]
    came = await _done(desk, work, act, now, domain)
    await work.ledger.enter(key, now, came)
    return came


async def _done(desk: Desk, work: UnitOfWork, act: Act, now: datetime, domain: str) -> str:
    match act:
        case Enter():
            return await _enter(desk, work, act, now)
        case Begin():
            return await _begin(desk, work, act, now)
        case Name():
            return await _name(desk, work, act, now)
        case Write():
            record, proponent = await _whole(work, act.proposal)
            await _write(desk, work, record, proponent, act, now)
            return ""
        case Send():
            record, proponent = await _whole(work, act.proposal)
            return SENT if await submit(desk, work, record, proponent, now) else NOT_YET
        case Post():
            return await _post(desk, work, act, now, domain)
        case CloseChat():
            chat = await work.chats.get(act.chat)
            if chat is not None:
                await work.chats.put(replace(chat, closed_at=now))
            return ""
        case Extend():
            await extend(desk, work, days=act.days, reason=act.key, by=BY, now=now)
            return ""
        case Choose():
            person = await work.people.by_address(act.address)
            if person is None:
                return ""
            await choose_reminders(work, person, act.wants, ON_THE_WEB, now)
            return DONE
        case Withdraw() | GiveTime() | Correct() | Replace():
            return DONE if await _changed(desk, work, act, now) else ""


async def _enter(desk: Desk, work: UnitOfWork, act: Enter, now: datetime) -> str:
    person = await person_at(desk, work, act.address, now, language=act.language)
    told = replace(
        person, name=act.name, country=act.country, organisation=act.organisation, phone=PHONE, language=act.language
    )
    await work.people.save(told)
    await proved(desk, work, told, now)
    if act.chat is not None:
        linked = Chat(id=act.chat, opened_at=now, language=act.language, person_id=person.id, linked_at=now)
        await work.chats.put(linked)
    return person.id


async def _begin(desk: Desk, work: UnitOfWork, act: Begin, now: datetime) -> str:
    proponent = await work.people.by_address(act.address)
    record = await propose.begin(desk, work, proponent, now) if proponent else None
    if record is None or proponent is None:
        return ""
    await _write(desk, work, record, proponent, act, now)
    return record.id


async def _write(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, act: Begin | Write, now: datetime
) -> None:
    for path, value in act.values.items():
        fresh = await work.proposals.get(record.id)
        if fresh is not None:
            await propose.save_answer(desk, work, fresh, proponent, path, value, now)


async def _name(desk: Desk, work: UnitOfWork, act: Name, now: datetime) -> str:
    record, proponent = await _whole(work, act.proposal)
    for person in act.people:
        await _put_on_list(desk, work, record, proponent, person, now)
    return ""


async def _put_on_list(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, person: Named, now: datetime
) -> None:
    """Name, roles, and last the address: with it the invitation leaves. How they attend they say themselves."""
    item = await participants.add(desk, work, record, proponent, person.name, now)
    steps = (("roles", person.roles), ("address", person.address))
    for path, value in steps if item else ():
        fresh = await work.participations.get(item.id) if item else None
        if fresh is not None:
            await participants.change(desk, work, record, proponent, fresh, path, value, now)


async def _changed(desk: Desk, work: UnitOfWork, act: Withdraw | GiveTime | Correct | Replace, now: datetime) -> bool:
    """Change something about a proposal that stands; return whether that was done."""
    record, proponent = await _whole(work, act.proposal)
    if record.state is ProposalState.WITHDRAWN:
        return False
    match act:
        case Withdraw():
            await withdraw(desk, work, record, proponent, now)
            return True
        case GiveTime():
            given = await extend_proposals(desk, work, [record.id], act.days, act.reason, BY, now)
            return isinstance(given[0], OwnExtended)
        case Correct():
            item = await work.participations.get(act.participation)
            return item is not None and await _put_at(desk, work, record, proponent, item, act.address, now)
        case Replace():
            return await _replace(desk, work, record, proponent, act, now)


async def _replace(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, act: Replace, now: datetime
) -> bool:
    """Put somebody in another's place; False where nothing may be changed any more, or the other has said yes."""
    new = await participants.add(desk, work, record, proponent, act.name, now, replaces=act.participation)
    if new is None or not await _put_at(desk, work, record, proponent, new, act.address, now):
        return False
    old = await work.participations.get(act.participation)
    return old is None or old.status is ParticipationStatus.WITHDRAWN


async def _put_at(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation, address: str,
    now: datetime,
) -> bool:  # fmt: skip
    return await participants.change(desk, work, record, proponent, item, "address", address, now) is None


async def _post(desk: Desk, work: UnitOfWork, act: Post, now: datetime, domain: str) -> str:
    """Store a letter and handle it, as intake and worker do."""
    letter = IncomingLetter(
        id=desk.ids.new(),
        key=act.key,
        received_at=now,
        mail_from=act.mail_from,
        recipient=f"{act.to}@{domain}",
        raw=b"",
    )
    await work.inbox.add([letter])
    await answer_by_letter(desk, work, letter, act.reading)
    return ""


async def _whole(work: UnitOfWork, begun_by: str) -> tuple[ProposalRecord, Person]:
    """Return a proposal and its proponent; raises LookupError where no draft was begun by that act."""
    key = f"rehearsed:{begun_by}"
    record = await work.proposals.get((await work.ledger.known(key)).get(key, ""))
    proponent = await work.people.get(record.proponent_id) if record else None
    if record is None or proponent is None:
        raise LookupError(begun_by)
    return record, proponent
