"""Whether somebody on a list may be written to now: what the rule must know of them, and of letters of before."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.model.records import OutboxState, Participation, Person, ProposalRecord
from core.model.reminder import INVITATION_REMINDER, REMINDERS
from core.ports import UnitOfWork
from core.rules.calendar.standing import as_it_stands_for
from core.rules.invitations import NotNow, reminded_from, why_not
from core.rules.window import is_closed
from core.usecases.desk import Desk
from core.usecases.notices import LETTERS_LOOKED_AT
from core.usecases.reminding.asked import INVITING, last_asked_of

DAY = timedelta(days=1)
ASKING = INVITING | {INVITATION_REMINDER}
"""Letters that ask somebody for their answer."""


async def reason_not_to(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    participation: Participation,
    now: datetime,
    *,
    asked_for: bool = False,
    reminds: bool = False,
) -> NotNow | None:
    """Return why somebody on a list may not be written to now, None where nothing speaks against it."""
    person = await work.people.get(participation.person_id) if participation.person_id else None
    last = await last_asked(desk, work, participation, now) if reminds else None
    others = await work.participations.of_proposal(record.id)
    # The log is asked, for a place forgets to whom it was offered before its address was corrected.
    invited = await work.log.people_of(proponent.id, INVITING, now - DAY, besides=person.id if person else "")
    return why_not(
        desk.call.mail,
        record,
        participation,
        proponent=proponent,
        person=person,
        invited_today=invited,
        invited_people=sum(item.invited_at is not None and item.id != participation.id for item in others),
        letters_today=await work.outbox.count_to(person.address, now - DAY) if person else 0,
        asked_for=asked_for,
        asked_before=bool(await work.ledger.known(asked_again(participation))),
        closed=is_closed(as_it_stands_for(desk.call, record), now),
        too_soon=reminds and reminded_from(desk.call.mail, last, now) is not None,
    )


def asked_again(participation: Participation) -> str:
    """Return the ledger key of having asked somebody again who had declined: it is done once (C05)."""
    return f"asked_again:{participation.id}"


async def last_asked(desk: Desk, work: UnitOfWork, participation: Participation, now: datetime) -> datetime | None:
    """Return when the last notice was queued that asks whoever stands there now for an answer."""
    asked = [
        letter.created_at
        for letter in await work.outbox.letters_of(participation.id, LETTERS_LOOKED_AT)
        if letter.kind in ASKING
        and letter.person_id == participation.person_id
        and letter.state is not OutboxState.FAILED
    ]
    since = now - timedelta(hours=desk.call.mail.hours_between_reminders)
    who = participation.person_id or ""
    reminded = await last_asked_of(work, {who}, since, REMINDERS)
    return max([*asked, *(at for (_, place), at in reminded.items() if place == participation.id)], default=None)
