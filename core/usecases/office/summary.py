"""How the call is doing: the window, what needs a person, and the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from core.call.definition import Call, Option
from core.dialogue.screen import Block, BlockKind, Phrase, Screen
from core.dialogue.wording import option_name, short
from core.model.records import ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.counting import answered, figures
from core.rules.figures import Answered, Figure, Kind
from core.rules.window import is_closed, keeps_window
from core.usecases.desk import Desk
from core.usecases.office.records import Records, Troubles, records_of, troubles_of
from core.usecases.office.sections import Section, laid, on_the_page, row, screen, text

ROOM = 34
"""Lines of all lists: they are short here."""
PEOPLE = {
    "confirmed": Answered.CONFIRMED,
    "unanswered": Answered.SILENT,
    "incomplete": Answered.INCOMPLETE,
    "declined": Answered.DECLINED,
}
"""How people stand that is told, in order."""
LATELY = {"day": timedelta(days=1), "week": timedelta(days=7)}


async def summary(desk: Desk, work: UnitOfWork, language: str, page: str) -> Screen:
    """Return the state of the whole call."""
    records = await records_of(desk, work)
    troubles = await troubles_of(work, records)
    now = desk.clock.now()
    lists = [(record, records.lists.get(record.id, ())) for record in records.proposals]
    drawn = {figure.kind: figure for figure in figures(desk.call, lists, {}, now)}
    sections = (
        Section(Phrase("office.needs", {"count": len(troubles)}), list(_needs(troubles))),
        Section(Phrase("office.summary.proposals"), list(_states(records.proposals, now))),
        Section(Phrase("office.summary.people"), list(_people(records))),
        Section(Phrase("office.summary.types"), list(_by(desk.call.session_types, drawn.get(Kind.TYPES)))),
        Section(Phrase("office.summary.topics"), list(_by(desk.call.topics, drawn.get(Kind.TOPICS)))),
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
    counts = answered(item for _, item in records.standing())
    for kind, stands in PEOPLE.items():
        yield row(Phrase(f"office.summary.{kind}", {"count": counts.get(stands, 0)}))


def _by(options: Sequence[Option], figure: Figure | None) -> Iterator[Block]:
    """Tell a figure of sent ones and drafts, as the digest counts and orders them."""
    for bar in figure.bars if figure else ():
        label = Phrase("office.summary.unchosen") if bar.key is None else short(option_name(tuple(options), bar.key))
        told = zip(figure.series if figure else (), bar.counts, strict=True)
        yield row(label, *(_counted(ProposalState(state), count) for state, count in told if count))


def _counted(state: ProposalState, count: int) -> Phrase:
    return Phrase(f"office.counted.{state}", {"count": count})
