"""One proposal, as far as a message of a chat has room: found by its number or by words of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from core.dialogue.dates import dated
from core.dialogue.reading.cleaning import one_line
from core.dialogue.screen import Block, BlockKind, Cause, Country, Phrase, Screen
from core.dialogue.wording import attendance_of, name_of, option_name, own, roles_of, status_of
from core.model.folding import folded
from core.model.proposal import Contact, Proposal
from core.model.records import Channel, LogEntry, OutboxState, ProposalRecord, ProposalState
from core.model.undelivered import TELLING_WHY
from core.ports import ProposalFilter, UnitOfWork
from core.rules.calendar.standing import CLOSE, as_it_stands_for
from core.usecases.desk import Desk
from core.usecases.notices import title_of
from core.usecases.office.naming import called, on
from core.usecases.office.records import WINDOW
from core.usecases.office.sections import Section, laid, on_the_page, row, screen, text
from core.usecases.ordering.on_the_page import notes_in
from core.usecases.secretariat import ProposalPage, proposal_page

ROOM = 18
"""Lines of people, findings, letters and the log."""
TITLE_CAP = 160
TYPED_CAP = 60
"""Characters of what was asked for that are said back."""
NOTE_CAP = 160
LATEST = 4
"""Lines of the log."""
TOLD = frozenset(
    {
        "proposal_begun", "proposal_sent", "proposal_resent", "proposal_withdrawn", "participant_confirmed",
        "participant_declined", "participant_bounced", "participant_removed", "invitation", "letter_failed",
    }
)  # fmt: skip
"""Kinds of lines of the log that are said."""

_NUMBER = re.compile(r"(?:#|n\.?o?\.?)?\s*(\d{1,9})")


async def proposal(desk: Desk, work: UnitOfWork, argument: str, language: str, page: str) -> Screen:
    """Return the proposal that was asked for, or the ones that could be meant, or what can be asked."""
    asked = one_line(argument)
    records = await work.proposals.find(desk.call.id, ProposalFilter())
    if not asked:
        return screen(Phrase("office.proposal.which"), (_how(records),), language)
    found = _meant(records, asked)
    if len(found) != 1:
        title = Phrase("office.proposal.several" if found else "office.proposal.none", _said(asked, len(found)))
        people = await work.people.many([record.proponent_id for record in found])
        rows = [row(called(record), name_of(people[record.proponent_id].name)) for record in found]
        blocks = laid([Section(Phrase("office.proposal.meant"), rows)], ROOM, page)
        return screen(title, (*blocks, _how(records)), language)
    shown = await proposal_page(desk, work, found[0].id)
    if shown is None:
        raise LookupError(found[0].id)  # its proponent is gone, which no use case lets happen: our own bug
    return _screen(desk, shown, language, page)


def _said(asked: str, count: int) -> Mapping[str, object]:
    return {"asked": own(asked, TYPED_CAP), "count": count}


def _how(records: Sequence[ProposalRecord]) -> Block:
    """Say what can be asked for: the numbers that there are, or words of a title."""
    command = Phrase("telegram.office.proposal")
    last = max((record.number for record in records if record.number), default=0)
    return text("proposal.how", command=command, last=last) if last else text("proposal.how_none", command=command)


def _meant(records: Sequence[ProposalRecord], asked: str) -> Sequence[ProposalRecord]:
    """Return the proposal of a number; else the one of just that title; else those whose titles hold the words."""
    wanted = folded(asked)
    number = _NUMBER.fullmatch(wanted)
    titles = [(record, folded(title_of(record) or "")) for record in records]
    ways = (
        [record for record in records if number and record.number == int(number[1])],
        [record for record, title in titles if title == wanted],
        [record for record, title in titles if wanted in title],
    )
    return next((found for found in ways if found), ())


def _screen(desk: Desk, shown: ProposalPage, language: str, page: str) -> Screen:
    sections = (
        Section(Phrase("office.proposal.missing"), list(_findings(shown))),
        Section(Phrase("office.proposal.failed"), list(_failed(desk, shown))),
        Section(Phrase("office.proposal.people"), list(_people(desk, shown))),
        Section(Phrase("orders.office.notes"), list(_notes(desk, shown))),
        Section(Phrase("office.proposal.log"), list(_log(desk, shown))),
    )
    blocks = (
        *_state(shown.row.draft.record, is_changed=shown.standing is not None),
        *_own_time(desk, shown.row.draft.record),
        *dated(shown.slot if shown.slot is not None and shown.slot.cancelled_at is None else None),
        *_chosen(desk, shown),
        *_proponents(_standing(shown)),
        *laid(sections, ROOM, page),
        *on_the_page(page),
    )
    return screen(_title(shown), blocks, language)


def _standing(shown: ProposalPage) -> Proposal:
    """Return the version that holds: what was sent, where there are unsent changes."""
    return shown.standing or shown.row.draft.proposal


def _title(shown: ProposalPage) -> Phrase:
    title, number = _standing(shown).answers.get("title"), shown.row.draft.record.number
    said = own(one_line(title), TITLE_CAP) if isinstance(title, str) and title.strip() else Phrase("chat.untitled")
    return Phrase("office.called.numbered", {"number": number, "title": said}) if number else said


def _state(record: ProposalRecord, *, is_changed: bool) -> Iterator[Block]:
    yield text("proposal.begun", at=record.created_at)
    if record.sent_at:
        yield text("proposal.sent", at=record.sent_at)
    if record.withdrawn_at:
        yield text("proposal.withdrawn", at=record.withdrawn_at)
    elif record.state is ProposalState.DRAFT:
        yield text("proposal.draft", at=record.changed_at)
    elif is_changed:
        yield text("proposal.changed")
    if record.held_at:
        yield Block(BlockKind.TEXT, Phrase("orders.office.held_since", {"at": record.held_at}))


def _own_time(desk: Desk, record: ProposalRecord) -> Iterator[Block]:
    """Say until when it may be sent, where it has more time than the others."""
    call = as_it_stands_for(desk.call, record)
    if call is not desk.call:
        yield Block(BlockKind.TEXT, Phrase("calendar.chat.own_time", {"closes": call.moments[CLOSE]}))


def _chosen(desk: Desk, shown: ProposalPage) -> Iterator[Block]:
    call, proposal = desk.call, _standing(shown)
    options = {
        "session_type": call.session_types,
        "modality": call.modalities,
        "duration": call.durations,
        "topic": call.topics,
    }
    for key, known in options.items():
        if chosen := getattr(proposal, key):
            yield row(Phrase(f"chat.field.{key}"), option_name(tuple(known), chosen))


def _proponents(proposal: Proposal) -> Iterator[Block]:
    for role, contact in (("proponent", proposal.proponent), ("co_proponent", proposal.co_proponent)):
        if contact is not None:
            yield row(Phrase(f"web.office.{role}"), *_contact(contact))


def _contact(contact: Contact) -> Iterator[Phrase]:
    yield name_of(contact.name)
    for said in (contact.email, contact.organisation):
        if said and one_line(said):
            yield own(one_line(said), TYPED_CAP)
    if contact.country:
        yield Phrase("chat.value.told", {"value": Country(contact.country)})


def _findings(shown: ProposalPage) -> Iterator[Block]:
    """Yield what keeps it from standing, then advice; nothing is asked of what was withdrawn."""
    draft = shown.row.draft
    if draft.record.state is ProposalState.WITHDRAWN:
        return
    in_time = draft.record.state is ProposalState.SENT
    for finding in sorted(draft.findings, key=lambda finding: not finding.blocks):
        if not (in_time and finding.kind == WINDOW):
            said = Phrase("chat.value.told", {"value": Cause(finding, draft.proposal)})
            yield row(said if finding.blocks else Phrase("office.proposal.advice", {"said": said}))


def _failed(desk: Desk, shown: ProposalPage) -> Iterator[Block]:
    names = _names(shown)
    for letter in shown.letters:
        if letter.state is OutboxState.FAILED and letter.channel is Channel.MAIL:
            who = names.get(letter.participation_id or letter.person_id) or letter.address
            yield row(Phrase(f"web.letters.{letter.kind}"), name_of(who), on(desk.call, letter.created_at))


def _people(desk: Desk, shown: ProposalPage) -> Iterator[Block]:
    for item in shown.row.draft.participations:
        yield row(name_of(item.name), roles_of(desk.call, item), attendance_of(item), status_of(item))


def _notes(desk: Desk, shown: ProposalPage) -> Iterator[Block]:
    """Yield what the secretariat noted, the newest first."""
    for note in notes_in(shown.log):
        yield row(own(note.text, NOTE_CAP), on(desk.call, note.at))


def _log(desk: Desk, shown: ProposalPage) -> Iterator[Block]:
    """Yield what happened last, the latest first."""
    names = _names(shown)
    told = [entry for entry in shown.log if entry.kind in TOLD]
    for entry in reversed(told[-LATEST:]):
        who = () if entry.kind.startswith("proposal_") else (name_of(names.get(_about(entry))),)
        yield row(Phrase(f"office.log.{entry.kind}"), *who, *_why(entry), on(desk.call, entry.at))


def _why(entry: LogEntry) -> tuple[Phrase, ...]:
    """Return why a letter did not arrive, of a line that tells it."""
    why = entry.facts.get("why") if entry.kind in TELLING_WHY else None
    return (Phrase(f"undelivered.why.{why}"),) if why else ()


def _about(entry: LogEntry) -> str | None:
    item = entry.facts.get("participation")
    return item if isinstance(item, str) else entry.person_id


def _names(shown: ProposalPage) -> Mapping[str | None, str | None]:
    """Return what people are called, by the id of their place on the list and by their own."""
    names: dict[str | None, str | None] = {shown.row.proponent.id: shown.row.proponent.name}
    for item in shown.row.draft.participations:
        names |= {item.id: item.name, item.person_id: item.name}
    return names
