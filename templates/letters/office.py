"""The secretariat's digest: readable on a phone and as plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from templates.letters.blocks import Block, Button, Draft, Items, Para, Rows, Small, Title
from templates.letters.bulk import ending
from templates.letters.pen import Pen
from templates.say import day, instant, moment

TOTALS = ("drafts", "sent", "invited", "confirmed")


def digest(pen: Pen) -> Draft:
    """One letter a day instead of twenty: what needs a person first."""
    problems = _count(pen, "problems")
    needs = pen("digest.needs", count=pen.amount(problems)) if problems else pen("digest.needs_nothing")
    today = day(date.fromisoformat(pen.text("day")), pen.language)
    return Draft(
        subject=pen("digest.subject", day=today, call=pen.call.short_name),
        preview=pen("digest.preview", needs=needs, sent=pen.amount(_count(pen, "sent"))),
        blocks=(
            Para(needs),
            *_section(pen, "problems", _problem),
            *_section(pen, "sent", _line),
            *_section(pen, "new", _line),
            *_section(pen, "withdrawn", _line),
            *_section(pen, "waiting", _waiting),
            *_deadlines(pen),
            Title(pen("digest.totals")),
            Rows(_totals(pen)),
            Button(pen("digest.button"), f"{pen.links.home}secretariat"),
            Small(pen("digest.why")),
            *ending(pen, "digest"),
        ),
    )


def _section(pen: Pen, key: str, line: Callable[[Pen, Mapping[str, Any]], str]) -> tuple[Block, ...]:
    count = _count(pen, key)
    if not count:
        return ()
    lines = tuple(line(pen, item) for item in pen.facts[key]["lines"])
    more = (Para(pen("digest.more", count=pen.amount(count - len(lines)))),) if count > len(lines) else ()
    return (Title(pen(f"digest.{key}", count=pen.amount(count))), Items(lines), *more)


def _count(pen: Pen, key: str) -> int:
    return int(pen.facts[key]["count"])


def _line(pen: Pen, item: Mapping[str, Any]) -> str:
    who = Pen(pen.words, pen.call, {"proponent_name": item.get("proponent")}).proponent
    facts = {"title": pen.titled(item.get("title")), "proponent": who}
    number = item.get("number")
    return pen("digest.numbered", number=pen.amount(number), **facts) if number else pen("digest.line", **facts)


def _waiting(pen: Pen, item: Mapping[str, Any]) -> str:
    return pen("digest.waits", line=_line(pen, item), count=pen.amount(item["waits_for"]))


def _problem(pen: Pen, item: Mapping[str, Any]) -> str:
    name = Pen(pen.words, pen.call, {"name": item.get("name")}).text("name") or pen.words("letters.somebody")
    title = pen.titled(item.get("title"))
    return pen(f"digest.problem.{item['kind']}", name=name, title=title)


def _deadlines(pen: Pen) -> tuple[Block, ...]:
    rows = tuple(_deadline(pen, item) for item in pen.many("deadlines"))
    return (Title(pen("digest.deadlines")), Rows(rows)) if rows else ()


def _deadline(pen: Pen, item: Mapping[str, Any]) -> tuple[str, str]:
    known = pen.call.moments.get(item["key"])
    if known is None:
        return str(item["key"]), instant(datetime.fromisoformat(item["at"]), pen.words, pen.call)
    return known.name.said_in(pen.language), moment(known, pen.words, pen.call)


def _totals(pen: Pen) -> tuple[tuple[str, str], ...]:
    totals = pen.facts["totals"]
    return tuple((pen(f"digest.total.{key}"), str(pen.amount(totals.get(key, 0)))) for key in TOTALS)
