"""What waits for somebody, oldest first: what needs a person of the secretariat stands before what others owe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from core.call.definition import Call
from core.dialogue.reading.cleaning import one_line
from core.dialogue.screen import Block, BlockKind, Phrase, Screen
from core.dialogue.wording import LABEL_CAP, name_of, own
from core.model.proposal import ParticipationStatus
from core.model.records import IncomingLetter, LogEntry, Notice, Participation, ProposalRecord, ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.rules.gate import sendable
from core.rules.undelivered import why_of
from core.usecases.desk import Desk
from core.usecases.office.naming import called, since
from core.usecases.office.records import WINDOW, Records, Troubles, records_of, troubles_of
from core.usecases.office.sections import Section, laid, row, screen
from core.usecases.secretariat import ProposalRow, overview

ROOM = 20
"""Lines of all lists, so that even the longest names fit one message."""


async def pending(desk: Desk, work: UnitOfWork, language: str, page: str) -> Screen:
    """Return everything that waits for somebody."""
    records = await records_of(desk, work)
    drafts = await overview(desk, work, ProposalFilter(state=ProposalState.DRAFT))
    found = _lists(desk.call, records, await troubles_of(work, records), drafts)
    sections = [Section(Phrase(f"office.pending.{kind}", {"count": len(rows)}), rows) for kind, rows in found.items()]
    blocks = laid(sections, ROOM, page) or (Block(BlockKind.GOOD, Phrase("office.pending.nothing")),)
    return screen(Phrase("office.pending.title"), blocks, language)


def _lists(call: Call, records: Records, troubles: Troubles, drafts: Sequence[ProposalRow]) -> dict[str, list[Block]]:
    invited = records.with_status(ParticipationStatus.INVITED)
    unanswered = [
        (item.invited_at or item.created_at, record, item) for record, item in invited if not item.accepted_at
    ]
    incomplete = [(item.accepted_at, record, item) for record, item in invited if item.accepted_at]
    return {
        "unsettled": [_unsettled(call, record, item, entry) for record, item, entry in troubles.unsettled],
        "bounced": [_bounced(call, record, item) for record, item in troubles.bounced],
        "failed": [_failed(call, notice) for notice in troubles.failed],
        "unread": [_unread(call, letter) for letter in troubles.unread],
        "ready": list(_ready(call, drafts)),
        "incomplete": _people(call, incomplete),
        "unanswered": _people(call, unanswered),
    }


def _people(call: Call, waiting: Sequence[tuple[datetime, ProposalRecord, Participation]]) -> list[Block]:
    in_order = sorted(waiting, key=lambda found: found[0])
    return [row(name_of(item.name), called(record), since(call, at)) for at, record, item in in_order]


def _unsettled(call: Call, record: ProposalRecord, item: Participation, entry: LogEntry) -> Block:
    answer = Phrase(f"sessions.answer.{entry.facts['answer']}")
    return row(name_of(item.name), called(record), answer, since(call, entry.at))


def _bounced(call: Call, record: ProposalRecord, item: Participation) -> Block:
    address = (own(item.address, LABEL_CAP),) if item.address else ()
    why = Phrase(f"undelivered.why.{why_of(item)}")
    return row(name_of(item.name), called(record), *address, why, since(call, item.invited_at or item.created_at))


def _failed(call: Call, notice: Notice) -> Block:
    name = notice.facts.get("person_name")
    who = name if isinstance(name, str) else notice.address
    return row(name_of(who), Phrase(f"web.letters.{notice.kind}"), since(call, notice.created_at))


def _unread(call: Call, letter: IncomingLetter) -> Block:
    sender = one_line(letter.mail_from)
    label = own(sender, LABEL_CAP) if sender else Phrase("office.pending.no_sender")
    return row(label, since(call, letter.received_at))


def _ready(call: Call, drafts: Sequence[ProposalRow]) -> Iterator[Block]:
    """Yield drafts that nothing but the window keeps from being sent, those that have rested longest first."""
    for item in sorted(drafts, key=lambda found: found.draft.record.changed_at):
        if sendable(finding for finding in item.draft.findings if finding.kind != WINDOW):
            record = item.draft.record
            yield row(called(record), name_of(item.proponent.name), since(call, record.changed_at))
