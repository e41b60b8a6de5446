"""Gathering a digest: the whole call is read once, in as many statements for one proposal as for hundreds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.model.proposal import ParticipationStatus
from core.model.records import LogEntry, Participation, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.counting import answered, figures
from core.rules.digests import digest_day
from core.rules.figures import Answered
from core.usecases.calendar.extend_proposals import EXTENDED
from core.usecases.calendar.versions import CHANGED
from core.usecases.desk import Desk
from core.usecases.digesting.coming import deadlines, reminders, undated
from core.usecases.digesting.needing import handed_over, problems, text_in
from core.usecases.digesting.telling import (
    Changed,
    Digest,
    NewVersion,
    Problem,
    ProposalLine,
    Section,
    Totals,
)
from core.usecases.notices import title_of
from core.usecases.office.records import Records, records_of, troubles_of

SHOWN = 10
FEW = 5
"""Lines of one section that a letter tells, and of one that is much the same every day; the rest is on the page."""
SENT, RESENT, NEW, WITHDRAWN = "proposal_sent", "proposal_resent", "proposal_begun", "proposal_withdrawn"
CONFIRMED, DECLINED = "participant_confirmed", "participant_declined"


async def gathered(
    desk: Desk,
    work: UnitOfWork,
    entries: Sequence[LogEntry],
    since: str | None,
    now: datetime,
    *,
    whole: bool = False,
) -> Digest:
    """Return the digest of the day; `entries` are the lines of the log since the last one, that of the day `since`.

    Lists are told to their first lines, in a `whole` one to the last.
    """
    many, few = (None, None) if whole else (SHOWN, FEW)
    found = await records_of(desk, work)
    troubles = await troubles_of(work, found)
    first_sent = {entry.proposal_id: entry.at for entry in await work.log.of_kinds({SENT}) if entry.proposal_id}
    lists = [(record, found.lists.get(record.id, ())) for record in found.proposals]
    sections = _sections(found, entries)
    return Digest(
        day=digest_day(desk.call, now).isoformat(),
        since=since,
        changed=_changed(entries, sections),
        totals=_totals(found),
        problems=cut(problems(troubles, entries, await handed_over(desk, work, found, many)), many),
        held=cut(_held(found), many),
        waiting=cut(_waiting(found), few),
        versions=_versions(entries),
        deadlines=deadlines(desk.call, now),
        undated=undated(desk.call, now),
        reminders=await reminders(desk, work, found, now),
        figures=figures(desk.call, lists, first_sent, now),
        **{key: cut(lines, many) for key, lines in sections.items()},
    )


def cut(lines: Iterable[ProposalLine | Problem], shown: int | None) -> Section:
    """Return the first lines as a section, for None all of them."""
    every = tuple(lines)
    counts = [line.count if isinstance(line, Problem) else 1 for line in every]
    beyond = sum(counts[shown:]) if shown is not None else 0
    return Section(count=sum(counts), lines=every[:shown], beyond=beyond)


def _sections(found: Records, entries: Sequence[LogEntry]) -> Mapping[str, list[ProposalLine]]:
    """Return what happened to proposals, each told once under the last thing that did."""
    records = {record.id: record for record in found.proposals}

    def of(kinds: Collection[str], besides: Collection[str] = ()) -> list[ProposalLine]:
        ids = dict.fromkeys(entry.proposal_id for entry in entries if entry.kind in kinds)
        passed = {entry.proposal_id for entry in entries if entry.kind in besides}
        return [_line(records[key], found) for key in ids if key in records and key not in passed]

    return {
        "sent": of({SENT, RESENT}, {WITHDRAWN}),
        "new": of({NEW}, {SENT, WITHDRAWN}),
        "withdrawn": of({WITHDRAWN}),
        "extended": [line for line in of({EXTENDED}, {WITHDRAWN}) if records[line.id].extended_to],
    }


def _line(record: ProposalRecord, found: Records) -> ProposalLine:
    proponent = found.people.get(record.proponent_id)
    return ProposalLine(
        id=record.id,
        number=record.number,
        title=title_of(record),
        proponent=proponent.name if proponent else None,
        waits_for=_silent(found.lists.get(record.id, ())),
        is_held=record.held_at is not None,
    )


def _held(found: Records) -> list[ProposalLine]:
    """Return the proposals on hold; that they are need not be said of each."""
    standing = [record for record in found.proposals if record.state is not ProposalState.WITHDRAWN]
    return [replace(_line(record, found), is_held=False) for record in standing if record.held_at is not None]


def _waiting(found: Records) -> list[ProposalLine]:
    """Return the proposals that wait for answers, those that wait for most first."""
    standing = [record for record in found.proposals if record.state is not ProposalState.WITHDRAWN]
    lines = [line for record in standing if (line := _line(record, found)).waits_for]
    return sorted(lines, key=lambda line: line.waits_for, reverse=True)


def _versions(entries: Sequence[LogEntry]) -> tuple[NewVersion, ...]:
    return tuple(
        NewVersion(reason=text_in(entry.facts, "reason") or "", changes=entry.facts["changes"])  # type: ignore[arg-type]  # JSON of `calendar.versions`
        for entry in entries
        if entry.kind == CHANGED and entry.facts.get("changes")
    )


def _changed(entries: Sequence[LogEntry], sections: Mapping[str, Sequence[ProposalLine]]) -> Changed:
    def people(kind: str) -> int:
        return sum(entry.kind == kind for entry in entries)

    counts = {key: len(lines) for key, lines in sections.items()}
    return Changed(**counts, confirmed=people(CONFIRMED), declined=people(DECLINED))


def _totals(found: Records) -> Totals:
    states = [record.state for record in found.proposals]
    people = answered(item for _, item in found.standing())
    return Totals(
        drafts=states.count(ProposalState.DRAFT),
        sent=states.count(ProposalState.SENT),
        invited=people.get(Answered.SILENT, 0),
        confirmed=people.get(Answered.CONFIRMED, 0),
    )


def _silent(participations: Iterable[Participation]) -> int:
    """How many have not answered; who said yes and owes details has."""
    return sum(item.status is ParticipationStatus.INVITED and item.accepted_at is None for item in participations)
