"""Where in a JSON text that stands which the decoder refuses without a place. Only asked once it has refused."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator

from core.call.document.values import Unreadable, shown

MAXIMUM_LEVELS = 100
"""Deeper than any document is; the decoder, whose own depth depends on its caller's, gives up far below."""

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|NaN|-?Infinity|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_COLON = re.compile(r"[ \t\n\r]*:")

Oddity = tuple[str, int, dict[str, str]]
"""Kind of problem, offset in the text, and what the words need."""


def first_of(kind: str, text: str) -> Unreadable:
    """Return the first problem of that kind in a text that is known to hold one; the text before it is sound JSON."""
    at, facts = next((at, facts) for found, at, facts in _oddities(text) if found == kind)
    return Unreadable(kind, "", **facts, **line_and_column(text, at))


def line_and_column(text: str, at: int) -> dict[str, int]:
    """Return the line and the character in it of an offset, both from 1."""
    return {"line": text.count("\n", 0, at) + 1, "column": at - text.rfind("\n", 0, at)}


def _oddities(text: str) -> Iterator[Oddity]:
    names: list[set[str]] = []  # of the objects (and, unused, of the lists) that are open
    for token in _TOKEN.finditer(text):
        written, at = token[0], token.start()
        if written in "{[":
            names.append(set())
            if len(names) > MAXIMUM_LEVELS:
                yield "too_deep", at, {}
        elif written in "}]":
            names.pop()
        elif written.startswith('"'):
            yield from _of_string(written, at)
            if names and _COLON.match(text, token.end()):
                name = json.loads(written)
                if name in names[-1]:
                    yield "duplicate_key", at, {"name": shown(name)}
                names[-1].add(name)
        elif written.endswith(("N", "y")):
            yield "not_a_number", at, {"name": written}
        elif written.lstrip("-").isdecimal() and len(written.lstrip("-")) > sys.get_int_max_str_digits():
            yield "number_too_long", at, {}


def _of_string(written: str, at: int) -> Iterator[Oddity]:
    """Yield each escape that is one half of a surrogate pair."""
    high: re.Match[str] | None = None
    for escape in _ESCAPE.finditer(written):
        code = int(escape[1] or "0", 16)
        is_low = 0xDC00 <= code <= 0xDFFF
        if high and is_low and escape.start() == high.end():
            high = None
            continue
        if high or is_low:
            yield _half(high or escape, at)
        high = escape if 0xD800 <= code <= 0xDBFF else None
    if high:
        yield _half(high, at)


def _half(escape: re.Match[str], at: int) -> Oddity:
    return "half_character", at + escape.start(), {"code": escape[0].lower()}
