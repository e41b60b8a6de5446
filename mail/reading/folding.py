"""Comparing lines as people mean them: case, accents, punctuation and spacing do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from core.model import folding

_SURPLUS = re.compile(r"[^\w?@:+]+", re.UNICODE)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PLAIN = re.compile("[\n\t -~\u00a0-\u00ac\u00ae-\u02ff]*+")
"""Letters and signs of western languages, of which none is invisible (the soft hyphen is): no need to look closer."""
_UNSEEN = {"Cc", "Cf", "Cs"}
_ACCENTS = {"Mn", "Me", "Mc"}
_ACCENTS_TOGETHER = 8
"""Accents on one letter that are kept: ordering a longer run of them takes time that grows with its square."""


def folded(text: str) -> str:
    """Return lower-case words without accents and punctuation, one space between; question marks stay."""
    bare = text.lower() if text.isascii() else folding.folded(text)
    return _SURPLUS.sub(" ", bare.replace("'", "").replace("’", "")).strip()


def cleaned(text: str) -> str:
    r"""Return text in lines ended by '\n', without the invisible marks that mail programs leave (zero width, NUL)."""
    lines = _BREAKS.sub("\n", text)
    seen = lines if _PLAIN.fullmatch(lines) else "".join(_seen(lines))
    return unicodedata.normalize("NFC", seen).replace("\u00a0", " ")


def _seen(text: str) -> Iterator[str]:
    run = 0
    for mark in text:
        sort = unicodedata.category(mark)
        run = run + 1 if sort in _ACCENTS else 0
        if mark in "\n\t" or (sort not in _UNSEEN and run <= _ACCENTS_TOGETHER):
            yield mark
