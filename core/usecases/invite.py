"""Inviting: a letter to everybody on the list who may be written to; again where what they said yes to changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.invitations import NotNow, why_not
from core.rules.participation import Act, after
from core.rules.profile import missing_to_confirm, optional_unknown
from core.usecases.desk import Desk
from core.usecases.notices import about, note, tell_in_chat, write_to

DAY = timedelta(days=1)
DESCRIPTION_SHOWN = 600


async def invite_waiting(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, now: datetime
) -> None:
    """Write to everybody on the list who was not written to yet and may be."""
    for item in await work.participations.of_proposal(record.id):
        if item.status is ParticipationStatus.LISTED:
            await invite(desk, work, record, proponent, item, now)


async def invite_everywhere(desk: Desk, work: UnitOfWork, proponent: Person, now: datetime) -> None:
    """Let go what waited for the proponent's address to be proved."""
    for record in await work.proposals.of_proponent(desk.call.id, proponent.id):
        await invite_waiting(desk, work, record, proponent, now)


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

    `kind` is 'invitation', 'invitation_changed' (with what `changed`) or 'invitation_reminder'. A letter that is asked
    for explicitly goes out again under a key of its own; any other goes out once for each generation.
    """
    person = await work.people.get(participation.person_id) if participation.person_id else None
    reason = await _reason(desk, work, record, proponent, participation, person, now, asked_for=asked_for)
    if reason is not None or person is None:
        return reason or NotNow.NO_ADDRESS
    again = desk.ids.new() if asked_for else str(participation.generation)
    invited = replace(participation, status=after(participation.status, Act.INVITED), invited_at=now)
    await work.participations.save(invited)
    facts = invitation_facts(desk, record, proponent, invited)
    more = {"changed": list(changed)} if kind == "invitation_changed" else _closes(desk)
    await write_to(
        desk, work, person, kind, {**facts, **more}, now,
        key=f"{participation.id}:{again}", proposal_id=record.id, participation=invited,
    )  # fmt: skip
    if person.id != proponent.id:
        news = {"proponent": proponent.name, "title": facts["proposal_title"]}
        await tell_in_chat(
            desk, work, person.id, "invited", news, now, key=f"{participation.id}:{again}", proposal_id=record.id
        )
    await note(
        work,
        now,
        kind,
        actor or proponent.id,
        proposal_id=record.id,
        person_id=person.id,
        participation=participation.id,
    )
    return None


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


async def ask_again(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    participation: Participation,
    changed: Iterable[str],
    now: datetime,
) -> Participation:
    """What somebody said yes to has changed: the yes no longer counts, old addresses do not act, they are asked."""
    asked = replace(
        participation,
        status=after(participation.status, Act.CHANGED),
        generation=participation.generation + 1,
        accepted_at=None,
        consented_at=None,
    )
    await work.participations.save(asked)
    await work.outbox.drop(participation_id=participation.id)
    await invite(desk, work, record, proponent, asked, now, kind="invitation_changed", changed=changed)
    return asked


async def _reason(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    participation: Participation,
    person: Person | None,
    now: datetime,
    *,
    asked_for: bool,
) -> NotNow | None:
    others = await work.participations.of_proposal(record.id)
    return why_not(
        desk.call.mail,
        record,
        participation,
        proponent=proponent,
        person=person,
        invited_today=await work.participations.invited_since(now - DAY, proponent_id=proponent.id),
        invited_people=sum(item.invited_at is not None and item.id != participation.id for item in others),
        letters_today=await work.outbox.count_to(person.address, now - DAY) if person else 0,
        asked_for=asked_for,
    )


def _closes(desk: Desk) -> dict[str, object]:
    end = desk.call.moments["submission_closes"].at
    return {"closes": end.isoformat() if end else None}
