"""Everything that is kept about a person as one page to read: complete in itself, for telephone, screen and paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.call.definition import Call
from core.dialogue.forms.proposal import PROPONENT
from core.dialogue.news import news_said
from core.dialogue.screen import Phrase
from core.model.own_data import Entry, Line, Named, OwnData, OwnProposal, Place, Told, Way, Written
from core.model.records import Channel
from templates.own_acts import announced, call_changed, held, ordered
from templates.own_pen import Item, Pen, Row
from templates.pages import Frame
from templates.pages import page as drawn
from templates.say import country, instant, say
from templates.words import Words

_WRITTEN = ("text", "caption", "file_name")
"""Where a messenger keeps what somebody wrote."""
_TYPED = ("text", "reason")
"""Where a line of the log keeps what was typed for it."""


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing that is kept; `key` names its words under `privacy.page`."""

    key: str
    items: tuple[Item, ...]


def page(data: OwnData, language: str, call: Call) -> str:
    """Return the page as HTML, in the words of a language."""
    pen = Pen(call, Words(language))
    frame = Frame(call=call, language=pen.words.language)
    return drawn("own_data.html", frame, sections=_sections(data, pen), made=instant(data.made_at, pen.words, call))


def _sections(data: OwnData, pen: Pen) -> list[Section]:
    every = (
        Section("person", (_person(data, pen),)),
        Section("proposals", tuple(_proposal(item, pen) for item in data.proposals)),
        Section("lists", tuple(_place(item, pen) for item in data.lists)),
        Section("named", tuple(_named(item, pen) for item in data.named_in)),
        Section("letters", tuple(_letters(data, pen))),
        Section("held", tuple(held(item, pen) for item in data.held)),
        Section("told", tuple(_told(item, pen) for item in data.told)),
        Section("written", tuple(_written(item, pen) for item in data.written)),
        Section("office", tuple(_office(data, pen))),
        Section("ways", (*_talks(data, pen), *(_way(item, pen) for item in data.ways_in))),
        Section("log", tuple(_line(item, pen) for item in data.log)),
    )
    return [section for section in every if section.items]


def _person(data: OwnData, pen: Pen) -> Item:
    person = data.person
    place = country(person.country, pen.words.language) if person.country else None
    moments = (
        "created_at", "proved_at", "muted_at", "bounced_at", "digest_stopped_at", "digest_table_at",
        "announcements_stopped_at",
    )  # fmt: skip
    return Item(
        person.name or person.address,
        (
            *pen.field("name", person.name),
            *pen.field("address", person.address),
            *(Row(pen.label("alias"), f"{alias.address} · {pen.when(alias.since)}") for alias in data.aliases),
            *pen.field("country", place),
            *pen.field("organisation", person.organisation),
            *pen.field("phone", person.phone),
            *pen.field("language", pen.or_raw("chat.language", person.language)),
            *pen.attributes(person.attributes),
            Row(pen.words("reminding.screen.title"), pen.words(f"reminding.wants.{person.wants}")),
            *((Row(pen.words("reminding.screen.clock"), person.zone),) if person.zone else ()),
            *(Row(pen.label(f"person_{name}"), pen.when(at)) for name in moments if (at := getattr(person, name))),
        ),
    )


def _proposal(item: OwnProposal, pen: Pen) -> Item:
    title = item.answers.get("answers.title")
    state = pen.words(f"chat.state.{item.state}", number=item.number or 0)
    people = tuple(Row(entry.name or pen.words("chat.somebody"), _entry(entry, pen)) for entry in item.people)
    sent = tuple(pen.answers(dict(_paths(item.sent)))) if isinstance(item.sent, Mapping) else ()
    return Item(
        pen.title(title if isinstance(title, str) else None),
        (
            Row(pen.label("state"), state),
            *pen.moments(item),
            *pen.session(item.session),
            *pen.answers(item.answers),
            *people,
        ),
        more=sent,
    )


def _entry(entry: Entry, pen: Pen) -> str:
    told_of = (
        entry.address,
        pen.roles(entry.roles),
        pen.attendance(entry.attendance),
        pen.words(f"chat.status.{entry.status}"),
    )
    return " · ".join(filter(None, told_of))


def _place(item: Place, pen: Pen) -> Item:
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
            *pen.session(item.session),
        ),
    )


def _named(item: Named, pen: Pen) -> Item:
    by = (Row(pen.label("proponent"), item.proponent_name),) if item.proponent_name else ()
    return Item(pen.title(item.proposal_title), (*by, *pen.answers(item.answers)))


