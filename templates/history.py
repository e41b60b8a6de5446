"""One person's history, in words: what kind of thing happened and how it went, never what a letter said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.model.history import Happened, Source
from core.model.records import Channel, InboxState, OutboxState, Person
from core.model.undelivered import TELLING_WHY
from core.usecases.notices import title_of
from core.usecases.privacy.history import PersonPage
from core.usecases.privacy.unsubscribe import Sort, stopped_at
from templates.pages import Frame, page
from templates.say import country, day, instant
from templates.telling import Telling
from templates.words import Words

_ROOM_OF = {Channel.MAIL: "web.letters", Channel.CHAT: "history.news", Channel.MESSENGER: "history.message"}
_OFFICE = "secretariat:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened. `state` names how a letter of ours fared, '' for anything else."""

    when: str
    source: Source
    heading: str
    state: str
    details: tuple[str, ...]
    proposal_id: str | None
    title: str


def person_screen(frame: Frame, shown: PersonPage, *, is_own: bool) -> str:
    """Return the page; `is_own` tells that the reader looks at themselves."""
    pen = _Pen(frame)
    return page(
        "history.html", frame, shown=shown, is_own=is_own, facts=list(pen.facts(shown)),
        lines=[pen.line(line, shown) for line in shown.lines], telling=Telling(frame.call, frame.language),
        title_of=title_of, stopped_digest=stopped_at(shown.person, Sort.DIGEST),
    )  # fmt: skip


class _Pen:
    """Names things in one language."""

    def __init__(self, frame: Frame) -> None:
        self._call, self._words = frame.call, Words(frame.language)

    def facts(self, shown: PersonPage) -> Iterator[tuple[str, str]]:
        """Yield what is known of the person that is not private, by its label."""
        person = shown.person
        yield self._words("history.fact.address"), person.address
        for alias in shown.aliases:
            yield self._words("history.fact.alias", at=self._when(alias.since)), alias.address
        told = {
            "organisation": person.organisation,
            "country": country(person.country, self._words.language) if person.country else None,
            "language": self._words(f"chat.language.{person.language}"),
        }
        yield from ((self._words(f"history.fact.{key}"), value) for key, value in told.items() if value)
        for key, at in _moments(person):
            yield self._words(f"history.fact.{key}"), self._when(at)

    def line(self, line: Happened, shown: PersonPage) -> Line:
        """Tell one thing that happened."""
        record = shown.known.get(line.proposal_id or "")
        shows_state = line.source is Source.TO and line.channel != Channel.CHAT
        return Line(
            when=self._short(line.at),
            source=line.source,
            heading=self._heading(line),
            state=line.state if shows_state else "",
            details=tuple(self._details(line, shown.person)),
            proposal_id=record.id if record else None,
            title=(title_of(record) or self._words("chat.untitled")) if record else "",
        )

    def _when(self, at: datetime) -> str:
        """Return a moment with its zone, as the other pages of the secretariat tell it."""
        return instant(at, self._words, self._call)

    def _short(self, at: datetime) -> str:
        """Return a moment in the call's zone, which the page names above."""
        local = at.astimezone(ZoneInfo(self._call.zone))
        return f"{day(local.date(), self._words.language)}, {local:%H:%M}"

    def _heading(self, line: Happened) -> str:
        if line.source is Source.LOG:
            return self._known("history.act", line.kind)
        if line.source is Source.FROM:
            return self._known("history.letter", line.kind if line.state == InboxState.DONE else line.state)
        return self._known(_ROOM_OF[Channel(line.channel)], line.kind)

    def _details(self, line: Happened, person: Person) -> Iterator[str]:
        if line.source is Source.LOG:
            yield from self._who_and_how(line, person)
        elif line.address and line.address.casefold() != person.address.casefold():
            way = "from" if line.source is Source.FROM else "to"
            yield self._words(f"history.{way}", address=line.address)
        if line.sent_at is not None and line.state == OutboxState.SENT and line.channel != Channel.CHAT:
            yield self._words("history.sent", at=self._short(line.sent_at))
        if line.error and line.source is Source.TO:
            yield self._words("history.failed", error=line.error)

    def _who_and_how(self, line: Happened, person: Person) -> Iterator[str]:
        actor = line.actor or ""
        if actor.startswith(_OFFICE):
            yield self._words("history.by_office")
        elif actor not in (person.id, "system"):
            yield self._words("history.by_other")
        if self._words.has(f"history.channel.{line.channel}"):
            yield self._words(f"history.channel.{line.channel}")
        if line.kind in TELLING_WHY and self._words.has(f"undelivered.why.{line.why}"):
            yield self._words(f"undelivered.why.{line.why}")

    def _known(self, room: str, kind: str) -> str:
        """Return the words for a kind of thing; one that is newer than the words is told in general."""
        key = f"{room}.{kind}"
        return self._words(key if self._words.has(key) else f"history.{_GENERAL[room]}.other")


_GENERAL = {
    "history.act": "act",
    "history.letter": "letter",
    "history.news": "news",
    "history.message": "message",
    "web.letters": "letter",
}


def _moments(person: Person) -> Iterator[tuple[str, datetime]]:
    told = (
        ("created", person.created_at),
        ("proved", person.proved_at),
        ("muted", person.muted_at),
        ("bounced", person.bounced_at),
        *((str(sort), stopped_at(person, sort)) for sort in Sort),
    )
    return ((key, at) for key, at in told if at is not None)
