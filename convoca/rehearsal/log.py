"""What happened in a rehearsal, in order: what people did, and what they were told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from convoca.rehearsal.acting.acts import Act
from core.call.definition import Call
from core.model.matter import MatterKind
from core.model.records import Channel, LogEntry
from core.model.reminder import REMINDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice as it reached somebody. The same `id` twice is one notice: a courier died before it could note it."""

    at: datetime
    """By the service's clock, as all times here are."""
    id: str
    channel: Channel
    kind: str
    language: str
    address: str
    """Whose it is: their address, also where it came by chat."""
    person_id: str | None
    subject: str
    """Of a message in chat the whole of it."""
    text: str
    facts: Mapping[str, object]
    queued_at: datetime
    proposal_id: str | None = None
    participation_id: str | None = None
    token: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """One act, and what came of it."""

    at: datetime
    act: Act
    came: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A time in which nothing ran, or that the service's clock left out."""

    begins: datetime
    ends: datetime


@dataclass(slots=True)
class Log:
    """Everything, in the order in which it happened: where a clock is set back, times do not tell that order."""

    begins: datetime
    ends: datetime
    calls: list[tuple[datetime, Call]]
    """The versions of the call, each with when it came into force; the first from the beginning."""
    happened: list[Did | Told] = field(default_factory=list)
    """Of one moment acts come first: what is told then is told after them."""
    outages: Sequence[Outage] = ()
    lines: Sequence[LogEntry] = ()
    """What the service itself noted of reminders: said, dropped and why, handed to the secretariat."""
    again: int = 0
    """How many notices came twice over the wire, as one letter with one Message-ID."""

    @property
    def told(self) -> list[Told]:
        """What people were told."""
        return [item for item in self.happened if isinstance(item, Told)]

    @property
    def did(self) -> list[Did]:
        """What people did."""
        return [item for item in self.happened if isinstance(item, Did)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a reminder is about, as its notice says it."""

    kind: MatterKind
    subject: str
    generation: int
    day: int
    """The step: days from the anchor."""
    on: date
    """The day that it is counted to."""


def reminded_of(told: Told) -> tuple[Item, ...]:
    """Return what a reminder is about; nothing for any other notice."""
    about = told.facts.get("about") if told.kind in REMINDERS else None
    return tuple(_item(entry) for entry in about) if isinstance(about, list) else ()


def _item(entry: Mapping[str, object]) -> Item:
    _, anchor, counted = str(entry["key"]).rsplit(":", 2)
    return Item(
        kind=MatterKind(str(entry["kind"])),
        subject=str(entry["subject"]),
        generation=int(str(entry["generation"])),
        day=int(counted),
        on=date.fromisoformat(anchor) + timedelta(days=int(counted)),
    )
