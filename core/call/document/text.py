"""From bytes to decoded JSON, without the surprises that JSON allows: doubled keys, NaN, bottomless nesting."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from core.call.document.values import Problem, Unreadable, shown

MAXIMUM_BYTES = 4 * 1024 * 1024
"""Of one document: all answers at their caps fit four times."""


def read_json(raw: bytes) -> object | Problem:
    """Return what a JSON text in UTF-8 (a byte order mark is no fault) holds, or why it cannot be read."""
    if len(raw) > MAXIMUM_BYTES:
        return Problem("too_large", "", {"maximum": MAXIMUM_BYTES // 1024})
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        return Problem("not_utf8", "", _position(raw, wrong.start))
    if not text.strip():
        return Problem("empty", "")
    try:
        return _whole_text(text)
    except Unreadable as unreadable:
        return unreadable.problem


def _whole_text(text: str) -> object:
    try:
        value: object = _DECODER.decode(text)
    except json.JSONDecodeError as wrong:
        raise Unreadable("not_json", "", line=wrong.lineno, column=wrong.colno) from None
    except RecursionError:
        raise Unreadable("too_deep", "") from None
    except ValueError:  # the interpreter refuses to convert thousands of digits
        raise Unreadable("number_too_long", "") from None
    if "\\u" in text:
        _refuse_half_characters(value)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        raise Unreadable("duplicate_key", "", name=shown(next(name for name in names if names.count(name) > 1)))
    return table


def _no_number(name: str) -> NoReturn:
    raise Unreadable("not_a_number", "", name=name)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def _refuse_half_characters(value: object) -> None:
    """Refuse one half of a surrogate pair: no text can hold it, so no answer could repeat it."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as wrong:
        raise Unreadable("half_character", "", code=f"\\u{ord(wrong.object[wrong.start]):04x}") from None


def _position(raw: bytes, start: int) -> dict[str, int]:
    """Return line and column of a byte, both from 1."""
    return {"line": raw.count(b"\n", 0, start) + 1, "column": start - raw.rfind(b"\n", 0, start)}
