"""The secretariat's daily digest: what is new, what waits, what needs a human; nothing to say, nothing sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from core.model.proposal import ParticipationStatus
from core.model.records import LogEntry, Participation, Person, ProposalRecord, ProposalState
from core.model.words import LANGUAGES
from core.ports import UnitOfWork
from core.rules.due import DutyKind, due
from core.usecases.answering.by_calendar import UNSETTLED
from core.usecases.desk import Desk
from core.usecases.duty import Done
from core.usecases.notices import title_of
from core.usecases.office.records import Troubles, records_of, troubles_of
from core.usecases.people import person_at
from core.usecases.speaking import say_in
from core.usecases.unsubscribe import Sort, endable, stopped_at

SOON = timedelta(days=14)
"""Deadlines of the call that a digest names."""
NEWSWORTHY = frozenset(
    {
        "proposal_begun", "proposal_sent", "proposal_resent", "proposal_withdrawn", "participant_confirmed",
        "participant_declined", "participant_bounced", "letter_failed", "person_erased", UNSETTLED,
    }
)  # fmt: skip
DAY = timedelta(days=1)
DIGEST = Sort.DIGEST
"""The letter, and the message to the secretariat's chats."""


async def digest(desk: Desk, work: UnitOfWork) -> Done:
    """Queue the day's digest to the secretariat's chats and to whoever of it wants letters, once."""
    now = desk.clock.now()
    duty = next(item for item in due(desk.call, (), now) if item.kind is DutyKind.DIGEST)
    if not (desk.secretariat or desk.office_chats) or duty.key in await work.ledger.known(duty.key):
        return Done()
    last = max((int(note) for note in (await work.ledger.known(f"digest:{desk.call.id}:")).values() if note), default=0)
    entries = await work.log.since(last)
    newest = max((entry.seq or 0 for entry in entries), default=last)
    await work.ledger.enter(duty.key, now, str(newest))
    unread = any(letter.received_at > now - DAY for letter in await work.inbox.quarantined())
    if not unread and not any(entry.kind in NEWSWORTHY for entry in entries):
        return Done()
    facts = await _facts(desk, work, duty.subject, entries, now)
    queued = 0
    for address in desk.secretariat:
        person = await person_at(desk, work, address, now)
        if stopped_at(person, Sort.DIGEST) is None:
            letter, tokens = endable(desk, person, Sort.DIGEST, facts, now, key=f"{duty.key}:{person.id}")
            await work.tokens.put(*tokens)
            queued += await work.outbox.put(letter)
    for chat_id in desk.office_chats:
        await say_in(desk, work, chat_id, DIGEST, facts, now, key=duty.key, language=LANGUAGES[0])
    return Done(queued + len(desk.office_chats))


async def _facts(
    desk: Desk, work: UnitOfWork, day: str, entries: Sequence[LogEntry], now: datetime
) -> Mapping[str, object]:
    found = await records_of(desk, work)
    people, lists = found.people, found.lists
    records = {record.id: record for record in found.proposals}

    def of(*kinds: str) -> list[Mapping[str, object]]:
        ids = dict.fromkeys(
            entry.proposal_id for entry in entries if entry.kind in kinds and entry.proposal_id in records
        )
        return [_line(records[key], people, lists.get(key, ())) for key in ids if key]

    standing = [record for record in records.values() if record.state is not ProposalState.WITHDRAWN]
    return {
        "day": day,
        "new": of("proposal_begun"),
        "sent": of("proposal_sent", "proposal_resent"),
        "withdrawn": of("proposal_withdrawn"),
        "waiting": [
            line for record in standing if (line := _line(record, people, lists.get(record.id, ())))["waits_for"]
        ],
        "problems": _problems(await troubles_of(work, found), entries),
        "deadlines": _deadlines(desk, now),
        "totals": _totals(standing, lists),
    }


def _line(
    record: ProposalRecord, people: Mapping[str, Person], participations: Sequence[Participation]
) -> dict[str, object]:
    proponent = people.get(record.proponent_id)
    return {
        "number": record.number,
        "title": title_of(record),
        "proponent": proponent.name if proponent else None,
        "waits_for": _silent(participations),
    }


def _problems(troubles: Troubles, entries: Sequence[LogEntry]) -> list[Mapping[str, object]]:
    """Return what needs a human: what only a person can mend, and that people erased themselves (no more who)."""
    bounced = [{"kind": "bounced", "name": item.name, "title": title_of(record)} for record, item in troubles.bounced]
    failed = [
        {"kind": "failed", "name": notice.facts.get("person_name"), "title": notice.facts.get("proposal_title")}
        for notice in troubles.failed
    ]
    unread = [{"kind": "quarantined", "name": None, "title": None} for _ in troubles.unread]
    erased = [{"kind": "erased", "name": None, "title": None} for entry in entries if entry.kind == "person_erased"]
    unsettled = [
        {"kind": entry.facts["answer"], "name": item.name, "title": title_of(record)}
        for record, item, entry in troubles.unsettled
    ]
    return [*unsettled, *bounced, *failed, *unread, *erased]


def _deadlines(desk: Desk, now: datetime) -> list[Mapping[str, object]]:
    soon = [
        (moment.at, moment.key)
        for moment in desk.call.moments.values()
        if moment.at is not None and now <= moment.at <= now + SOON
    ]
    return [{"key": key, "at": at.isoformat()} for at, key in sorted(soon)]


def _totals(standing: Sequence[ProposalRecord], lists: Mapping[str, Sequence[Participation]]) -> Mapping[str, object]:
    states = Counter(record.state for record in standing)
    people = [item for record in standing for item in lists.get(record.id, ())]
    return {
        "drafts": states[ProposalState.DRAFT],
        "sent": states[ProposalState.SENT],
        "invited": _silent(people),
        "confirmed": sum(item.status is ParticipationStatus.CONFIRMED for item in people),
    }


def _silent(participations: Iterable[Participation]) -> int:
    """How many have not answered; who said yes and owes details has."""
    return sum(item.status is ParticipationStatus.INVITED and item.accepted_at is None for item in participations)
