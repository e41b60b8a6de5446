"""The secretariat's digest: readable on a phone and as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from templates.letters.blocks import Block, Button, Draft, Items, Para, Rows, Title
from templates.letters.pen import Pen
from templates.say import day, instant, moment

SHOWN = 25
"""Lines of one section; the rest is on the page."""
TOTALS = ("drafts", "sent", "invited", "confirmed")


def digest(pen: Pen) -> Draft:
    """One letter a day instead of twenty."""
    totals = pen.facts["totals"]
    return Draft(
        subject=pen(
            "digest.subject", day=day(date.fromisoformat(pen.text("day")), pen.language), call=pen.call.short_name
        ),
        preview=pen("digest.preview", sent=len(pen.many("sent")), problems=len(pen.many("problems"))),
        blocks=(
            *_section(pen, "problems", [_problem(pen, item) for item in pen.many("problems")]),
            *_section(pen, "sent", [_line(pen, item) for item in pen.many("sent")]),
            *_section(pen, "new", [_line(pen, item) for item in pen.many("new")]),
            *_section(pen, "withdrawn", [_line(pen, item) for item in pen.many("withdrawn")]),
            *_section(pen, "waiting", [_waiting(pen, item) for item in pen.many("waiting")]),
            *_section(pen, "deadlines", [_deadline(pen, item) for item in pen.many("deadlines")]),
            Title(pen("digest.totals")),
            Rows(tuple((pen(f"digest.total.{key}"), str(totals.get(key, 0))) for key in TOTALS)),
            Button(pen("digest.button"), f"{pen.links.home}secretariat"),
        ),
    )


def _section(pen: Pen, key: str, lines: list[str]) -> tuple[Block, ...]:
    if not lines:
        return ()
    more = (Para(pen("digest.more", count=len(lines) - SHOWN)),) if len(lines) > SHOWN else ()
    return (Title(pen(f"digest.{key}", count=len(lines))), Items(tuple(lines[:SHOWN])), *more)


def _line(pen: Pen, item: Mapping[str, Any]) -> str:
    title = pen("title", title=item["title"]) if item["title"] else pen("untitled")
    number = pen("digest.number", number=item["number"]) if item.get("number") else ""
    return pen("digest.line", number=number, title=title, proponent=item["proponent"] or pen("somebody")).strip()


def _waiting(pen: Pen, item: Mapping[str, Any]) -> str:
    return pen("digest.waits", line=_line(pen, item), count=int(item["waits_for"]))


def _problem(pen: Pen, item: Mapping[str, Any]) -> str:
    title = pen("title", title=item["title"]) if item.get("title") else ""
    return pen(f"digest.problem.{item['kind']}", name=item.get("name") or pen("somebody"), title=title).strip()


def _deadline(pen: Pen, item: Mapping[str, Any]) -> str:
    known = pen.call.moments.get(item["key"])
    if known is None:
        return pen(
            "digest.deadline", name=item["key"], at=instant(datetime.fromisoformat(item["at"]), pen.words, pen.call)
        )
    return pen("digest.deadline", name=known.name.said_in(pen.language), at=moment(known, pen.words, pen.call))
