"""Fitting what there is to say on one message: what matters most takes its room first, the rest shares what is left."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from core.dialogue.reading.cleaning import shortened

LONGEST = 4096
"""Code points of a message, once its HTML is read."""
MOST_ENTITIES = 100
LEAST = 24
"""Characters below which a piece of a text tells nothing: it is left out instead."""

_STEERING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that turn the direction of all that follows, be it somebody else's words."""
_HARMLESS: dict[int, str | None] = {
    **dict.fromkeys(_STEERING),
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys((0x0A, 0x2028, 0x2029), "\n"),
}
"""What stands for marks, control characters, halves of surrogate pairs and the ends of lines."""


class Rank(IntEnum):
    """How much a piece matters: lower ranks are laid out first."""

    NEEDED = 0
    """The question, what went wrong, what is expected."""
    SAID = 1
    """Our own words, and what the lines of a list are called."""
    ANSWER = 2
    """What people wrote, and notes."""
    ASIDE = 3
    """What else is missing, and news."""
    TRAIL = 4
    """Earlier answers: all of them or none."""


class Look(StrEnum):
    """How a piece looks."""

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"
    QUOTE = "blockquote expandable"


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of text; `before` stands between it and the piece before."""

    text: str
    rank: Rank
    look: Look = Look.PLAIN
    before: str = "\n"


def laid_out(pieces: Sequence[Piece]) -> str:
    """Return Telegram's HTML of the pieces, in their order, within the limits of one message, and never blank."""
    clean = [replace(piece, text=harmless(piece.text)) for piece in pieces]
    kept = fitted([piece for piece in clean if piece.text])
    looks = itertools.count(1)
    return "".join(_html(piece, looks) for piece in kept).strip() or "…"


def fitted(pieces: Sequence[Piece], room: int = LONGEST) -> list[Piece]:
    """Return the pieces as far as there is room: rank by rank, the long ones of a rank cut to one common length."""
    kept: dict[int, Piece] = {}
    for rank in Rank:
        for place, piece in _of_rank(pieces, rank, room):
            kept[place] = piece
            room -= _cost(piece)
    return [piece for _, piece in sorted(kept.items())]


def sheets(text: str, room: int = LONGEST) -> list[str]:
    """Return a long text as Telegram's HTML, in as few messages as it takes, broken between paragraphs if possible."""
    rest, pieces = harmless(text), []
    while len(rest) > room:
        cut = _break(rest[:room])
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [html.escape(piece, quote=False) for piece in (*pieces, rest) if piece]


def _break(text: str) -> int:
    """Return where a text is best broken: after its last paragraph, line or word that leaves no piece too short."""
    places = (text.rfind(mark) for mark in ("\n\n", "\n", " "))
    return next((place for place in places if place > len(text) // 2), len(text))


def _of_rank(pieces: Sequence[Piece], rank: Rank, room: int) -> Iterator[tuple[int, Piece]]:
    mine = [(place, piece) for place, piece in enumerate(pieces) if piece.rank is rank]
    if rank is Rank.TRAIL and sum(_cost(piece) for _, piece in mine) > room:
        return
    level = _level([len(piece.text) for _, piece in mine], room - sum(len(piece.before) for _, piece in mine))
    for place, piece in mine:
        short = replace(piece, text=shortened(piece.text, max(level, LEAST)))
        if _cost(short) <= room:
            room -= _cost(short)
            yield place, short


def _cost(piece: Piece) -> int:
    return len(piece.before) + len(piece.text)


def _level(lengths: list[int], room: int) -> int:
    """Return the largest length to which all texts can be cut so that they fit together."""
    for longer, length in zip(range(len(lengths), 0, -1), sorted(lengths), strict=True):
        if length * longer > room:
            return room // longer
        room -= length
    return LONGEST


def _html(piece: Piece, looks: Iterator[int]) -> str:
    text = html.escape(piece.text, quote=False)
    if piece.look is Look.PLAIN or next(looks) > MOST_ENTITIES:
        return piece.before + text
    return f"{piece.before}<{piece.look}>{text}</{piece.look.split()[0]}>"


def harmless(text: str) -> str:
    """Return a text that is nothing but characters to be shown; blank is empty."""
    return text.replace("\r\n", "\n").translate(_HARMLESS).strip()
