"""What the store holds of a crowd, and what everybody sees, when all is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.telegram.card import Card
from bot.telegram.conversing import Conversing
from core.call.definition import Call
from core.model.records import Channel, OutboxState, ProposalRecord, ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.system import SystemIds
from core.usecases.desk import Desk
from tests.faults.telegram_crowd import Writer
from tests.telegram.fake import Message
from tests.telegram.fake.schema.text import said

Records = Mapping[str, list[ProposalRecord]]
OF_PERSON = ("name", "country", "organisation", "phone")
SETTLED = {"modality": "hybrid", "duration": "75"}
"""What the session type answers by itself."""


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """The moment at which a card was drawn; seconds since 1970."""

    moment: float

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.moment, UTC)


async def records_of(work: UnitOfWork, call: Call) -> Records:
    """Every proposal, by its proponent."""
    found: dict[str, list[ProposalRecord]] = {}
    for record in await work.proposals.find(call.id, ProposalFilter()):
        found.setdefault(record.proponent_id, []).append(record)
    return found


async def kept_of(work: UnitOfWork, writer: Writer, records: Records) -> dict[str, object]:
    """What the store holds of somebody's answers, by path."""
    person = await work.people.by_address(writer.address)
    if person is None:
        return {}
    own: dict[str, object] = {f"person.{key}": getattr(person, key) for key in OF_PERSON}
    return own | {path: value for record in records.get(person.id, ()) for path, value in record.values.items()}


async def check_answers(work: UnitOfWork, writers: Sequence[Writer]) -> None:
    """Everything that everybody answered is there, exactly, and nobody had to say it twice."""
    records = await records_of(work, writers[0].outside.call)
    assert sorted(len(theirs) for theirs in records.values()) == [1] * len(writers)
    for writer in writers:
        kept = await kept_of(work, writer, records)
        answered = {step.path: step.kept for step in writer.steps}
        assert {path: value for path, value in kept.items() if value is not None} == answered | SETTLED
        assert {path: times for path, times in writer.typed.items() if times > 1} == dict.fromkeys(writer.crossed, 2)


async def check_sent_once(work: UnitOfWork, writers: Sequence[Writer], *, letters: bool) -> None:
    """One number, one line of the log and one receipt for each; `letters`: every letter has arrived."""
    records = await records_of(work, writers[0].outside.call)
    log = await work.log.since(0, 1_000_000)
    lines = Counter(entry.proposal_id for entry in log if entry.kind == "proposal_sent")
    numbers: list[int | None] = []
    for writer in writers:
        person = await work.people.by_address(writer.address)
        assert person is not None
        (record,) = records[person.id]
        assert (record.state, lines[record.id]) == (ProposalState.SENT, 1)
        numbers.append(record.number)
        queued = await work.outbox.of_person(person.id, Channel.MAIL, 100)
        assert sorted(notice.kind for notice in queued) == ["chat_code", "receipt"]
        arrived = {letter.message_id for letter in writer.outside.mailbox.of(writer.address)}
        assert {notice.message_id for notice in queued if notice.state is OutboxState.SENT} <= arrived
        assert arrived <= {notice.message_id for notice in queued}
        assert not letters or len(arrived) == len(queued)
    assert sorted(number or 0 for number in numbers) == list(range(1, len(writers) + 1))


async def check_screens(work: UnitOfWork, writers: Sequence[Writer]) -> None:
    """Everybody's last card is what the conversation computes from the store, as of when it was drawn."""
    for writer in writers:
        chat, shown = await work.chats.get(writer.person.id), writer.cards[0]
        assert chat is not None
        assert shown.id == chat.card
        clock = StoppedClock(shown.edited or shown.date)
        desk = Desk(call=writer.outside.call, clock=clock, ids=SystemIds(), key=b"no card hangs on it")
        assert _seen(shown) == _meant(await Conversing(desk).card_of(work, chat))


def check_old_cards(writers: Sequence[Writer]) -> None:
    """No card above the last has buttons, but for those that Telegram or a kill kept the service from knowing of."""
    for writer in writers:
        sends = (call for call in writer.outside.fake.world.calls if call.method == "sendMessage")
        lost = sum(call.outcome == "lost" and call.parameters["chat_id"] == str(writer.person.id) for call in sends)
        left = {card.id for card in writer.cards[1:] if card.rows}
        assert len(left - writer.orphans) <= lost, writer.person.screen()


def _seen(message: Message) -> tuple[object, object]:
    return message.said, [[(button["text"], button["callback_data"]) for button in row] for row in message.rows]


def _meant(card: Card) -> tuple[object, object]:
    rows = [[(button.label, button.data) for button in row] for row in card.rows]
    return said({"text": card.text, "parse_mode": "HTML"}, "text"), rows
