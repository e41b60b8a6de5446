"""A person's own yes or no, and what they say of themselves: one act, whatever channel it came through (C01, C04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.model.proposal import ParticipationStatus
from core.model.records import Channel, Participation, Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.gate import sendable
from core.rules.participation import Act, after
from core.rules.profile import missing_to_confirm, optional_unknown, understood, with_values, without
from core.usecases.desk import Desk
from core.usecases.notices import about, note, tell_in_chat, title_of, write_to
from core.usecases.world import draft_at


class Came(StrEnum):
    """What an answer led to."""

    CONFIRMED = "confirmed"
    INCOMPLETE = "incomplete"
    DECLINED = "declined"
    PROFILE = "profile"
    """Something about themselves was noted, and neither yes nor no had been said."""
    GONE = "gone"
    """The proposal was withdrawn, or the person taken off: nothing is answered any more."""


_ECHOES = {
    Came.CONFIRMED: "echo_accepted",
    Came.DECLINED: "echo_declined",
    Came.INCOMPLETE: "profile_missing",
}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answered: `accept` is None where they only speak of themselves, `unknown` is told back.

    `taken_back` are attributes that they had given and would rather not (gender).
    """

    accept: bool | None
    profile: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()
    channel: str
    in_reply_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where the participation stands after an answer, and which given values were not the call's."""

    came: Came
    participation: Participation
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


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
    before = await draft_at(desk, work, record, proponent, now)
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
    await _tell_proponent(desk, work, record, proponent, participation, outcome, now)
    if answer.channel != Channel.CHAT:
        await _echo(desk, work, record, proponent, person, outcome, answer, values, now)
    after_it = await draft_at(desk, work, record, proponent, now)
    if record.state is ProposalState.DRAFT and sendable(after_it.findings) and not sendable(before.findings):
        news = {"title": title_of(record)}
        await tell_in_chat(desk, work, proponent.id, "sendable", news, now, key=desk.ids.new(), proposal_id=record.id)
    return outcome


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


async def _tell_proponent(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    before: Participation,
    outcome: Outcome,
    now: datetime,
) -> None:
    """A change that the proponent waits for, or must act on, is told at once; their own acts are not."""
    moved = outcome.participation
    if moved.person_id == proponent.id or (moved.status is before.status and before.accepted_at == moved.accepted_at):
        return
    facts: dict[str, object] = {"name": moved.name}
    if outcome.came is Came.INCOMPLETE:
        facts["missing"] = list(outcome.missing)
    if outcome.came is not Came.PROFILE:
        kind = f"participant_{outcome.came}"
        await tell_in_chat(desk, work, proponent.id, kind, facts, now, key=desk.ids.new(), proposal_id=record.id)


async def _echo(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    proponent: Person,
    person: Person,
    outcome: Outcome,
    answer: Answer,
    values: Mapping[str, str],
    now: datetime,
) -> None:
    """Tell the person what was understood of their yes or no, and ask for just what is missing."""
    moved, kind = outcome.participation, _ECHOES.get(outcome.came)
    if kind is None or not await may_echo(desk, work, person, now):
        return
    facts = {
        **about(record, proponent, moved.name),
        "roles": list(moved.roles),
        "understood": dict(values),
        "unknown": [*answer.unknown, *(f"{key}: {answer.profile[key]}" for key in outcome.wrong)],
        "missing": list(outcome.missing),
        "optional": list(optional_unknown(desk.call, moved)),
    }
    if outcome.came is Came.CONFIRMED:
        facts["understood"] = {**moved.attributes, **({"attendance": moved.attendance} if moved.attendance else {})}
    await write_to(
        desk, work, person, kind, facts, now,
        key=desk.ids.new(), proposal_id=record.id, participation=moved, in_reply_to=answer.in_reply_to,
    )  # fmt: skip


async def may_echo(desk: Desk, work: UnitOfWork, person: Person, now: datetime) -> bool:
    """Whether one more letter may go to an address today: a loop of machines ends at the cap."""
    return (
        person.muted_at is None
        and await work.outbox.count_to(person.address, now - DAY) < desk.call.mail.letters_per_day_address
    )
