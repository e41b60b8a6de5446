"""Whether a reply is the person's own, and what comes of one that may not be: a question to them, and to nobody else.

A reply from another address, or one that our own mail server doubts, has no effect. It waits, and the invited address
is asked, once a day at most, whether it is theirs; only their plain yes to that very question carries it out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.dialogue.reading.reading import read_address
from core.model.held import Alias, HeldLetter, HeldState
from core.model.letter import CalendarAnswer, CalendarReply, Decision, Dmarc, LetterKind, Reading
from core.model.proposal import ParticipationStatus
from core.model.records import Invitation, Participation, Person, ProposalState
from core.model.token import HELD, derive, fingerprint
from core.ports import UnitOfWork
from core.usecases.answering.telling import may_echo
from core.usecases.desk import Desk
from core.usecases.notices import TOKEN_LIFE, about, note, write_to

WAS_THIS_YOU = "was_this_you"
DAY = timedelta(days=1)
_LINK = re.compile(r"://|\bwww\.|\.\w{2,}/", re.IGNORECASE)


class Doubt(StrEnum):
    """Why a reply does not count by itself."""

    OTHER_SENDER = "other_sender"
    DMARC = "dmarc"


async def doubt_about(work: UnitOfWork, person: Person, reading: Reading) -> Doubt | None:
    """Return why a reply may be somebody else's; None where its one clean sender is the person, beyond doubt."""
    is_invited = is_from(person, reading)
    if not is_invited and not (reading.sender and await work.aliases.knows(person.id, reading.sender)):
        return Doubt.OTHER_SENDER
    return Doubt.DMARC if reading.dmarc is Dmarc.FAIL else None


def is_from(person: Person, reading: Reading) -> bool:
    """Whether a reply names the person's own address as its sender."""
    return reading.sender is not None and reading.sender.casefold() == person.address.casefold()


async def ask_whose(
    desk: Desk, work: UnitOfWork, item: Participation, person: Person, reading: Reading, doubt: Doubt, now: datetime
) -> bool:
    """Hold a reply and ask the invited address whether it is theirs; False where nobody is to be asked.

    Only a reply that would do something is worth a question; an address that takes no letters, or wants none, gets
    none, and who was disowned once is not asked about again. Words with a link in them are left out: the question shows
    what a stranger wrote, and our letters carry nobody else's links.
    """
    reading = _without_links(reading)
    record = await work.proposals.get(item.proposal_id)
    proponent = await work.people.get(record.proponent_id) if record else None
    sender = read_address(reading.sender or "")
    if record is None or proponent is None or not isinstance(sender, str) or would(item, reading) is None:
        return False
    if record.state is ProposalState.WITHDRAWN or not await _may_ask(desk, work, item, person, sender, now):
        return False
    held_id = desk.ids.new()
    mark = fingerprint(derive(desk.key, HELD, held_id, item.generation))
    await work.tokens.put(
        Invitation(
            fingerprint=mark, purpose=HELD, subject=item.id, generation=item.generation, expires_at=now + TOKEN_LIFE
        )
    )
    said = _said(reading)
    await work.held.add(HeldLetter(fingerprint=mark, participation_id=item.id, sender=sender, said=said, held_at=now))
    facts = {
        **about(record, proponent, item.name),
        "sender": sender,
        "doubt": doubt,
        "would": would(item, reading),
        "told": said["fields"],
        "remembers": doubt is Doubt.OTHER_SENDER and await work.people.by_address(sender) is None,
    }
    await write_to(
        desk, work, person, WAS_THIS_YOU, facts, now,
        key=held_id, proposal_id=record.id, participation=item, held=held_id,
    )  # fmt: skip
    return True


