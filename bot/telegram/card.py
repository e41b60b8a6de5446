"""One message of the bot: its text, its buttons, and what a tapped button sends back."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

VERSION = "v1"
LARGEST_DATA = 64
"""Bytes that a button may carry."""

TAG_LENGTH = 8
"""Characters of a tag at most: with a revision of six digits this leaves 45 bytes for verb and argument."""

_TAG = re.compile(rf"[A-Za-z0-9_-]{{1,{TAG_LENGTH}}}")
_DATA = re.compile(
    rf"{VERSION}\|(?P<tag>{_TAG.pattern})\|(?P<revision>0|[1-9][0-9]{{0,8}})\|(?P<verb>[a-z_]+)\|(?P<argument>[^\n\r]*)"
)


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap; `data` is what comes back."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Card:
    """A message: `text` is Telegram's HTML, `rows` an inline keyboard.

    `reads` is '' for the card itself. Else this message goes before it, a piece of a long text, and `reads` is what the
    chat has read once it is sent (`Chat.read_out`). One that `is_silent` rings nowhere.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    reads: str = ""
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Tapped:
    """What the data of a button say. `tag` marks whose card it was, `revision` which screen was on it."""

    tag: str
    revision: int
    verb: str
    argument: str


def data_of(tapped: Tapped) -> str:
    """Return the data of a button; ValueError where they cannot be read back or are more than 64 bytes."""
    data = _written(tapped)
    if parsed(data) != tapped:
        raise ValueError(f"a button cannot carry {data!r} ({LARGEST_DATA} bytes at most)")
    return data


def parsed(data: str) -> Tapped | None:
    """Read the data of a button; None for anything that `data_of` does not write."""
    found = _DATA.fullmatch(data)
    if found is None or len(data.encode("utf-8", "replace")) > LARGEST_DATA:
        return None
    return Tapped(found["tag"], int(found["revision"]), found["verb"], found["argument"])


def fits(tapped: Tapped) -> bool:
    """Whether a button can carry this whole."""
    return len(_written(tapped).encode()) <= LARGEST_DATA


def mark_of(argument: str) -> str:
    """Return a short mark that stands for a long argument on a button; the screen tells which it is."""
    return "~" + hashlib.blake2s(argument.encode(), digest_size=8).hexdigest()


def _written(tapped: Tapped) -> str:
    return f"{VERSION}|{tapped.tag}|{tapped.revision}|{tapped.verb}|{tapped.argument}"
