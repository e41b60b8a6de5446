"""What a letter may be made of: beyond it, parsing takes minutes or recurses without end. Told by its bytes alone."""

from __future__ import annotations

import re
from itertools import islice

LARGEST = 25 * 1024 * 1024
LONGEST_HEADERS = 64 * 1024
DEEPEST = 20
MOST_PARTS = 200
MOST_LINES = 400_000
"""The largest letter as programs write it; ten megabytes of empty lines take the parser ten seconds."""
MOST_BLOCKS = 5_000
"""Of a delivery report, each of which becomes a letter of headers alone; one empty line ends a block."""

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r")
# The parser ends lines at a bare CR too; so do these counts.
_CONTAINERS = re.compile(rb"[\r\n]content-type[ \t]*:\s*(?:multipart|message)/", re.IGNORECASE)
_STATUS = re.compile(rb"[\r\n]content-type[ \t]*:\s*message/(?:global-)?delivery-status", re.IGNORECASE)
_BOUNDARIES = re.compile(rb"[\r\n]--")
_EMPTY_LINES = re.compile(rb"\n\r?\n|\r\r")


def beyond(raw: bytes) -> str | None:
    """Return the key of what a letter has too much of; None for one that can be parsed."""
    if len(raw) > LARGEST:
        return "too_large"
    if headers_too_long(raw):
        return "headers_too_long"
    # Nested containers recurse in the parser: they are counted in the bytes, before it sees them.
    if _more_than(DEEPEST, _CONTAINERS, raw):
        return "too_deep"
    if _more_than(4 * MOST_PARTS, _BOUNDARIES, raw):
        return "too_many_parts"
    if raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > MOST_LINES:
        return "too_many_lines"
    status = _STATUS.search(raw)
    return "too_many_parts" if status and _more_than(MOST_BLOCKS, _EMPTY_LINES, raw, status.end()) else None


def headers_too_long(raw: bytes) -> bool:
    """Whether no end of the headers is in sight where it should be: nobody can read such a letter."""
    return len(raw) > LONGEST_HEADERS and _END_OF_HEADERS.search(raw, 0, LONGEST_HEADERS) is None


def _more_than(most: int, pattern: re.Pattern[bytes], raw: bytes, start: int = 0) -> bool:
    return next(islice(pattern.finditer(raw, start), most, None), None) is not None
