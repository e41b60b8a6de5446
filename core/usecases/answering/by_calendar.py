"""What somebody's calendar answers to the event that we sent: a yes or no like any other, or a matter for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.letter import CalendarAnswer, CalendarReply, Decision, Reading
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalState
from core.ports import UnitOfWork
from core.usecases.answering.answer import BY_CALENDAR, Answer
from core.usecases.answering.confirm import confirm
from core.usecases.desk import Desk
from core.usecases.notices import note, tell_in_chat
from core.usecases.scheduling.agenda import uid_of

UNSETTLED = "calendar_unsettled"
"""The line of the log that says that a person must look at it."""
OWN_WORDS_KEPT = 300
_DECISIONS = {CalendarAnswer.ACCEPTED: Decision.ACCEPT, CalendarAnswer.DECLINED: Decision.DECLINE}


async def in_vain(work: UnitOfWork, item: Participation, person: Person, reading: Reading) -> str | None:
    """Return why a calendar's answer says nothing about the session as it stands; None where it does.

    An older event counts only where it was at the same time: who answered before a session was moved said nothing of
    the new date.
    """
    reply = reading.calendar
    if reply is None:
        return "calendar_not_plain"
    if reply.uid.partition("@")[0].casefold() != uid_of(item).casefold():
        return "other_event"
    if not await _is_theirs(work, person, reading, reply):
        return "other_attendee"
    slot = await work.slots.get(item.proposal_id)
    if slot is None or slot.cancelled_at is not None:
        return "no_session"
    return "old_date" if reply.sequence < slot.sequence and reply.starts_at != slot.starts_at else None


async def _is_theirs(work: UnitOfWork, person: Person, reading: Reading, reply: CalendarReply) -> bool:
    """Whether the answer is the invited person's, or at least its sender's own: then they can be asked about it."""
    if reply.attendee is None:
        return reply.answer is CalendarAnswer.COUNTER
    own = {person.address.casefold(), (reading.sender or "").casefold()} - {""}
    return reply.attendee.casefold() in own or await work.aliases.knows(person.id, reply.attendee)


def decided(reading: Reading) -> Reading:
    """Return a reading whose decision is the calendar's answer, now that it is known whose it is."""
    answer = reading.calendar.answer if reading.calendar else CalendarAnswer.OTHER
    return replace(reading, decision=_DECISIONS.get(answer, Decision.UNCLEAR))


async def answer_by_calendar(
    desk: Desk, work: UnitOfWork, item: Participation, person: Person, reading: Reading, now: datetime
) -> None:
    """Carry out a yes or no; whatever else a calendar answers changes nothing and is told to people."""
    if reading.decision in {Decision.ACCEPT, Decision.DECLINE}:
        answer = Answer(
            accept=reading.decision is Decision.ACCEPT,
            profile={},
            channel=BY_CALENDAR,
            in_reply_to=reading.message_id,
        )
        await confirm(desk, work, item, person, answer, now)
    else:
        await _to_a_person(desk, work, item, person, reading, now)


async def _to_a_person(
    desk: Desk, work: UnitOfWork, item: Participation, person: Person, reading: Reading, now: datetime
) -> None:
    """Tell the proponent in chat, once a day, and, by the log, the secretariat in its digest."""
    record = await work.proposals.get(item.proposal_id)
    gone = record is None or record.state is ProposalState.WITHDRAWN or item.status is ParticipationStatus.WITHDRAWN
    if record is None or gone:
        return
    answer = reading.calendar.answer if reading.calendar else CalendarAnswer.OTHER
    await note(
        work, now, UNSETTLED, person.id, channel=BY_CALENDAR, proposal_id=record.id, person_id=person.id,
        participation=item.id, answer=answer, text=reading.text[:OWN_WORDS_KEPT],
    )  # fmt: skip
    if person.id != record.proponent_id:
        news = {"name": item.name}
        await tell_in_chat(
            desk, work, record.proponent_id, f"participant_{answer}", news, now,
            key=f"{item.id}:{now.date()}", proposal_id=record.id,
        )  # fmt: skip
