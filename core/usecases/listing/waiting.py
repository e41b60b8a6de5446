"""Letters that wait: for a title, a proof or room under a cap; let go as soon as nothing holds them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.invitations import NotNow, waits_for_letter
from core.usecases.desk import Desk
from core.usecases.entering.link import ask_to_prove
from core.usecases.listing.invite import invite
from core.usecases.notices import tell_in_chat


async def invite_waiting(desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, now: datetime) -> int:
    """Write to everybody on the list who waits for a letter and may be written to; return how many letters."""
    return sum(reason is None for reason in await invite_all(desk, work, record, proponent, now))


async def invite_all(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, now: datetime
) -> Sequence[NotNow | None]:
    """Do the same; return for each of them who waited why no letter left, None where one did."""
    reasons = [
        (item, await invite(desk, work, record, proponent, item, now))
        for item in await work.participations.of_proposal(record.id)
        if waits_for_letter(item)
    ]
    for item, reason in reasons:
        if reason is NotNow.MUTED:
            await tell_muted(desk, work, record, item, now)
    if NotNow.NOT_PROVED in [reason for _, reason in reasons]:
        await ask_to_prove(desk, work, proponent, now)
    return [reason for _, reason in reasons]


async def tell_muted(desk: Desk, work: UnitOfWork, record: ProposalRecord, item: Participation, now: datetime) -> None:
    """Tell the proponent that somebody on the list wants no letters of ours; once for each person."""
    key, news = f"{item.id}:{item.person_id}", {"name": item.name}
    if item.person_id != record.proponent_id:
        await tell_in_chat(
            desk, work, record.proponent_id, "participant_muted", news, now,
            key=key, proposal_id=record.id, participation_id=item.id,
        )  # fmt: skip


async def invite_everywhere(desk: Desk, work: UnitOfWork, proponent: Person, now: datetime) -> None:
    """Let go what waited for the proponent's address to be proved."""
    for record in await work.proposals.of_proponent(desk.call.id, proponent.id):
        await invite_waiting(desk, work, record, proponent, now)
