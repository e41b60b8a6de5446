"""What an answer is followed by: the proponent hears it in chat, the person reads what was understood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.profile import optional_unknown
from core.usecases.answering.answer import Answer, Came, Outcome
from core.usecases.desk import Desk
from core.usecases.notices import about, tell_in_chat, write_to

_ECHOES = {
    Came.CONFIRMED: "echo_accepted",
    Came.DECLINED: "echo_declined",
    Came.INCOMPLETE: "profile_missing",
}
DAY = timedelta(days=1)


async def tell_proponent(
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
        await tell_in_chat(
            desk, work, proponent.id, kind, facts, now,
            key=desk.ids.new(), proposal_id=record.id, participation_id=moved.id,
        )  # fmt: skip


async def echo(
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
