"""Comparing lines as people mean them: case, accents, punctuation and spacing do not count."""

from __future__ import annotations

import re
import unicodedata

from core.model import folding

_SURPLUS = re.compile(r"[^\w?@:+]+", re.UNICODE)


def folded(text: str) -> str:
    """Return lower-case words without accents and punctuation, one space between; question marks stay."""
    return _SURPLUS.sub(" ", folding.folded(text).replace("'", "").replace("’", "")).strip()


def cleaned(text: str) -> str:
    """Return text without invisible marks that mail programs leave (zero width, soft hyphen, byte order, NUL)."""
    kept = (mark for mark in text if mark in "\n\t" or unicodedata.category(mark) not in {"Cc", "Cf"})
    return unicodedata.normalize("NFC", "".join(kept)).replace("\u00a0", " ")
