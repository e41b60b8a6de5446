"""The secretariat's digest: readable on a phone and as plain text, numbers first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from core.dialogue.reading.cleaning import one_line, shortened
from core.rules.figures import Kind
from core.usecases.digesting.coming import SOON
from templates.charts.drawing import drawn
from templates.charts.telling import Telling, Told, figure_of
from templates.letters.blocks import Block, Button, Draft, Items, Para, Picture, Rows, Small, Title
from templates.letters.bulk import ending
from templates.letters.orders import explained
from templates.letters.pen import LONGEST_NAME, Pen
from templates.say import day, instant, moment
from templates.versions import change_said

PAGE = "secretariat/digest"
"""Where the same is told with all its pictures, below the address of the service."""
HAPPENED = ("sent", "new", "withdrawn", "extended", "confirmed", "declined")
TOTALS = ("sent", "drafts", "confirmed", "invited")


def digest(pen: Pen) -> Draft:
    """One letter a day instead of twenty: what needs a person first."""
    figures = [Telling(pen.call, pen.words)(figure_of(figure)) for figure in pen.many("figures")]
    return Draft(
        subject=title(pen),
        preview=_say(pen, "preview", needs=needs(pen), sent=pen.amount(_count(pen, "sent"))),
        blocks=(
            Para(needs(pen)),
            *changed(pen),
            *versions(pen),
            *problems(pen),
            *_pictured(pen, figures[:1]),
            *happened(pen),
            *_pictured(pen, figures[1:]),
            *coming(pen),
            *totals(pen),
            Button(_say(pen, "button"), f"{pen.links.home}{PAGE}"),
            *explained(pen),
            Small(_say(pen, "why")),
            *ending(pen, "digest"),
        ),
    )


def title(pen: Pen) -> str:
    """Return what the digest of the day is called."""
    return _say(pen, "subject", day=_day(pen, "day"), call=pen.call.short_name)


def needs(pen: Pen) -> str:
    """Return how much needs a person."""
    count = _count(pen, "problems")
    return _say(pen, "needs", count=pen.amount(count)) if count else _say(pen, "needs_nothing")


def changed(pen: Pen) -> tuple[Block, ...]:
    """Return what happened since the last one, in numbers."""
    told = [
        pen.words(f"digest.happened.{key}", count=pen.amount(count))
        for key in HAPPENED
        if (count := pen.facts["changed"].get(key))
    ]
    said = _say(pen, "changed", what=", ".join(told)) if told else _say(pen, "changed_nothing")
    since = _say(pen, "since", day=_day(pen, "since")) if pen.facts.get("since") else _say(pen, "first")
    return (Title(since), Para(said))


def problems(pen: Pen) -> tuple[Block, ...]:
    """Return what needs a person, line by line."""
    return _section(pen, "problems", _problem)


def happened(pen: Pen) -> tuple[Block, ...]:
    """Return the proposals to which something happened, and those that wait for answers."""
    return tuple(block for key, line in LISTS.items() for block in _section(pen, key, line))


def coming(pen: Pen) -> tuple[Block, ...]:
    """Return what comes next: dates, those that nobody knows, and reminders."""
    rows = [_deadline(pen, item) for item in pen.many("deadlines")]
    rows += [
        (_moment_name(pen, item), _say(pen, "deadline.unknown", count=pen.amount(item["blocks"])))
        for item in pen.many("undated")
    ]
    if count := pen.facts["reminders"]:
        said = _say(pen, "deadline.reminders_count", count=pen.amount(count), days=SOON.days)
        rows.append((_say(pen, "deadline.reminders"), said))
    return (Title(_say(pen, "section.deadlines")), Rows(tuple(rows))) if rows else ()


def versions(pen: Pen) -> tuple[Block, ...]:
    """Return how the call changed, and why."""
    lines = tuple(_version(pen, item) for item in pen.many("versions"))
    return (Title(_say(pen, "section.versions")), Items(lines)) if lines else ()


def totals(pen: Pen) -> tuple[Block, ...]:
    """Return how the call stands."""
    known = pen.facts["totals"]
    rows = tuple((_say(pen, f"total.{key}"), str(pen.amount(known.get(key, 0)))) for key in TOTALS)
    return (Title(_say(pen, "section.totals")), Rows(rows))


def numbers(told: Told) -> tuple[tuple[str, str], ...]:
    """Return a figure's numbers in words; of days those on which nothing came are left out."""
    return tuple(
        (row.label, row.said)
        for bar, row in zip(told.figure.bars, told.rows, strict=True)
        if told.figure.kind is not Kind.DAYS or any(bar.counts)
    )


