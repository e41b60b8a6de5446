"""The secretariat's acts on one proposal: hold, release, note, remind; each one act, whatever it came through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.model.order import Verb
from core.model.records import LogEntry, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.invitations import NotNow
from core.rules.orders import TAKE_BACK, NotDone, why_not_done
from core.usecases.desk import Desk
from core.usecases.listing.invite import REMINDER
from core.usecases.listing.nudge import nudge

HELD, RELEASED, NOTED, REMINDED = "proposal_held", "proposal_released", "office_note", "people_reminded"
NOTE_TAKEN_BACK, REMINDER_TAKEN_BACK = "office_note_taken_back", "reminder_taken_back"
"""Kinds of lines of the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who acts, when and through which channel ('mail', 'web', 'telegram')."""

    by: Person
    now: datetime
    channel: str

    @property
    def actor(self) -> str:
        """Who it is in the log."""
        return f"secretariat:{self.by.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Whose reminder is queued, by the notice that can be taken back, and who was not written to, and why."""

    letters: tuple[str, ...]
    written_to: tuple[str | None, ...]
    not_written_to: tuple[tuple[str | None, NotNow], ...]


async def hold(work: UnitOfWork, record: ProposalRecord, doing: Doing) -> NotDone | None:
    """Hold a proposal: nobody is reminded about it until it is released. Return why not, None where it was done."""
    if why := why_not_done(Verb.HOLD, record):
        return why
    await work.proposals.save(replace(record, held_at=doing.now))
    await _line(work, HELD, record, doing)
    return None


async def release(work: UnitOfWork, record: ProposalRecord, doing: Doing) -> NotDone | None:
    """Let a held proposal go on. Return why not, None where it was done."""
    if why := why_not_done(Verb.RELEASE, record):
        return why
    await work.proposals.save(replace(record, held_at=None))
    await _line(work, RELEASED, record, doing)
    return None


async def write_note(desk: Desk, work: UnitOfWork, record: ProposalRecord, text: str, doing: Doing) -> str:
    """Keep a note about a proposal, for the secretariat alone; return the id under which it can be taken back."""
    note_id = desk.ids.new()
    await _line(work, NOTED, record, doing, note=note_id, text=text)
    return note_id


async def take_back_note(work: UnitOfWork, record: ProposalRecord, note_id: str, doing: Doing) -> None:
    """Let a note be shown no more; the log keeps it."""
    await _line(work, NOTE_TAKEN_BACK, record, doing, note=note_id)


async def remind_silent(desk: Desk, work: UnitOfWork, record: ProposalRecord, doing: Doing) -> Reminded | NotDone:
    """Remind everybody on the list who was asked and is waited for, within the caps.

    The letters wait a little before they leave, so that they can be taken back.
    """
    if why := why_not_done(Verb.REMIND, record):
        return why
    proponent = await work.people.get(record.proponent_id)
    if proponent is None:
        return NotDone.NO_SUCH
    letters, told, not_told = list[str](), list[str | None](), list[tuple[str | None, NotNow]]()
    for item in await work.participations.of_proposal(record.id):
        nudged = await nudge(desk, work, record, proponent, [item], doing.now, actor=doing.actor)
        if nudged.reason is not None:
            not_told.append((item.name, nudged.reason))
        elif nudged.sent:
            told.append(item.name)
            letters += [letter.id for letter in await work.outbox.letters_of(item.id, 1) if letter.kind == REMINDER]
    if not told and not not_told:
        return NotDone.NOBODY_SILENT
    await work.outbox.hold_back(letters, doing.now + TAKE_BACK)
    await _line(work, REMINDED, record, doing, sent=len(told), not_sent=len(not_told))
    return Reminded(letters=tuple(letters), written_to=tuple(told), not_written_to=tuple(not_told))


async def take_back_reminders(work: UnitOfWork, record: ProposalRecord, letters: Sequence[str], doing: Doing) -> int:
    """Cancel reminders that have not left; return how many."""
    taken_back = await work.outbox.take_back(letters)
    if taken_back:
        await _line(work, REMINDER_TAKEN_BACK, record, doing, count=taken_back)
    return taken_back


async def _line(work: UnitOfWork, kind: str, record: ProposalRecord, doing: Doing, **facts: object) -> None:
    line = LogEntry(
        at=doing.now, kind=kind, actor=doing.actor, channel=doing.channel, proposal_id=record.id, facts=facts
    )
    await work.log.add(line)
