"""The letter that reminds of all that is due to somebody, whichever kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from core.call.definition import Moment
from core.model.matter import MatterKind
from core.rules.calendar.standing import CLOSE, closing_at
from templates.letters.blocks import Block, Button, Draft, Link, Para, Small, Title
from templates.letters.pen import LONGEST_IN_SUBJECT, LONGEST_NAME, Pen
from templates.letters.tapping import taps
from templates.say import moment

ANSWERED = frozenset({MatterKind.INVITATION, MatterKind.PROFILE})
LONGEST_ADDRESS = 254


def reminder(pen: Pen) -> Draft:
    """Say what is due, each thing with what to do about it.

    A letter about an invitation alone can be answered; one that brings more says that each has its own way.
    """
    items = pen.many("about")
    asking = sum(item["kind"] in ANSWERED for item in items)
    answerable = asking == len(items) == 1 and bool(pen.links.answer)
    told = [_sentence(pen, item) for item in items]
    shared = _shared_deadline(pen, items)
    lead = _lead_shared(pen, items[0], shared) if shared else _said(pen, f"letter.{_lead(pen, items)}")
    return Draft(
        subject=_subject(pen, items),
        preview=_preview(pen, items[0]),
        blocks=(
            Para(pen.greeting()),
            Para(lead),
            *((Para(_said(pen, "letter.each")),) if asking and len(items) > 1 else ()),
            *(
                block
                for item, text in zip(items, told, strict=True)
                for block in _item(pen, item, text, "" if shared else _until(pen, item), answerable)
            ),
            Small(_said(pen, "letter.why", call=pen.call.name.said_in(pen.language))),
            *((Small(pen("mute")),) if answerable else ()),
            *choosing(pen),
        ),
        answerable=answerable,
    )


def _lead(pen: Pen, items: list[Mapping[str, Any]]) -> str:
    if pen.facts.get("answers"):
        return "which"
    return "leads" if len(items) > 1 else "lead"


def _lead_shared(pen: Pen, first: Mapping[str, Any], until: str) -> str:
    return left_said(pen, first, "shared", until=until) or _said(pen, "letter.leads_until", until=until)


def left_said(pen: Pen, item: Mapping[str, Any], part: str, **facts: object) -> str:
    """Return in one part's words how much time is left for a thing; '' where that is not known."""
    left = item.get("left")
    return pen.words(f"time_left.{part}.{left['unit']}", count=pen.amount(left["count"]), **facts) if left else ""


def choosing(pen: Pen) -> tuple[Block, ...]:
    """Return the way to choose which reminders come: the reader's page where the letter bears it, else the chat."""
    pages = [links.page for links in pen.links.of.values() if links.page]
    page = pen.links.page or next(iter(pages), "")
    if not page:
        return (Link(_said(pen, "letter.choose_inside"), pen.links.home),)
    return (Link(_said(pen, "letter.choose"), f"{page}#reminders"),)


def _subject(pen: Pen, items: list[Mapping[str, Any]]) -> str:
    if len(items) > 1:
        return _said(pen, "letter.subject.several", call=pen.call.short_name, count=pen.amount(len(items)))
    return _said(pen, f"letter.subject.{items[0]['kind']}", **_facts(pen, items[0], LONGEST_IN_SUBJECT))


def _preview(pen: Pen, first: Mapping[str, Any]) -> str:
    if not first.get("deadline"):
        return _said(pen, "letter.preview_open")
    return _said(pen, "letter.preview", day=pen.day_of(_at(first) - timedelta(seconds=1)))


def _sentence(pen: Pen, item: Mapping[str, Any]) -> str:
    facts, why = _facts(pen, item, LONGEST_NAME), item.get("why")
    return pen.words(f"undelivered.told.{why}", **facts) if why else _said(pen, f"letter.told.{item['kind']}", **facts)


def _facts(pen: Pen, item: Mapping[str, Any], longest: int) -> dict[str, object]:
    own = replace(pen, facts={**item, "proponent_name": item.get("proponent")})
    name, address = own.text("name", longest) or pen.words("letters.somebody"), own.text("address", LONGEST_ADDRESS)
    return {
        "title": own.titled(item.get("title"), longest),
        "name": name,
        "who": pen("of_organisation", name=name, organisation=address) if address else name,
        "proponent": own.proponent,
        "missing": own.labels(own.many("missing")) if item.get("missing") else "",
        "count": pen.amount(item.get("count", 1)),
    }


def _shared_deadline(pen: Pen, items: list[Mapping[str, Any]]) -> str:
    """Return the deadline of all, where several things have the same: it is said once, before them."""
    deadlines = {item.get("deadline") for item in items}
    return _until(pen, items[0]) if len(deadlines) == 1 < len(items) and not pen.facts.get("answers") else ""


def _item(pen: Pen, item: Mapping[str, Any], text: str, until: str, answerable: bool) -> tuple[Block, ...]:
    left = left_said(pen, item, "letter", until=until) or _said(pen, "letter.until", until=until)
    when = (Para(left),) if until else ()
    title = (Title(pen.titled(item["title"])),) if item.get("title") and len(pen.many("about")) > 1 else ()
    return (*title, Para(text), *when, *_ways(pen, item, answerable))


def _ways(pen: Pen, item: Mapping[str, Any], answerable: bool) -> tuple[Block, ...]:
    """Return what to do about a thing: the letter itself is an invitation's answer where it is about that alone."""
    if item["kind"] not in ANSWERED:
        return (Button(_said(pen, f"letter.button.{item['kind']}"), pen.links.home),)
    links = pen.links.of.get(str(item["subject"]), pen.links)
    own = replace(pen, facts={**item, "proposal_title": item.get("title")}, links=links)
    yes, no = ("tap.data", "") if item["kind"] == MatterKind.PROFILE else ("tap.accept", "tap.decline")
    by_word = (Para(_said(pen, "letter.answer")),) if answerable else ()
    buttons = taps(own, yes=yes, no=no, keys=own.many("missing"))
    # The buttons need a mail program that opens them, and plain text has none.
    is_elsewhere = bool(links.answer and no) and not answerable
    by_mail = (Small(_said(pen, "letter.answer_at", address=links.answer)),) if is_elsewhere else ()
    page = Button(_said(pen, "letter.page", title=own.title), links.page, "third")
    return (*by_word, *buttons, *by_mail, *((page,) if links.page else ()))


def _until(pen: Pen, item: Mapping[str, Any]) -> str:
    """Return the deadline of a thing as people are told one, by their own clock, its last second; '' without one."""
    return moment(_deadline(pen, item), pen.words, pen.call) if item.get("deadline") else ""


def _deadline(pen: Pen, item: Mapping[str, Any]) -> Moment:
    return closing_at(pen.call.moments[CLOSE], _at(item), pen.call.zone)


def _at(item: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(item["deadline"]))


def _said(pen: Pen, key: str, /, **facts: object) -> str:
    said = pen.words(f"reminding.{key}", **facts)
    return said[:1].upper() + said[1:]
