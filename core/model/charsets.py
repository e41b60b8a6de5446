"""Text from bytes in a charset that a stranger names."""

from __future__ import annotations

import codecs

_SLOW = frozenset({"punycode", "idna"})
"""Encodings of names, in which no letter is written; they take time by the square."""
_LONGEST_CHARACTER = 4
"""Bytes."""


def text_in(charset: str, data: bytes, longest: int) -> str | None:
    """Return the first characters of a text; None where there is no such charset, or it is not written in it."""
    try:
        if not _is_of_text(charset):
            return None
        # Not final: a character that is cut in two at the end is left out.
        return codecs.getincrementaldecoder(charset)().decode(data[: _LONGEST_CHARACTER * longest])[:longest]
    except (LookupError, ValueError):
        return None


def _is_of_text(charset: str) -> bool:
    """Whether it is a charset: some codecs unpack ('zlib' makes a gigabyte of a megabyte).

    Raises LookupError or ValueError for what is no codec at all, or none of text.
    """
    return codecs.lookup(charset).name not in _SLOW and bool("x".encode(charset))
