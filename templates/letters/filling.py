"""How people answer: the lines to copy and fill in, what was understood of them, and the page.

Mail programs quote our letters back at us, and a line of an answer that equals one of ours is taken for ours. So no
line of a letter may be one that a person writes: choices stand in brackets, facts after a dash, and what somebody
typed stands inside a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.model.proposal import Attendance
from templates.letters.blocks import Block, Button, Form, Link, Para, Rows, Small
from templates.letters.pen import Pen
from templates.words import LANGUAGES, Words

LONGEST_LINE = 120
"""Characters of a line that was not understood."""


def form_lines(pen: Pen, keys: Iterable[str]) -> tuple[str, ...]:
    """Return 'Label: [choices]' for each key, in words that the reading of letters understands."""
    return tuple(f"{pen.label(key)}: [{choices(pen, key)}]" for key in keys)


def is_closed(pen: Pen, key: str) -> bool:
    """Whether only some values are understood of a field."""
    attribute = pen.call.attribute(key)
    return key == "attendance" or (attribute is not None and bool(attribute.options))


def choices(pen: Pen, key: str) -> str:
    """Return what may stand in a field, or what to put there."""
    attribute = pen.call.attribute(key)
    if key == "attendance":
        return " / ".join(pen.attendance(way) for way in Attendance)
    if attribute is not None and attribute.options:
        return " / ".join(option.name.said_in(pen.language) for option in attribute.options)
    if attribute is not None and attribute.is_country:
        return pen.words("letters.form.country")
    return pen.words("letters.form.name" if key == "name" else "letters.form.text")


def asked_for(pen: Pen) -> tuple[Block, ...]:
    """Return the lines for what is missing and what may be added, with what the call explains about them."""
    keys = (*pen.many("missing"), *pen.many("optional"))
    return (Form(form_lines(pen, keys)), *explained(pen, keys)) if keys else ()


def explained(pen: Pen, keys: Iterable[str]) -> tuple[Block, ...]:
    """Return the call's own explanations of some fields, in small print."""
    found = (pen.call.attribute(key) for key in keys)
    helps = [(item, item.help.said_in(pen.language)) for item in found if item is not None]
    said = " ".join(pen("form.help", label=item.label.said_in(pen.language), help=text) for item, text in helps if text)
    return (Small(said),) if said else ()


def data_to_add(pen: Pen) -> tuple[Block, ...]:
    """Return the lines that go below a yes, where something is missing; nobody has to fill them in at once."""
    lines = asked_for(pen)
    return (Para(pen("answer.data")), *lines) if lines else ()


def by_page(pen: Pen, lead: str = "or_page") -> tuple[Block, ...]:
    """Return the other ways to answer, under these words; '' where the letter has spoken of the page already."""
    said = (Para(pen(lead)),) if lead else ()
    page = (*said, Button(pen("page_button"), pen.links.page, "third")) if pen.links.page else ()
    chat = (Link(pen("or_chat"), pen.links.chat),) if pen.links.chat else ()
    return (*page, *chat)


def noted(pen: Pen) -> tuple[Block, ...]:
    """Return what was understood of an answer."""
    rows = pen.profile("understood")
    return (Para(pen("understood")), Rows(rows)) if rows else ()


def not_understood(pen: Pen) -> tuple[Block, ...]:
    """Return the lines that nobody understood."""
    lines = [pen.titled(line, LONGEST_LINE) for line in pen.many("unknown")]
    return (Para(pen("not_understood", lines=pen.listed(lines))),) if lines else ()


def why_listed(pen: Pen) -> tuple[Block, ...]:
    """Return the small print: why the letter came, and how to make them stop."""
    return (Small(pen("why", proponent=pen.proponent)), Small(pen("mute")))


def other_languages(pen: Pen) -> tuple[Block, ...]:
    """Return a line in each of the call's other languages: we may have guessed wrong who reads what."""
    others = [key for key in pen.call.languages if key in LANGUAGES and key != pen.language]
    if not pen.links.page:
        return ()
    return tuple(Link(Words(key)("letters.in_this_language"), f"{pen.links.page}?lang={key}") for key in others)
