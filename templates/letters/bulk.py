"""Letters to many: the secretariat's own words, in the dress of all letters, with why they came and how to end them."""

from __future__ import annotations

import re

from core.dialogue.reading.cleaning import many_lines, one_line, shortened
from core.model.batch import LONGEST_SUBJECT
from templates.letters.blocks import Block, Draft, Link, Para, Small
from templates.letters.pen import Pen

LONGEST_PREVIEW = 100
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def announcement(pen: Pen) -> Draft:
    """What the secretariat wants many people to know."""
    text = many_lines(str(pen.facts["text"]))
    return Draft(
        subject=pen.text("subject", LONGEST_SUBJECT),
        preview=shortened(one_line(text), LONGEST_PREVIEW),
        blocks=(
            Para(pen.greeting()),
            *(Para(paragraph, "typed") for paragraph in _BLANK_LINES.split(text)),
            Small(pen.words(f"bulk.letter.why_{pen.facts['audience']}", call=pen.call.name.said_in(pen.language))),
            *ending(pen, "announcement"),
        ),
    )


def ending(pen: Pen, sort: str) -> tuple[Block, ...]:
    """Return the link that ends letters of a sort."""
    return (Link(pen.words(f"unsubscribe.letter.{sort}"), pen.links.stop),) if pen.links.stop else ()
