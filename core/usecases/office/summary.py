"""How the call is doing: the window, what needs a person, and the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from core.call.definition import Call, Option
from core.dialogue.screen import Block, BlockKind, Phrase, Screen
from core.dialogue.wording import option_name, short
from core.model.proposal import ParticipationStatus
from core.model.records import ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.window import is_closed, keeps_window
from core.usecases.desk import Desk
from core.usecases.office.records import Records, Troubles, records_of, troubles_of
from core.usecases.office.sections import Section, laid, on_the_page, row, screen, text

ROOM = 34
"""Lines of all lists: they are short here."""
LATELY = {"day": timedelta(days=1), "week": timedelta(days=7)}


async def summary(desk: Desk, work: UnitOfWork, language: str, page: str) -> Screen:
    """Return the state of the whole call."""
    records = await records_of(desk, work)
    troubles = await troubles_of(work, records)
    now = desk.clock.now()
    standing = [record for record in records.proposals if record.state is not ProposalState.WITHDRAWN]
    sections = (
        Section(Phrase("office.needs", {"count": len(troubles)}), list(_needs(troubles))),
        Section(Phrase("office.summary.proposals"), list(_states(records.proposals, now))),
        Section(Phrase("office.summary.people"), list(_people(records))),
        Section(Phrase("office.summary.types"), list(_by(desk.call.session_types, "session_type", standing))),
        Section(Phrase("office.summary.topics"), list(_by(desk.call.topics, "topic", standing))),
    )
    calm = () if len(troubles) else (Block(BlockKind.GOOD, Phrase("office.needs_nothing")),)
    blocks = (*_window(desk.call, now), *calm, *laid(sections, ROOM, page), *on_the_page(page))
    return screen(Phrase("office.summary.title", {"call": Phrase(own=desk.call.short_name)}), blocks, language)


def _window(call: Call, now: datetime) -> tuple[Block, ...]:
    start, end = call.moments["submission_opens"], call.moments["submission_closes"]
    if end.at is None:
        return ()
    if is_closed(call, now):
        return (text("window.closed", closes=end),)
    if start.at is not None and now < start.at and keeps_window(call):
        return (text("window.ahead", opens=start, closes=end),)
    return (text("window.open", closes=end),)


def _needs(troubles: Troubles) -> Iterator[Block]:
    for kind in ("bounced", "failed", "unread"):
        if count := len(getattr(troubles, kind)):
            yield row(Phrase(f"office.summary.{kind}", {"count": count}))


def _states(proposals: Sequence[ProposalRecord], now: datetime) -> Iterator[Block]:
    states = Counter(record.state for record in proposals)
    for state in (ProposalState.SENT, ProposalState.DRAFT, ProposalState.WITHDRAWN):
        yield row(_counted(state, states[state]))
    sent = [record.sent_at for record in proposals if record.state is ProposalState.SENT and record.sent_at]
    for lapse, length in LATELY.items():
        yield row(Phrase(f"office.summary.{lapse}", {"count": sum(at > now - length for at in sent)}))


def _people(records: Records) -> Iterator[Block]:
    invited = [item for _, item in records.with_status(ParticipationStatus.INVITED)]
    counts = {
        "confirmed": len(records.with_status(ParticipationStatus.CONFIRMED)),
        "unanswered": sum(item.accepted_at is None for item in invited),
        "incomplete": sum(item.accepted_at is not None for item in invited),
        "declined": len(records.with_status(ParticipationStatus.DECLINED)),
    }
    for kind, count in counts.items():
        yield row(Phrase(f"office.summary.{kind}", {"count": count}))


def _by(options: Sequence[Option], path: str, standing: Sequence[ProposalRecord]) -> Iterator[Block]:
    """Count sent ones and drafts by an answer, in the call's order, those without an answer last."""
    counts = Counter((record.values.get(path), record.state) for record in standing)
    keys = (*(option.key for option in options), None)
    for key in keys:
        found = {state: counts[key, state] for state in (ProposalState.SENT, ProposalState.DRAFT)}
        if any(found.values()):
            label = Phrase("office.summary.unchosen") if key is None else short(option_name(tuple(options), key))
            yield row(label, *(_counted(state, count) for state, count in found.items() if count))


def _counted(state: ProposalState, count: int) -> Phrase:
    return Phrase(f"office.counted.{state}", {"count": count})
