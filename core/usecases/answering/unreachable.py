"""People whom no letter reaches: an address that takes none, or somebody who wants none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.model.batch import ANNOUNCEMENT
from core.model.letter import LetterKind, Reading
from core.model.records import IncomingLetter, Participation, Person, ProposalState
from core.model.undelivered import Undelivered
from core.ports import UnitOfWork
from core.rules.participation import Act, after
from core.rules.undelivered import gives_up, is_of_one_letter, why_at
from core.usecases.desk import Desk
from core.usecases.listing.waiting import tell_muted
from core.usecases.notices import about, note, tell_in_chat, write_to


async def undeliverable(
    desk: Desk, work: UnitOfWork, item: Participation, person: Person, why: Undelivered, now: datetime
) -> None:
    """No letter reaches somebody: the participation waits for what mends it, and the proponent is told once.

    Other letters stop only where the address itself is given up (`gives_up`).
    """
    bounced = after(item.status, Act.BOUNCED)
    if bounced is item.status:
        return
    known = replace(person, bounced_at=person.bounced_at or now) if gives_up(why) else person
    await work.participations.save(
        replace(item, status=bounced, undelivered=why, undelivered_since=known.bounced_at or now)
    )
    if known != person:
        await work.people.save(known)
    await note(
        work, now, "participant_bounced", "system", channel="mail",
        proposal_id=item.proposal_id, person_id=person.id, why=why,
    )  # fmt: skip
    record = await work.proposals.get(item.proposal_id)
    if record is not None:
        news = {"name": item.name, "address": item.address, "why": why}
        asked = item.invited_at.isoformat() if item.invited_at else ""
        await tell_in_chat(
            desk, work, record.proponent_id, "participant_bounced", news, now,
            key=f"{item.id}:{item.generation}:{item.address}:{asked}", proposal_id=record.id, participation_id=item.id,
        )  # fmt: skip


async def report_about(
    desk: Desk, work: UnitOfWork, person: Person, letter: IncomingLetter, reading: Reading, now: datetime
) -> None:
    """A report of a letter that belongs to no invitation: a failure for good counts, all else is only noted."""
    line = {"channel": "mail", "person_id": person.id}
    if reading.kind is not LetterKind.BOUNCE or reading.bounce is None:
        await note(work, now, "letter_without_effect", "system", **line, letter=letter.id, why=reading.kind)
        return
    bounce = reading.bounce
    why = why_at(bounce, person.address)
    await note(work, now, "letter_bounced", "system", **line, permanent=bounce.permanent, status=bounce.status, why=why)
    if bounce.permanent:
        await unreachable(desk, work, person, why, now)


async def unreachable(desk: Desk, work: UnitOfWork, person: Person, why: Undelivered, now: datetime) -> None:
    """No letter reaches somebody: they hear it in chat, and so does whoever counts on them at that address.

    They are told once of an address that is given up, and once a day of letters that do not arrive for now. That one
    was refused says nothing of the invitations that others count on.
    """
    if person.bounced_at is None:
        lasts = gives_up(why)
        if lasts:
            await work.people.save(replace(person, bounced_at=now))
        key = f"{person.id}:{now.isoformat() if lasts else now.date()}"
        news = {"address": person.address, "why": why}
        await tell_in_chat(desk, work, person.id, "own_address_bounced", news, now, key=key)
    for item in [] if is_of_one_letter(why) else await work.participations.of_person(person.id):
        record = await work.proposals.get(item.proposal_id)
        if record is not None and record.state is not ProposalState.WITHDRAWN and item.status.counts:
            await undeliverable(desk, work, item, person, why, now)


async def mute(desk: Desk, work: UnitOfWork, item: Participation, person: Person, channel: str, now: datetime) -> None:
    """Write to this person no more; a last letter says so, and the proponents who count on them are told."""
    if person.muted_at is not None:
        return
    await work.people.save(replace(person, muted_at=now))
    await note(work, now, "muted", person.id, channel=channel, person_id=person.id, proposal_id=item.proposal_id)
    await work.outbox.drop_kind(person.id, ANNOUNCEMENT)
    for theirs in await work.participations.of_person(person.id):
        await work.outbox.drop(participation_id=theirs.id)
        listed_in = await work.proposals.get(theirs.proposal_id)
        if listed_in is not None and theirs.status.counts and listed_in.state is not ProposalState.WITHDRAWN:
            await tell_muted(desk, work, listed_in, theirs, now)
    record = await work.proposals.get(item.proposal_id)
    proponent = await work.people.get(record.proponent_id) if record else None
    if record is not None and proponent is not None:
        facts = about(record, proponent, item.name)
        await write_to(desk, work, person, "muted", facts, now, key=f"{person.id}:{item.id}")
