"""The pieces that letters are made of: the same pieces become plain text and HTML, so both say the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: one line of plain text, however long."""

    text: str
    kind: str = "para"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading inside a letter."""

    text: str
    kind: str = "title"


@dataclass(frozen=True, slots=True)
class Code:
    """Digits to type somewhere else, large."""

    text: str
    kind: str = "code"


@dataclass(frozen=True, slots=True)
class Rows:
    """Pairs of label and value; a value with line breaks keeps them."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "rows"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class Form:
    """Lines to copy into an answer and fill in."""

    lines: tuple[str, ...]
    kind: str = "form"


@dataclass(frozen=True, slots=True)
class Button:
    """A link that is the thing to do; `rank` is 'first', 'second' (the other choice) or 'third' (another way)."""

    label: str
    url: str
    rank: str = "first"
    kind: str = "button"


@dataclass(frozen=True, slots=True)
class Taps:
    """Links that open an answer already begun. Only in HTML: plain text says the same beside them, in words."""

    buttons: tuple[Button, ...]
    kind: str = "taps"


@dataclass(frozen=True, slots=True)
class Link:
    """A link in small print."""

    label: str
    url: str
    kind: str = "link"


@dataclass(frozen=True, slots=True)
class Small:
    """Something in small print."""

    text: str
    kind: str = "small"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that travels in the letter, and beside it its numbers in words; plain text has those alone."""

    cid: str
    svg: str
    alt: str
    width: int
    height: int
    rows: tuple[tuple[str, str], ...]
    note: str
    kind: str = "picture"


Block = Para | Title | Code | Rows | Items | Form | Button | Taps | Link | Small | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter before it is dressed. `preview` is what a phone shows under the subject."""

    subject: str
    preview: str
    blocks: tuple[Block, ...]
    answerable: bool = False
    """Whether an answer is understood: the letter then begins with the line to answer above."""
