"""A call with as many proposals as one likes, each with the longest names, in every state that is told."""

from __future__ import annotations

from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import Channel, IncomingLetter, Notice, Participation, Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from tests.builders import CALL, CONTACT, OPEN, WORKSHOP, House

LONG = "Ñandú " * 40
STATUSES = tuple(ParticipationStatus)
STATES = (ProposalState.SENT, ProposalState.DRAFT)


async def crowded(house: House, count: int, *, after: int = 0, people: int = 12) -> None:
    """Put proposals into the store up to `count`, each with people on its list and a letter of each sort of trouble."""
    async with house.work() as work:
        for number in range(after + 1, count + 1):
            await _proposal(work, number, people)
            await _letters(work, number)


async def _proposal(work: UnitOfWork, number: int, people: int) -> None:
    key, state = f"p{number}", STATES[number % 2]
    proponent = f"ana{number}"
    await work.people.add(
        Person(
            id=proponent, address=f"{'a' * 60}{number}@example.org", created_at=OPEN, name=LONG,
            organisation=CONTACT["organisation"], country="AR",
        )
    )  # fmt: skip
    title = {"answers.title": f"{number} {LONG}"}
    sent = {"proponent": {"organisation": CONTACT["organisation"]}} if state is ProposalState.SENT else None
    await work.proposals.add(
        ProposalRecord(
            id=key, call=CALL.id, proponent_id=proponent, created_at=OPEN, changed_at=OPEN, state=state,
            number=number if sent else None, values={**WORKSHOP, **title} if sent else title, sent=sent,
            sent_at=OPEN if sent else None,
        )
    )  # fmt: skip
    for place in range(people):
        await work.participations.add(_participation(key, number, place))


def _participation(key: str, number: int, place: int) -> Participation:
    status = STATUSES[place % len(STATUSES)]
    return Participation(
        id=f"{key}-{place}", proposal_id=key, position=place, created_at=OPEN, name=f"{place} {LONG}",
        person_id=f"ana{number}", address=f"{'b' * 60}{place}@example.org", roles=("moderator", "rapporteur"),
        attendance=Attendance.ONLINE, status=status, invited_at=OPEN,
        accepted_at=OPEN if place >= len(STATUSES) else None,
    )  # fmt: skip


async def _letters(work: UnitOfWork, number: int) -> None:
    await work.outbox.put(
        Notice(
            id=f"n{number}", key=f"n{number}", channel=Channel.MAIL, kind="withdrawn_participant", created_at=OPEN,
            facts={"person_name": LONG}, proposal_id=f"p{number}",
        )
    )  # fmt: skip
    await work.outbox.claim(Channel.MAIL, OPEN, OPEN, 1)
    await work.outbox.fail(f"n{number}", "550")
    sender = f"{'c' * 60}{number}@example.org"
    await work.inbox.add(
        [IncomingLetter(id=f"l{number}", key=f"l{number}", received_at=OPEN, mail_from=sender, recipient="", raw=b"")]
    )
    await work.inbox.quarantine(f"l{number}", "unreadable")