def _say(pen: Pen, key: str, /, **facts: object) -> str:
    """Return words of the digest's room; a sentence that begins with a fact still begins with a capital."""
    said = pen.words(f"digest.{key}", **facts)
    return said[:1].upper() + said[1:]


def _day(pen: Pen, key: str) -> str:
    return day(date.fromisoformat(pen.text(key)), pen.language)


def _section(pen: Pen, key: str, line: Line) -> tuple[Block, ...]:
    count = _count(pen, key)
    if not count:
        return ()
    lines = [line(pen, item) for item in pen.facts[key]["lines"]]
    beyond = pen.facts[key]["beyond"]
    more = [pen.words("digest.more", count=pen.amount(beyond))] if beyond else []
    return (Title(heading(pen, key)), Items((*lines, *more)))


def heading(pen: Pen, key: str) -> str:
    """Return what a section is called, with how much is in it."""
    return _say(pen, f"section.{key}", count=pen.amount(_count(pen, key)))


def _count(pen: Pen, key: str) -> int:
    return int(pen.facts[key]["count"]) if key in pen.facts else 0  # a digest that an older version queued


def _line(pen: Pen, item: Mapping[str, Any]) -> str:
    who = Pen(pen.words, pen.call, {"proponent_name": item.get("proponent")}).proponent
    facts = {"title": pen.titled(item.get("title")), "proponent": who}
    number = item.get("number")
    said = _say(pen, "numbered", number=pen.amount(number), **facts) if number else _say(pen, "line", **facts)
    return _say(pen, "held", line=said) if item.get("is_held") else said


def _waiting(pen: Pen, item: Mapping[str, Any]) -> str:
    return _say(pen, "waits", line=_line(pen, item), count=pen.amount(item["waits_for"]))


def _problem(pen: Pen, item: Mapping[str, Any]) -> str:
    name = Pen(pen.words, pen.call, {"name": item.get("name")}).text("name") or pen.words("letters.somebody")
    title = pen.titled(item.get("title"))
    if number := item.get("number"):
        title = pen.words("digest.titled", title=title, number=pen.amount(number))
    why = item.get("why")
    key = f"undelivered.problem.{why}" if why else f"digest.problem.{item['kind']}"
    return pen.words(key, name=name, title=title, count=pen.amount(item["count"]))


def _pictured(pen: Pen, figures: list[Told]) -> tuple[Block, ...]:
    return tuple(block for told in figures for block in (Title(told.title), _picture(pen, told)))


def _picture(pen: Pen, told: Told) -> Picture:
    shown = drawn(told, pen.call, pen.words, alone=True)
    return Picture(
        cid=f"{hashlib.sha256(shown.svg.encode()).hexdigest()[:24]}@convoca",
        svg=shown.svg,
        alt=told.alt,
        width=shown.width,
        height=shown.height,
        rows=numbers(told),
        note=told.note,
    )


def _deadline(pen: Pen, item: Mapping[str, Any]) -> tuple[str, str]:
    known = pen.call.moments.get(item["key"])
    at = (
        moment(known, pen.words, pen.call)
        if known
        else instant(datetime.fromisoformat(item["at"]), pen.words, pen.call)
    )
    days = int(item["days"])
    said = _say(pen, "deadline.days", at=at, days=days) if days else _say(pen, "deadline.today", at=at)
    return _moment_name(pen, item), _say(pen, "deadline.unsure", said=said) if item["unsure"] else said


def _moment_name(pen: Pen, item: Mapping[str, Any]) -> str:
    known = pen.call.moments.get(item["key"])
    return known.name.said_in(pen.language) if known else str(item["key"])


def _version(pen: Pen, item: Mapping[str, Any]) -> str:
    changes = " ".join(change_said(change, pen.words) for change in item["changes"])
    reason = shortened(one_line(item["reason"]), LONGEST_NAME)
    return _say(pen, "version", reason=reason, changes=changes) if reason else changes


Line = Callable[[Pen, Mapping[str, Any]], str]
LISTS: Mapping[str, Line] = {
    "sent": _line, "new": _line, "withdrawn": _line, "extended": _line, "held": _line, "waiting": _waiting,
}  # fmt: skip
"""Lists of proposals in their order, each with what is said of one."""
