"""Dressing a letter: plain text for reading anywhere, HTML in one column with its styles inside."""

from __future__ import annotations

import textwrap
from functools import cache

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined

from templates.letters.blocks import Block, Button, Draft, Items, Para, Quote, Rows, Small, Title
from templates.letters.pen import Pen

WIDTH = 76


def as_text(draft: Draft, pen: Pen) -> str:
    """Return the letter as plain text, at most 76 characters a line but for links."""
    marker = [pen.words("reading.marker")] if draft.answerable else []
    pieces = [*marker, *(_plain(block) for block in draft.blocks), "-- \n" + _sign(pen)]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def as_html(draft: Draft, pen: Pen) -> str:
    """Return the letter as HTML, every style inline, nothing fetched from anywhere."""
    page = (
        _environment()
        .get_template("letter.html")
        .render(draft=draft, pen=pen, marker=pen.words("reading.marker") if draft.answerable else "", sign=_sign(pen))
    )
    return css_inline.inline(page, load_remote_stylesheets=False, keep_style_tags=True)


def _sign(pen: Pen) -> str:
    return f"{pen.call.name.said_in(pen.language)}\n{pen.call.contact}"


def _plain(block: Block) -> str:
    match block:
        case Para(text) | Small(text):
            return _wrapped(text)
        case Title(text):
            return f"{text}\n{'-' * min(len(text), WIDTH)}"
        case Quote(text):
            return "\n".join(f"  | {line}" for line in _wrapped(text, WIDTH - 4).split("\n"))
        case Items(items):
            return "\n".join(_wrapped(item, first="* ") for item in items)
        case Rows(rows):
            return "\n".join(_row(label, value) for label, value in rows)
        case Button(label, url):
            return f"{label}:\n{url}"


def _row(label: str, value: str) -> str:
    short = "\n" not in value and len(label) + len(value) + 2 <= WIDTH
    return f"{label}: {value}" if short else f"{label}:\n{_wrapped(value, first='  ', then='  ')}"


def _wrapped(text: str, width: int = WIDTH, first: str = "", then: str | None = None) -> str:
    rest = " " * len(first) if then is None else then
    lines = [
        textwrap.fill(
            line, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )
        for line in text.split("\n")
    ]
    return "\n".join(lines)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("templates", "letters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
