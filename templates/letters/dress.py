"""Dressing a letter: plain text for reading anywhere, HTML in one column with its styles inside."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import css_inline
from jinja2 import Environment

from core.dialogue.reading.cleaning import shortened
from templates.environment import templates_in
from templates.letters.blocks import (
    Block,
    Button,
    Code,
    Draft,
    Form,
    Items,
    Link,
    Para,
    Picture,
    Rows,
    Small,
    Taps,
    Title,
)
from templates.letters.pen import Pen

LARGEST_PAGE = 100_000
"""Bytes of an HTML letter: Gmail hides what is beyond 102 kB behind a link."""
LONGEST_VALUE = 8_000
"""Characters of a value to begin with, where a letter is too large; halved until it is not."""
SHORTEST_VALUE = 100


def as_text(draft: Draft, pen: Pen) -> str:
    """Return the letter as plain text, a paragraph a line.

    Lines are not broken to a width: phones break them as they need, and a line that we broke could end as a lone 'no',
    which would then pass for a line of ours in the answer.
    """
    marker = [pen.words("reading.marker")] if draft.answerable else []
    pieces = [*marker, *(_plain(block) for block in draft.blocks), "-- \n" + _sign(pen)]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def as_html(draft: Draft, pen: Pen) -> str:
    """Return the letter as HTML, every style inline, nothing fetched from anywhere, small enough to be shown whole.

    Only a copy of what somebody typed can be too long; then its longest values are cut here, and stand whole in the
    plain text.
    """
    page, longest = _page(draft, pen), LONGEST_VALUE
    while len(page.encode()) > LARGEST_PAGE and longest > SHORTEST_VALUE:
        page, longest = _page(_cut(draft, pen, longest), pen), longest // 2
    return page


def _page(draft: Draft, pen: Pen) -> str:
    page = (
        _environment()
        .get_template("letter.html")
        .render(draft=draft, pen=pen, marker=pen.words("reading.marker") if draft.answerable else "", sign=_sign(pen))
    )
    return css_inline.inline(page, load_remote_stylesheets=False, keep_style_tags=True)


def _cut(draft: Draft, pen: Pen, longest: int) -> Draft:
    def value(said: str) -> str:
        return said if len(said) <= longest else f"{shortened(said, longest)} {pen('cut')}"

    blocks = (
        Rows(tuple((label, value(said)) for label, said in block.rows)) if isinstance(block, Rows) else block
        for block in draft.blocks
    )
    return replace(draft, blocks=tuple(blocks))


def _sign(pen: Pen) -> str:
    return f"{pen.call.name.said_in(pen.language)}\n{pen('questions', contact=pen.call.contact)}"


def _plain(block: Block) -> str:
    match block:
        case Para(text) | Small(text) | Code(text):
            return text
        case Title(text):
            return f"{text}\n{'-' * min(len(text), 40)}"
        case Items(items):
            return "\n".join(f"• {item}" for item in items)
        case Form(lines):
            return "\n".join(lines)
        case Rows(rows):
            return "\n".join(_row(label, value) for label, value in rows)
        case Button(label, url) | Link(label, url):
            return f"{label}:\n{url}"
        case Picture(rows=rows, note=note):
            return "\n".join((*(_row(label, value) for label, value in rows), *([note] if note else [])))
        case Taps():
            return ""


def _row(label: str, value: str) -> str:
    """Return a fact in the form that nobody answers in: a 'Label: value' of ours would be taken for our line."""
    if "\n" not in value:
        return f"{label} — {value}"
    return "\n".join((f"{label} —", *(f"  {line}".rstrip() for line in value.split("\n"))))


@cache
def _environment() -> Environment:
    return templates_in("letters")
