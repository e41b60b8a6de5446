"""Everything of a call, read at once: the number of statements does not grow with the number of proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.model.proposal import ParticipationStatus
from core.model.records import IncomingLetter, LogEntry, Notice, Participation, Person, ProposalRecord, ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.office.unsettled import KINDS, unsettled

WINDOW = "submission_window"
"""The kind of rule that only time mends, and that asks nothing of what was sent in time."""


@dataclass(frozen=True, slots=True)
class Records:
    """The proposals of a call, oldest first, who proposes them and who is on their lists, by proposal."""

    proposals: Sequence[ProposalRecord]
    people: Mapping[str, Person]
    lists: Mapping[str, Sequence[Participation]]

    def standing(self) -> Iterator[tuple[ProposalRecord, Participation]]:
        """Yield everybody on the list of a proposal that was not withdrawn."""
        for record in self.proposals:
            if record.state is not ProposalState.WITHDRAWN:
                yield from ((record, item) for item in self.lists.get(record.id, ()))

    def with_status(self, status: ParticipationStatus) -> list[tuple[ProposalRecord, Participation]]:
        """Return those of them whose invitation stands so."""
        return [(record, item) for record, item in self.standing() if item.status is status]


@dataclass(frozen=True, slots=True)
class Troubles:
    """What only a person can mend, oldest first."""

    bounced: Sequence[tuple[ProposalRecord, Participation]]
    failed: Sequence[Notice]
    unread: Sequence[IncomingLetter]
    unsettled: Sequence[tuple[ProposalRecord, Participation, LogEntry]]

    def __len__(self) -> int:
        return len(self.bounced) + len(self.failed) + len(self.unread) + len(self.unsettled)


async def records_of(desk: Desk, work: UnitOfWork) -> Records:
    """Read the whole call."""
    proposals = await work.proposals.find(desk.call.id, ProposalFilter())
    people = await work.people.many([record.proponent_id for record in proposals])
    lists = await work.participations.of_proposals([record.id for record in proposals])
    return Records(proposals, people, lists)


async def troubles_of(work: UnitOfWork, records: Records) -> Troubles:
    """Return addresses that bounced, letters that failed and were not made up for, letters that nobody could read, and
    what calendars answered that is neither yes nor no.
    """
    failed = [notice for notice in await work.outbox.failed() if _still_matters(notice, records)]
    bounced = records.with_status(ParticipationStatus.BOUNCED)
    return Troubles(
        bounced=sorted(bounced, key=lambda found: found[1].invited_at or found[1].created_at),
        failed=sorted(failed, key=lambda notice: notice.created_at),
        unread=sorted(await work.inbox.quarantined(), key=lambda letter: letter.received_at),
        unsettled=unsettled(await work.log.of_kinds(KINDS), records.standing()),
    )


def _still_matters(notice: Notice, records: Records) -> bool:
    """Whether a failed letter of this call, or of none, still leaves somebody without what it said.

    A letter to somebody on a list does not once they answered, left or bounced (which is told apart), once their
    address was mended, or once they were written to again.
    """
    if notice.proposal_id is None:
        return True
    if notice.participation_id is None:
        return any(record.id == notice.proposal_id for record in records.proposals)
    return any(
        item.id == notice.participation_id
        and item.address == notice.address
        and item.status in (ParticipationStatus.LISTED, ParticipationStatus.INVITED)
        and (item.invited_at is None or item.invited_at <= notice.created_at)
        for item in records.lists.get(notice.proposal_id, ())
    )
