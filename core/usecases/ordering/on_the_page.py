"""What the secretariat does on a proposal's page besides: hold it, release it, note something, take a note back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.dialogue.reading.cleaning import one_line
from core.dialogue.reading.orders import LONGEST_NOTE
from core.dialogue.screen import Phrase
from core.model.records import LogEntry, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.orders import NotDone
from core.usecases.desk import Desk
from core.usecases.ordering.acts import NOTE_TAKEN_BACK, NOTED, Doing, hold, release, take_back_note, write_note

WEB = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeNote:
    """A note, by whom (a person's id) and when."""

    id: str
    text: str
    by: str
    at: datetime


def notes_in(log: Iterable[LogEntry]) -> Sequence[OfficeNote]:
    """Return the notes among a proposal's lines of the log, the newest first; one that an erasure blanked is none."""
    lines = list(log)
    gone = {entry.facts.get("note") for entry in lines if entry.kind == NOTE_TAKEN_BACK}
    return [
        OfficeNote(
            id=str(entry.facts["note"]),
            text=str(entry.facts["text"]),
            by=entry.actor.partition(":")[2],
            at=entry.at,
        )
        for entry in reversed(lines)
        if entry.kind == NOTED and entry.facts.get("text") and entry.facts.get("note") not in gone
    ]


async def hold_here(desk: Desk, work: UnitOfWork, proposal_id: str, by: Person, typed: str) -> Phrase | None:
    """Hold a proposal from its page; return why not, None where it was done."""
    record = await _proposal(desk, work, proposal_id)
    return _problem(await hold(work, record, _doing(desk, by)) if record else NotDone.NO_SUCH)


async def release_here(desk: Desk, work: UnitOfWork, proposal_id: str, by: Person, typed: str) -> Phrase | None:
    """Release a proposal from its page; return why not, None where it was done."""
    record = await _proposal(desk, work, proposal_id)
    return _problem(await release(work, record, _doing(desk, by)) if record else NotDone.NO_SUCH)


async def note_here(desk: Desk, work: UnitOfWork, proposal_id: str, by: Person, typed: str) -> Phrase | None:
    """Keep what was typed as a note; return why not, None where it was done."""
    record, text = await _proposal(desk, work, proposal_id), one_line(typed)
    if record is None:
        return _problem(NotDone.NO_SUCH)
    if not text or len(text) > LONGEST_NOTE:
        return Phrase("orders.office.problem.text", {"most": LONGEST_NOTE})
    await write_note(desk, work, record, text, _doing(desk, by))
    return None


async def take_back_here(desk: Desk, work: UnitOfWork, proposal_id: str, by: Person, typed: str) -> Phrase | None:
    """Take back the note whose id is `typed`; return why not, None where it was done."""
    record = await _proposal(desk, work, proposal_id)
    shown = notes_in(await work.log.of_proposal(proposal_id))
    if record is None or typed not in {note.id for note in shown}:
        return _problem(NotDone.UNDONE_ALREADY)
    await take_back_note(work, record, typed, _doing(desk, by))
    return None


def _doing(desk: Desk, by: Person) -> Doing:
    return Doing(by=by, now=desk.clock.now(), channel=WEB)


def _problem(why: NotDone | None) -> Phrase | None:
    return Phrase(f"orders.office.problem.{why}") if why else None


async def _proposal(desk: Desk, work: UnitOfWork, proposal_id: str) -> ProposalRecord | None:
    record = await work.proposals.get(proposal_id)
    return record if record is not None and record.call == desk.call.id else None
