"""Everything that is kept about a person as one page to read: complete in itself, for telephone, screen and paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.call.definition import Call, Option
from core.dialogue.forms.form import Step, StepKind
from core.dialogue.forms.proposal import PROPONENT, proposal_form
from core.dialogue.news import news_said
from core.dialogue.screen import Phrase
from core.dialogue.wording import told
from core.model.records import Channel
from core.usecases.own_data import Entry, Line, Named, OwnData, OwnProposal, Place, Told, Way, Written
from templates.pages import Frame
from templates.pages import page as drawn
from templates.say import country, day, instant, listed, say
from templates.words import Words

_MOMENTS = ("created_at", "sent_at", "withdrawn_at", "invited_at", "accepted_at", "consented_at", "answered_at")
_CHOSEN = frozenset({StepKind.CHOICE, StepKind.MULTI_CHOICE, StepKind.COUNTRY})
_WRITTEN = ("text", "caption", "file_name")
"""Where a messenger keeps what somebody wrote."""


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled value; a text keeps its line breaks."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a section; `text` is somebody's own words, `more` an earlier version of it."""

    heading: str
    rows: tuple[Row, ...] = ()
    text: str = ""
    more: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing that is kept; `key` names its words under `privacy.page`."""

    key: str
    items: tuple[Item, ...]


def page(data: OwnData, language: str, call: Call) -> str:
    """Return the page as HTML, in the words of a language."""
    pen = _Pen(call, Words(language))
    frame = Frame(call=call, language=pen.words.language)
    return drawn("own_data.html", frame, sections=_sections(data, pen), made=instant(data.made_at, pen.words, call))


class _Pen:
    """Names and values of the call in one language."""

    def __init__(self, call: Call, words: Words) -> None:
        self.call, self.words = call, words

    def label(self, key: str) -> str:
        return self.words(f"privacy.page.label.{key}")

    def or_raw(self, room: str, key: str) -> str:
        """Return the words for a kind of thing; one that is newer than the words is told as it stands."""
        found = f"{room}.{key}"
        return self.words(found) if self.words.has(found) else key

    def when(self, at: datetime) -> str:
        """Return a moment in the call's zone, which the top of the page names."""
        local = at.astimezone(ZoneInfo(self.call.zone))
        return f"{day(local.date(), self.words.language)}, {local:%H:%M}"

    def named(self, options: Sequence[Option], key: str) -> str:
        return next((item.name.said_in(self.words.language) for item in options if item.key == key), key)

    def title(self, title: str | None) -> str:
        return title or self.words("chat.untitled")

    def field(self, key: str, value: str | None) -> Iterator[Row]:
        if value:
            yield Row(self.words(f"chat.field.{key}"), value)

    def moments(self, of: object) -> Iterator[Row]:
        for name in _MOMENTS:
            at = getattr(of, name, None)
            if at is not None:
                yield Row(self.label(name), self.when(at))

    def roles(self, keys: Sequence[str]) -> str:
        return listed([self.named(self.call.roles, key) for key in keys], self.words.language)

    def attendance(self, key: str | None) -> str:
        return self.words(f"chat.attendance.{key}") if key else ""

    def attributes(self, known: Mapping[str, str]) -> Iterator[Row]:
        for key, value in known.items():
            attribute = self.call.attribute(key)
            if attribute is None:
                yield Row(key, value)
                continue
            said = country(value, self.words.language) if attribute.is_country else self.named(attribute.options, value)
            yield Row(attribute.label.said_in(self.words.language), said)

    def answers(self, values: Mapping[str, object]) -> Iterator[Row]:
        """Tell answers by dotted path in the order of the form; what the form does not know comes last, as it is."""
        steps = {step.path: step for step in proposal_form(self.call).steps}
        for path, step in steps.items():
            if values.get(path) not in (None, "", (), []):
                yield Row(say(step.label, self.words, self.call), self.answer(step, values[path]))
        for path, value in values.items():
            if path not in steps and value not in (None, "", (), [], {}):
                yield Row(path, _flat(value))

    def answer(self, step: Step, value: object) -> str:
        """Tell one answer whole: a list on a screen would cut a long one."""
        if step.kind not in _CHOSEN:
            return _flat(value)
        chosen = tuple(map(str, value)) if isinstance(value, list | tuple) else str(value)
        return "\n".join(say(part, self.words, self.call) for part in told(step, {step.path: chosen}))


def _sections(data: OwnData, pen: _Pen) -> list[Section]:
    every = (
        Section("person", (_person(data, pen),)),
        Section("proposals", tuple(_proposal(item, pen) for item in data.proposals)),
        Section("lists", tuple(_place(item, pen) for item in data.lists)),
        Section("named", tuple(_named(item, pen) for item in data.named_in)),
        Section("letters", tuple(_letters(data, pen))),
        Section("told", tuple(_told(item, pen) for item in data.told)),
        Section("written", tuple(_written(item, pen) for item in data.written)),
        Section("ways", (*_talks(data, pen), *(_way(item, pen) for item in data.ways_in))),
        Section("log", tuple(_line(item, pen) for item in data.log)),
    )
    return [section for section in every if section.items]


def _person(data: OwnData, pen: _Pen) -> Item:
    person = data.person
    place = country(person.country, pen.words.language) if person.country else None
    moments = ("created_at", "proved_at", "muted_at", "bounced_at")
    return Item(
        person.name or person.address,
        (
            *pen.field("name", person.name),
            *pen.field("address", person.address),
            *pen.field("country", place),
            *pen.field("organisation", person.organisation),
            *pen.field("phone", person.phone),
            *pen.field("language", pen.or_raw("chat.language", person.language)),
            *pen.attributes(person.attributes),
            *(Row(pen.label(f"person_{name}"), pen.when(at)) for name in moments if (at := getattr(person, name))),
        ),
    )


