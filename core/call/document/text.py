"""From bytes to decoded JSON, without the surprises that JSON allows: doubled keys, NaN, bottomless nesting."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, NoReturn

from core.call.document.places import first_of, line_and_column
from core.call.document.values import Problem, Unreadable

MAXIMUM_BYTES = 4 * 1024 * 1024
"""Of one document: all answers at their caps fit four times."""


_BLANKS = re.compile(r"[ \t\n\r]*")


def read_json(raw: bytes) -> object | Problem:
    """Return what a JSON text in UTF-8 (a byte order mark is no fault) holds, or why it cannot be read."""
    if len(raw) > MAXIMUM_BYTES:
        return Problem("too_large", "", {"maximum": MAXIMUM_BYTES // 1024})
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        return Problem("not_utf8", "", _position(raw, wrong))
    if not text.strip():
        return Problem("empty", "")
    try:
        return _whole_text(text)
    except Unreadable as unreadable:
        return unreadable.problem


def _whole_text(text: str) -> object:
    try:
        value, end = _DECODER.raw_decode(text, _after_blanks(text, 0))
    except json.JSONDecodeError as wrong:
        raise Unreadable("not_json", "", line=wrong.lineno, column=wrong.colno) from None
    except _Odd as odd:
        raise first_of(odd.kind, text) from None
    except RecursionError:
        raise first_of("too_deep", text) from None
    except ValueError:  # the interpreter refuses to convert thousands of digits
        raise first_of("number_too_long", text) from None
    _refuse_more(text, end)
    if "\\u" in text:
        _refuse_half_characters(value, text)
    return value


class _Odd(Exception):  # noqa: N818 - on its way to where the whole text is known, which tells the place
    """Something that the decoder would let pass."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise _Odd("duplicate_key")
    return table


def _no_number(_name: str) -> NoReturn:
    raise _Odd("not_a_number")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def _refuse_more(text: str, end: int) -> None:
    """Refuse what follows a document; on a later line it is probably the next of several, one a line."""
    more = _after_blanks(text, end)
    if more < len(text):
        place = line_and_column(text, more)
        raise Unreadable("several" if "\n" in text[end:more] else "not_json", "", **place)


def _after_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _refuse_half_characters(value: object, text: str) -> None:
    """Refuse one half of a surrogate pair: no text can hold it, so no answer could repeat it."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise first_of("half_character", text) from None


def _position(raw: bytes, wrong: UnicodeDecodeError) -> dict[str, int]:
    """Return where the first byte stands that is no UTF-8; what is before it is, so its characters can be counted."""
    before = raw.removeprefix(codecs.BOM_UTF8)[: wrong.start].decode("utf-8")
    return line_and_column(before, len(before))
