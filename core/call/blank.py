"""Texts that tell nothing: with nothing to see in them, or that say in words that somebody would rather not say."""

from __future__ import annotations

from unicodedata import category

from core.model.folding import folded

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Unicode categories of controls, signs of no width and spaces."""
_FILLERS = frozenset(
    map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810)))
) | frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Signs of other categories that show nothing: fillers of Hangul, the blank of braille, joiners and selectors."""

_LONGEST_UNTOLD = 40
_UNTOLD = frozenset(
    (
        *("prefer not to say", "i prefer not to say", "prefer not to answer", "prefer not to disclose"),
        *("prefiero no decir", "prefiero no decirlo", "prefiero no responder", "prefiero no contestar"),
        *("prefiro nao dizer", "prefiro nao responder", "prefiro nao informar", "prefiro nao declarar"),
    )
)
"""Folded, with spaces for underscores."""
_BEGIN_UNTOLD = frozenset(text[:4] for text in _UNTOLD)
_SEEN = frozenset(map(chr, range(0x21, 0x7F)))
"""First signs of nearly every text, by which it is known at once that there is something to see."""
_TELLING = _SEEN - {sign for text in _BEGIN_UNTOLD for sign in (text[0], text[0].upper())}


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in a text."""
    return text[:1] not in _SEEN and all(sign in _FILLERS or category(sign) in _UNSEEN for sign in text)


def tells_nothing(text: str) -> bool:
    """Whether a text is blank or says 'prefer not to say' in one of our languages, however it is written."""
    first = text[:1]
    if first in _TELLING or (first in _SEEN and text[:4].casefold() not in _BEGIN_UNTOLD):
        return False
    return is_blank(text) or (len(text) <= _LONGEST_UNTOLD and folded(text.replace("_", " ")).strip(" .") in _UNTOLD)
