"""Inviting: a letter to everybody on the list who may be written to; again where what they said yes to changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.model.reminder import INVITATION_REMINDER
from core.ports import UnitOfWork
from core.rules.calendar.standing import as_it_stands_for
from core.rules.invitations import NotNow
from core.rules.participation import Act, after
from core.rules.profile import missing_to_confirm, optional_unknown
from core.usecases.desk import Desk
from core.usecases.listing.may_ask import asked_again, reason_not_to
from core.usecases.notices import about, has_heard, note, tell_in_chat, write_to
from core.usecases.scheduling.agenda import called_off, invited_to
from core.usecases.scheduling.telling import call_back

DESCRIPTION_SHOWN = 600
REMINDER = INVITATION_REMINDER


async def invite(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    participation: Participation,
    now: datetime,
    *,
    kind: str = "invitation",
    changed: Iterable[str] = (),
    asked_for: bool = False,
    actor: str = "",
) -> NotNow | None:
    """Queue an invitation; return why it can't leave, None where it was queued.

    `kind` is 'invitation', 'invitation_changed' (with what `changed`) or 'invitation_reminder' (which does not move the
    moment of the invitation). A letter that is asked for explicitly goes out again under a key of its own; any other
    goes out once for each generation, and who reminds keeps a ledger; nobody is reminded within the call's pause.
    """
    reminds = kind == REMINDER
    person = await work.people.get(participation.person_id) if participation.person_id else None
    reason = await reason_not_to(
        desk, work, record, proponent, participation, now, asked_for=asked_for, reminds=reminds
    )
    if reason is not None or person is None:
        return reason or NotNow.NO_ADDRESS
    invited = await _asked(work, participation, person, now, reminds=reminds)
    again = desk.ids.new() if asked_for or reminds else str(participation.generation)
    more = {"changed": list(changed)} if kind == "invitation_changed" else {}
    await _say(desk, work, record, proponent, person, invited, kind, more, now, key=f"{participation.id}:{again}")
    line = {"proposal_id": record.id, "person_id": person.id, "participation": participation.id}
    await note(work, now, kind, actor or proponent.id, **line)
    return None


async def _asked(
    work: UnitOfWork, participation: Participation, person: Person, now: datetime, *, reminds: bool
) -> Participation:
    """Save that somebody is asked (again), and return their place as it is then.

    Whoever has a letter sent where none arrived says that one may arrive now: the address is given another try.
    """
    if participation.status is ParticipationStatus.DECLINED:
        await work.ledger.enter(asked_again(participation), now)
    if participation.status is ParticipationStatus.BOUNCED and person.bounced_at is not None:
        await work.people.save(replace(person, bounced_at=None))
    invited = replace(
        participation,
        status=after(participation.status, Act.INVITED),
        invited_at=participation.invited_at if reminds else now,
        undelivered=None,
        undelivered_since=None,
    )
    await work.participations.save(invited)
    return invited


async def _say(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    person: Person,
    invited: Participation,
    kind: str,
    more: Mapping[str, object],
    now: datetime,
    *,
    key: str,
) -> None:
    """Queue the letter, and news for the chats of whoever is asked anew; proponents know what they ask themselves."""
    facts = {**await invitation_letter(desk, work, record, proponent, invited), **more}
    await write_to(desk, work, person, kind, facts, now, key=key, proposal_id=record.id, participation=invited)
    if person.id != proponent.id and kind != REMINDER:
        news = {"proponent": proponent.name, "title": facts["proposal_title"]}
        await tell_in_chat(desk, work, person.id, "invited", news, now, key=key, proposal_id=record.id)


def invitation_facts(desk: Desk, record: ProposalRecord, proponent: Person, item: Participation) -> dict[str, object]:
    """Return what an invitation tells: who asks, for what, in which role, and what is still to be said."""
    description = record.values.get("answers.description")
    return {
        **about(record, proponent, item.name),
        "proponent_organisation": proponent.organisation,
        "description": description[:DESCRIPTION_SHOWN] if isinstance(description, str) else None,
        "modality": record.values.get("modality"),
        "roles": list(item.roles),
        "attendance": item.attendance,
        "missing": list(missing_to_confirm(desk.call, item)),
        "optional": list(optional_unknown(desk.call, item)),
        "known": dict(item.attributes),
    }


async def invitation_letter(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation
) -> dict[str, object]:
    """Return the facts of a letter that asks somebody for their answer, with the session's event if it has a date."""
    facts = invitation_facts(desk, record, proponent, item)
    facts |= {"accepted": True} if item.accepted_at is not None else {}
    return {**facts, **_closes(desk, record), **await invited_to(work, record, item)}


async def ask_again(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    participation: Participation,
    changed: Iterable[str],
    now: datetime,
) -> None:
    """What somebody was asked has changed: a yes no longer counts, old addresses do not act, they are asked anew.

    A first letter that has not left yet is replaced by another first letter: to that person nothing has changed.
    """
    if participation.status not in (ParticipationStatus.INVITED, ParticipationStatus.CONFIRMED):
        return
    heard = participation.answered_at is not None or await has_heard(work, participation)
    gone = await called_off(work, record, participation)
    asked = replace(
        participation,
        status=after(participation.status, Act.CHANGED),
        generation=participation.generation + 1,
        invited_at=None,
        accepted_at=None,
        consented_at=None,
    )
    await work.participations.save(asked)
    await work.outbox.drop(participation_id=participation.id)
    await call_back(desk, work, record, proponent, participation, gone, now)
    kind = "invitation_changed" if heard else "invitation"
    await invite(desk, work, record, proponent, asked, now, kind=kind, changed=changed)


def _closes(desk: Desk, record: ProposalRecord) -> dict[str, object]:
    end = as_it_stands_for(desk.call, record).moments["submission_closes"].at
    return {"closes": end.isoformat() if end else None}
