"""Lists under headings, shortened by whole entries so that a screen fits one message of a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.dialogue.screen import Block, BlockKind, Phrase, Screen

PLACE = "office"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rows; without rows nothing is shown. `beyond` counts rows that are not even here."""

    heading: Phrase
    rows: Sequence[Block]
    beyond: int = 0


def screen(title: Phrase, blocks: Sequence[Block], language: str) -> Screen:
    """Return an answer: there is nothing to tap on it."""
    return Screen(place=PLACE, revision=0, title=title, blocks=tuple(blocks), language=language)


def row(label: Phrase, *detail: Phrase) -> Block:
    """Return one line of a list."""
    return Block(BlockKind.ROW, label, detail)


def text(key: str, /, **facts: object) -> Block:
    """Return a paragraph of the room of words of the office."""
    return Block(BlockKind.TEXT, Phrase(f"office.{key}", facts))


def laid(sections: Sequence[Section], room: int, page: str) -> tuple[Block, ...]:
    """Return the sections with at most `room` rows in all, and how many more there are and where to see them."""
    filled = [section for section in sections if section.rows]
    shown = shares([len(section.rows) for section in filled], room)
    return tuple(
        block
        for section, count in zip(filled, shown, strict=True)
        for block in (
            Block(BlockKind.HEADING, section.heading),
            *section.rows[:count],
            *more(len(section.rows) + section.beyond - count, page),
        )
    )


def more(count: int, page: str) -> tuple[Block, ...]:
    """Return the line that says how many entries are left out, nothing for none."""
    if count <= 0:
        return ()
    if page:
        return (row(Phrase("office.more", {"count": count, "page": Phrase(own=page)})),)
    return (row(Phrase("office.more_by_search", {"count": count, "search": Phrase("telegram.office.search")})),)


def on_the_page(page: str) -> tuple[Block, ...]:
    """Return where everything can be read, nothing where there is no page."""
    return (Block(BlockKind.TEXT, Phrase("office.page", {"page": Phrase(own=page)})),) if page else ()


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """Divide the room: who wants little gets it all, the others share what is left."""
    given = [0] * len(wanted)
    for served, place in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        given[place] = min(wanted[place], room // (len(wanted) - served))
        room -= given[place]
    return given
