"""Letters that tell that the close for sending moved."""

from __future__ import annotations

from datetime import datetime

from core.dialogue.news import closing_on
from core.dialogue.reading.cleaning import one_line
from templates.letters.blocks import Block, Button, Draft, Items, Link, Para, Small
from templates.letters.pen import Pen
from templates.say import moment

_WORDS = {
    "deadline_later": "later", "deadline_earlier": "earlier", "deadline_reopened": "reopened", "deadline_own": "own",
}  # fmt: skip


def deadline(pen: Pen) -> Draft:
    """Say until when the reader's proposals can be sent now, what it was before, and why it moved."""
    how, when = _WORDS[pen.facts["how"]], _told(pen, "until")
    until = pen.day_of(datetime.fromisoformat(pen.facts["until"]))
    return Draft(
        subject=_said(pen, f"{how}.subject", day=until),
        preview=_said(pen, f"{how}.preview", at=when),
        blocks=(
            Para(pen.greeting()),
            Para(_said(pen, f"{how}.lead", at=when)),
            *_why(pen),
            *_drafts(pen),
            Button(pen("draft_reminder.button"), pen.links.home),
            Link(_said(pen, "subscribe"), f"{pen.links.home}calendar"),
            Small(_said(pen, "after_sent" if pen.facts.get("sent") else "after")),
        ),
    )


def _why(pen: Pen) -> tuple[Block, ...]:
    before = (Para(_said(pen, "before", at=_told(pen, "before"))),) if pen.facts.get("before") else ()
    reason = one_line(str(pen.facts.get("reason") or ""))
    return (*before, *((Para(_said(pen, "reason", reason=reason)),) if reason else ()))


def _drafts(pen: Pen) -> tuple[Block, ...]:
    titles = tuple(pen.titled(item.get("title")) for item in pen.many("drafts"))
    return (Para(_said(pen, "yours", count=pen.amount(len(titles)))), Items(titles)) if titles else ()


def _told(pen: Pen, key: str) -> str:
    """Return a close among the facts as people are told it."""
    end = closing_on(pen.call, datetime.fromisoformat(pen.facts[key]))
    return moment(end, pen.words, pen.call)


def _said(pen: Pen, key: str, /, **facts: object) -> str:
    said = pen.words(f"calendar.letter.{key}", **facts)
    return said[:1].upper() + said[1:]