async def owned_up(
    desk: Desk, work: UnitOfWork, item: Participation, person: Person, held: HeldLetter, answer: Reading, now: datetime
) -> Reading | None:
    """Take the person's own answer to 'was this you?'; return the reply that is to be carried out.

    Anything but the bare word is unclear, for 'I accept' may be said of the invitation, and so is what comes after the
    question was answered. What they said of the invitation since the reply came stands. Unclear is returned as such, to
    be asked back.
    """
    unclear = replace(answer, decision=Decision.UNCLEAR, fields={})
    is_yes = answer.decision is Decision.ACCEPT
    is_overtaken = item.answered_at is not None and item.answered_at >= held.held_at
    if answer.decision is Decision.UNCLEAR or not answer.is_bare or (is_yes and is_overtaken):
        return unclear
    if not await work.held.settle(held.fingerprint, HeldState.THEIRS if is_yes else HeldState.NOT_THEIRS):
        return unclear
    line = {"channel": "mail", "proposal_id": item.proposal_id, "person_id": person.id}
    if not is_yes:
        await note(work, now, "letter_disowned", person.id, **line)
        return None
    await note(work, now, "letter_owned", person.id, **line)
    if held.sender.casefold() != person.address.casefold() and await work.people.by_address(held.sender) is None:
        await work.aliases.add(Alias(person_id=person.id, address=held.sender, since=now))
        await note(work, now, "alias_accepted", person.id, **line)
    return _held_reading(held, answer)


def would(item: Participation, reading: Reading) -> str | None:
    """Return what a reply would do, None where it would do nothing."""
    if reading.stop:
        return "stop"
    if reading.decision in {Decision.ACCEPT, Decision.DECLINE}:
        return str(reading.decision)
    return "profile" if adds_profile(item, reading) else None


def adds_profile(item: Participation, reading: Reading) -> bool:
    """Whether a letter without a yes or no completes the profile of somebody who had said yes."""
    return bool(reading.fields) and item.accepted_at is not None and item.status.counts


async def _may_ask(
    desk: Desk, work: UnitOfWork, item: Participation, person: Person, sender: str, now: datetime
) -> bool:
    """Whether one more question may go out: never twice in a day for one invitation, whatever a stranger sends."""
    unreachable = {ParticipationStatus.WITHDRAWN, ParticipationStatus.BOUNCED}
    if person.bounced_at is not None or item.status in unreachable:
        return False
    earlier = await work.held.of_participation(item.id)
    if any(letter.held_at > now - DAY for letter in earlier):
        return False
    own = person.address.casefold()
    disowned = {letter.sender.casefold() for letter in earlier if letter.state is HeldState.NOT_THEIRS} - {own}
    return sender.casefold() not in disowned and await may_echo(desk, work, person, now)


def _without_links(reading: Reading) -> Reading:
    fields = {key: value for key, value in reading.fields.items() if not _LINK.search(value)}
    return replace(
        reading, fields=fields, unknown_fields=tuple(x for x in reading.unknown_fields if not _LINK.search(x))
    )


def _said(reading: Reading) -> Mapping[str, object]:
    return {
        "decision": str(reading.decision),
        "fields": dict(reading.fields),
        "unknown": list(reading.unknown_fields),
        "stop": reading.stop,
        **({"calendar": _event(reading.calendar)} if reading.calendar else {}),
    }


def _event(reply: CalendarReply) -> Mapping[str, object]:
    starts = reply.starts_at.isoformat() if reply.starts_at else None
    return {"uid": reply.uid, "answer": reply.answer, "sequence": reply.sequence, "starts_at": starts}


def _held_event(held: HeldLetter, answer: Reading) -> CalendarReply | None:
    """Return what the held calendar answered; the person has made it their own."""
    said = held.said.get("calendar")
    if not isinstance(said, Mapping):
        return None
    return CalendarReply(
        uid=str(said["uid"]),
        attendee=answer.sender,
        answer=CalendarAnswer(str(said["answer"])),
        sequence=int(str(said["sequence"])),
        starts_at=datetime.fromisoformat(str(said["starts_at"])) if said["starts_at"] else None,
    )


def _held_reading(held: HeldLetter, answer: Reading) -> Reading:
    """Return the held reply as it was read, with what the person says of themselves in their own answer."""
    fields, unknown = held.said["fields"], held.said["unknown"]
    calendar = _held_event(held, answer)
    return Reading(
        kind=LetterKind.CALENDAR_REPLY if calendar else LetterKind.REPLY,
        decision=Decision(str(held.said["decision"])),
        fields={**(fields if isinstance(fields, Mapping) else {}), **answer.fields},
        unknown_fields=(*(unknown if isinstance(unknown, list | tuple) else ()), *answer.unknown_fields),
        sender=answer.sender,
        message_id=answer.message_id,
        language=answer.language,
        stop=bool(held.said["stop"]),
        calendar=calendar,
    )
