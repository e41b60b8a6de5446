"""Comparing texts as people mean them."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return a text without case, accents and surplus space: what two spellings of one name share (Z30)."""
    if text.isascii():  # most are, and there is nothing to take off
        return " ".join(text.lower().split())
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return " ".join(bare.casefold().split())
