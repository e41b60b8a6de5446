"""Typed text made harmless: NFC, no control characters, no invisible direction marks in one-line fields."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    (0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
)
"""Marks that turn the direction of text or take no room; the joiners that emoji and scripts need stay."""

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
"""Unicode's categories Cc and Cs: control characters, and halves of surrogate pairs."""
_IN_ONE_LINE: dict[int, str | None] = {**_INVISIBLE, **dict.fromkeys(_CONTROLS, " ")}
_IN_MANY_LINES = dict.fromkeys(code for code in _CONTROLS if chr(code) not in "\n\t")

_JOINER = "\u200d"
_SKIN_TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""A flag is two of these."""

_BULLET = re.compile(r"^\s*(?:[-–—•*·]|\(?\d{1,2}[.)])\s+")


def one_line(text: str) -> str:
    """Return a text for a one-line field: every run of white space, line breaks too, is one space."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_IN_ONE_LINE)).split())


def many_lines(text: str) -> str:
    """Return a long text with its line breaks and tabs, trimmed at both ends; invisible marks alone are nothing."""
    if not one_line(text):
        return ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", lines.translate(_IN_MANY_LINES)).strip()


def items(text: str) -> tuple[str, ...]:
    """Return the lines of a list, without bullets or numbers before them and without blank ones."""
    lines = (one_line(_BULLET.sub("", line)) for line in many_lines(text).split("\n"))
    return tuple(line for line in lines if line)


def shortened(text: str, maximum: int) -> str:
    """Return a text cut to `maximum` characters with an ellipsis, never inside an accented letter or a joined emoji."""
    if len(text) <= maximum:
        return text
    cut = maximum - 1
    while cut and _is_joined(text, cut):
        cut -= 1
    return text[:cut].rstrip() + "…"


def _is_joined(text: str, at: int) -> bool:
    """Whether the character there is shown as one with what stands before it: a mark, a tone of skin, half a flag."""
    char = text[at]
    if unicodedata.category(char).startswith("M") or _JOINER in (text[at - 1], char) or char in _SKIN_TONES:
        return True
    before = text[:at]
    return char in _FLAG_LETTERS and (at - len(before.rstrip(_FLAG_LETTERS))) % 2 == 1