def _proposal(item: OwnProposal, pen: _Pen) -> Item:
    title = item.answers.get("answers.title")
    state = pen.words(f"chat.state.{item.state}", number=item.number or 0)
    people = tuple(Row(entry.name or pen.words("chat.somebody"), _entry(entry, pen)) for entry in item.people)
    sent = tuple(pen.answers(dict(_paths(item.sent)))) if isinstance(item.sent, Mapping) else ()
    return Item(
        pen.title(title if isinstance(title, str) else None),
        (Row(pen.label("state"), state), *pen.moments(item), *pen.answers(item.answers), *people),
        more=sent,
    )


def _entry(entry: Entry, pen: _Pen) -> str:
    told_of = (
        entry.address,
        pen.roles(entry.roles),
        pen.attendance(entry.attendance),
        pen.words(f"chat.status.{entry.status}"),
    )
    return " · ".join(filter(None, told_of))


def _place(item: Place, pen: _Pen) -> Item:
    return Item(
        pen.title(item.proposal_title),
        (
            *((Row(pen.label("proponent"), item.proponent_name),) if item.proponent_name else ()),
            *pen.field("name", item.name),
            *pen.field("address", item.address),
            *pen.field("roles", pen.roles(item.roles)),
            *pen.field("attendance", pen.attendance(item.attendance)),
            *pen.field("status", pen.words(f"chat.status.{item.status}")),
            *pen.attributes(item.attributes),
            *pen.moments(item),
        ),
    )


def _named(item: Named, pen: _Pen) -> Item:
    by = (Row(pen.label("proponent"), item.proponent_name),) if item.proponent_name else ()
    return Item(pen.title(item.proposal_title), (*by, *pen.answers(item.answers)))


def _letters(data: OwnData, pen: _Pen) -> Iterator[Item]:
    for letter in data.letters_from:
        heading = letter.subject or pen.words("privacy.page.no_subject")
        if letter.text is None:
            heading = pen.words("privacy.page.not_yours")
        received = Row(pen.label("received_at"), pen.when(letter.received_at))
        yield Item(heading, (received, *pen.field("address", letter.sender)), text=(letter.text or "").strip())


def _told(item: Told, pen: _Pen) -> Item:
    """Tell what was said: news in the words in which they were read, letters by their kind."""
    room = "web.letters" if item.channel == Channel.MAIL else "privacy.page.message"
    heading, key = pen.or_raw(room, item.kind), f"chat.news.{item.kind}"
    if item.channel == Channel.CHAT and pen.words.has(key) and isinstance(item.facts, Mapping) and item.facts:
        heading = say(news_said(pen.call, Phrase(key, item.facts)), pen.words, pen.call)
    through = pen.words(f"privacy.page.channel.{item.channel}")
    about = (Row(pen.label("about"), item.about),) if item.about else ()
    left = () if item.channel == Channel.CHAT else (_state(item, pen),)
    return Item(heading, (Row(through, pen.when(item.sent_at or item.created_at)), *about, *left))


def _state(item: Told, pen: _Pen) -> Row:
    return Row(pen.label("state"), pen.words(f"web.letter_states.{item.state}"))


def _written(item: Written, pen: _Pen) -> Item:
    return Item(pen.when(item.received_at), text=_said(item.raw, pen) or pen.words("privacy.page.no_text"))


def _said(raw: object, pen: _Pen) -> str | None:
    """Return what somebody wrote or tapped: the outermost text, since deeper ones are quoted or our own."""
    if not isinstance(raw, Mapping):
        return None
    if isinstance(raw.get("data"), str):
        return pen.words("privacy.page.tapped")
    here = (raw[key] for key in _WRITTEN if isinstance(raw.get(key), str))
    return next(here, None) or next(filter(None, (_said(inner, pen) for inner in raw.values())), None)


def _talks(data: OwnData, pen: _Pen) -> Iterator[Item]:
    for talk in data.conversations:
        heading = pen.words("privacy.page.conversation", channel=pen.or_raw("privacy.page.channel", talk.channel))
        yield Item(heading, (Row(pen.label("last_used"), pen.when(talk.changed_at)),))
    for chat in data.chats:
        moments = (("created_at", chat.opened_at), ("linked_at", chat.linked_at), ("closed_at", chat.closed_at))
        rows = tuple(Row(pen.label(name), pen.when(at)) for name, at in moments if at)
        yield Item(pen.words("privacy.page.chat", number=str(chat.id)), rows)


def _way(way: Way, pen: _Pen) -> Item:
    moments = (("created_at", way.created_at), ("expires_at", way.expires_at), ("used_at", way.used_at))
    rows = tuple(Row(pen.label(name), pen.when(at)) for name, at in moments if at)
    return Item(pen.or_raw("privacy.page.way", way.kind), rows)


def _line(line: Line, pen: _Pen) -> Item:
    act = pen.or_raw("privacy.page.act", line.kind)
    by = pen.words("privacy.page.by_you") if line.is_own_act else pen.words("privacy.page.by_others")
    return Item(act, (Row(by, pen.when(line.at)),))


def _paths(document: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Walk a document as it was sent, by the dotted paths of its form; people and counts are told elsewhere."""
    for key, value in document.items():
        if before == "" and key in ("participants", "history", "id", "call"):
            continue
        if isinstance(value, Mapping):
            yield from _paths(value, f"{before}{key}.")
        elif f"{before}{key}" != f"{PROPONENT}email":
            yield f"{before}{key}", tuple(value) if isinstance(value, list) else value


def _flat(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