def _letters(data: OwnData, pen: Pen) -> Iterator[Item]:
    for letter in data.letters_from:
        heading = letter.subject or pen.words("privacy.page.no_subject")
        if letter.text is None:
            heading = pen.words("privacy.page.not_yours")
        received = Row(pen.label("received_at"), pen.when(letter.received_at))
        yield Item(heading, (received, *pen.field("address", letter.sender)), text=(letter.text or "").strip())


def _office(data: OwnData, pen: Pen) -> Iterator[Item]:
    """Yield what somebody did for the secretariat, kind by kind."""
    yield from (ordered(item, pen) for item in data.orders)
    yield from (announced(item, pen) for item in data.announcements)
    yield from (call_changed(item, pen) for item in data.call_versions)


def _told(item: Told, pen: Pen) -> Item:
    """Tell what was said: news in the words in which they were read, letters by their kind."""
    room = "web.letters" if item.channel == Channel.MAIL else "privacy.page.message"
    heading, key = pen.or_raw(room, item.kind), f"chat.news.{item.kind}"
    if item.channel == Channel.CHAT and pen.words.has(key) and isinstance(item.facts, Mapping) and item.facts:
        heading = say(news_said(pen.call, Phrase(key, item.facts)), pen.words, pen.call)
    through = pen.words(f"privacy.page.channel.{item.channel}")
    about = (Row(pen.label("about"), item.about),) if item.about else ()
    left = () if item.channel == Channel.CHAT else (_state(item, pen),)
    return Item(heading, (Row(through, pen.when(item.sent_at or item.created_at)), *about, *left))


def _state(item: Told, pen: Pen) -> Row:
    return Row(pen.label("state"), pen.words(f"web.letter_states.{item.state}"))


def _written(item: Written, pen: Pen) -> Item:
    return Item(pen.when(item.received_at), text=_said(item.raw, pen) or pen.words("privacy.page.no_text"))


def _said(raw: object, pen: Pen) -> str | None:
    """Return what somebody wrote or tapped: the outermost text, since deeper ones are quoted or our own."""
    if not isinstance(raw, Mapping):
        return None
    if isinstance(raw.get("data"), str):
        return pen.words("privacy.page.tapped")
    here = (raw[key] for key in _WRITTEN if isinstance(raw.get(key), str))
    return next(here, None) or next(filter(None, (_said(inner, pen) for inner in raw.values())), None)


def _talks(data: OwnData, pen: Pen) -> Iterator[Item]:
    for talk in data.conversations:
        heading = pen.words("privacy.page.conversation", channel=pen.or_raw("privacy.page.channel", talk.channel))
        yield Item(heading, (Row(pen.label("last_used"), pen.when(talk.changed_at)),))
    for chat in data.chats:
        moments = (("created_at", chat.opened_at), ("linked_at", chat.linked_at), ("closed_at", chat.closed_at))
        rows = tuple(Row(pen.label(name), pen.when(at)) for name, at in moments if at)
        yield Item(pen.words("privacy.page.chat", number=str(chat.id)), rows)


def _way(way: Way, pen: Pen) -> Item:
    moments = (
        ("created_at", way.created_at), ("expires_at", way.expires_at), ("used_at", way.used_at),
        ("ended_at", way.ended_at),
    )  # fmt: skip
    rows = tuple(Row(pen.label(name), pen.when(at)) for name, at in moments if at)
    return Item(pen.or_raw("privacy.page.way", way.kind), rows)


def _line(line: Line, pen: Pen) -> Item:
    act = pen.or_raw("privacy.page.act", line.kind)
    by = pen.words("privacy.page.by_you") if line.is_own_act else pen.words("privacy.page.by_others")
    typed = next((said for key in _TYPED if isinstance(said := line.facts.get(key), str)), "")
    return Item(act, (Row(by, pen.when(line.at)),), text=typed if line.is_own_act else "")


def _paths(document: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Walk a document as it was sent, by the dotted paths of its form; people and counts are told elsewhere."""
    for key, value in document.items():
        if before == "" and key in ("participants", "history", "id", "call"):
            continue
        if isinstance(value, Mapping):
            yield from _paths(value, f"{before}{key}.")
        elif f"{before}{key}" != f"{PROPONENT}email":
            yield f"{before}{key}", tuple(value) if isinstance(value, list) else value
