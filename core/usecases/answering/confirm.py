"""A person's own yes or no, and what they say of themselves: one act, whatever channel it came through (C01, C04)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.model.proposal import ParticipationStatus
from core.model.records import Channel, Participation, Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.gate import sendable
from core.rules.participation import Act, after
from core.rules.profile import missing_to_confirm, understood, with_values, without
from core.usecases.answering.answer import BY_CALENDAR, Answer, Came, Outcome
from core.usecases.answering.telling import echo, tell_proponent
from core.usecases.desk import Desk
from core.usecases.notices import note, tell_in_chat, title_of
from core.usecases.scheduling.telling import bring_up_to_date
from core.usecases.world import draft_of


async def confirm(
    desk: Desk, work: UnitOfWork, participation: Participation, person: Person, answer: Answer, now: datetime
) -> Outcome:
    """Carry out a person's answer about one participation, tell the proponent, echo to the person where they wrote."""
    record = await work.proposals.get(participation.proposal_id)
    proponent = await work.people.get(record.proponent_id) if record else None
    if record is None or proponent is None or _is_gone(record, participation):
        gone = {"channel": answer.channel, "proposal_id": participation.proposal_id, "person_id": person.id}
        await note(work, now, f"participant_{Came.GONE}", person.id, **gone)
        return Outcome(came=Came.GONE, participation=participation)
    everybody = await work.participations.of_proposal(record.id)
    values, wrong = understood(desk.call, answer.profile)
    person = await _remember(desk, work, person, values, answer, now)
    given = without(with_values(participation, values), answer.taken_back)
    moved = _moved(desk, given, person, answer.accept, now)
    came, missing = _came(desk, moved, answer.accept), missing_to_confirm(desk.call, moved)
    if moved != participation:
        await work.participations.save(moved)
    outcome = Outcome(came=came, participation=moved, missing=missing, wrong=wrong)
    if moved == participation and answer.channel == Channel.CHAT:
        return outcome
    await note(
        work, now, f"participant_{came}", person.id, channel=answer.channel,
        proposal_id=record.id, person_id=person.id, participation=moved.id, given=sorted(values),
    )  # fmt: skip
    await tell_proponent(desk, work, record, proponent, participation, outcome, now)
    if _is_echoed(answer, is_news=moved != participation):
        await echo(desk, work, record, proponent, person, outcome, answer, values, now)
    await bring_up_to_date(desk, work, record, proponent, moved, now)
    if record.state is ProposalState.DRAFT:
        own = person if person.id == proponent.id else proponent
        await _tell_sendable(desk, work, record, (proponent, own), everybody, moved, now)
    return outcome


async def _tell_sendable(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: tuple[Person, Person],
    everybody: Sequence[Participation],
    moved: Participation,
    now: datetime,
) -> None:
    """Tell the proponent, as they were and as they are, where this answer was the last thing that was missing."""
    sent = await work.proposals.sent_counts(desk.call.id, proponent)
    lists = (tuple(everybody), tuple(moved if item.id == moved.id else item for item in everybody))
    drafts = (draft_of(desk, record, who, of, sent, now) for who, of in zip(proponent, lists, strict=True))
    before, after_it = (sendable(draft.findings) for draft in drafts)
    if after_it and not before:
        news = {"title": title_of(record)}
        key = desk.ids.new()
        await tell_in_chat(desk, work, proponent[0].id, "sendable", news, now, key=key, proposal_id=record.id)


def _is_echoed(answer: Answer, *, is_news: bool) -> bool:
    """Whether a letter says what was understood: a chat shows it, and so does the calendar where nothing changed."""
    return answer.channel != Channel.CHAT and (is_news or answer.channel != BY_CALENDAR)


def _is_gone(record: ProposalRecord, participation: Participation) -> bool:
    return record.state is ProposalState.WITHDRAWN or participation.status is ParticipationStatus.WITHDRAWN


async def _remember(
    desk: Desk, work: UnitOfWork, person: Person, values: Mapping[str, str], answer: Answer, now: datetime
) -> Person:
    """Keep what the person says of themselves for their next invitation; a letter or its link proves their address."""
    own = {**person.attributes, **{key: value for key, value in values.items() if desk.call.attribute(key)}}
    by_letter = answer.channel != Channel.CHAT
    known = replace(
        person,
        attributes={key: value for key, value in own.items() if key not in answer.taken_back},
        language=answer.language or person.language,
        name=person.name or values.get("name"),
        country=person.country or values.get("country"),
        organisation=person.organisation or values.get("organisation"),
        proved_at=person.proved_at or (now if by_letter else None),
        bounced_at=None if by_letter else person.bounced_at,
    )
    if known != person:
        await work.people.save(known)
    return known


def _moved(
    desk: Desk, participation: Participation, person: Person, accept: bool | None, now: datetime
) -> Participation:
    """Return the participation after the answer: an earlier profile of the person fills in on their own yes."""
    if accept is False:
        declined = after(participation.status, Act.SAID_NO)
        return replace(participation, status=declined, accepted_at=None, consented_at=None, answered_at=now)
    said_yes = accept or (participation.accepted_at is not None and participation.status.counts)
    if not said_yes:
        return participation
    own = {**_contact(desk, person), **person.attributes}
    filled = replace(
        participation, attributes={**own, **participation.attributes}, name=participation.name or person.name
    )
    act = Act.SAID_YES_INCOMPLETE if missing_to_confirm(desk.call, filled) else Act.SAID_YES
    answered = now if accept else participation.answered_at
    return replace(
        filled,
        status=after(participation.status, act),
        accepted_at=participation.accepted_at or now,
        consented_at=participation.consented_at or now,
        answered_at=answered if participation.accepted_at is None else participation.answered_at,
    )


def _contact(desk: Desk, person: Person) -> dict[str, str]:
    """Return what a person said of themselves as somebody's proponent, where the call asks participants the same."""
    said = {"country": person.country, "organisation": person.organisation}
    return {key: value for key, value in said.items() if value and desk.call.attribute(key)}


def _came(desk: Desk, moved: Participation, accept: bool | None) -> Came:
    if accept is False:
        return Came.DECLINED
    if moved.status is ParticipationStatus.CONFIRMED:
        return Came.CONFIRMED
    return Came.INCOMPLETE if moved.accepted_at is not None and moved.status.counts else Came.PROFILE
