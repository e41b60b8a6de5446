"""Whose letter it says it is: the one clean address of From, or nobody."""

from __future__ import annotations

import re
from email import errors
from email.header import decode_header, make_header

from mail.reading.parts import Part

_LONGEST = 1_000
_BROKEN_HEADERS = (
    errors.MissingHeaderBodySeparatorDefect,
    errors.FirstHeaderLineIsContinuationDefect,
    errors.MisplacedEnvelopeHeaderDefect,
    errors.MalformedHeaderDefect,
)
_ADDRESS = r"[^\s<>()\[\]\\,;:@\"]+@[^\s<>()\[\]\\,;:@\"]+"
_BARE = re.compile(rf"^\s*({_ADDRESS})\s*(?:\([^()<>@\"\\]*\)\s*)?$")
_NAMED = re.compile(rf"^\s*(?:\"(?:[^\"\\\r\n]|\\.)*\"|(?:[^<>@;:()\"\\]|\([^<>@()\"\\]*\))*)\s*<({_ADDRESS})>\s*$")


def sender_of(message: Part) -> str | None:
    """Return the address of From in lower case; None unless there is exactly one, of a plain shape.

    The shapes that parsers read differently (comments that hold an address, several addresses, two headers, headers
    that are broken) are nobody's.
    """
    value = _from(message)
    if value is None or _is_broken(message) or len(value) > _LONGEST or not value.isprintable():
        return None
    found = _BARE.match(value) or _NAMED.match(value)
    return found.group(1).lower() if found else None


def decoded(value: str) -> str:
    """Return a header's value with its encoded words read; as it stands where they can't be."""
    try:
        return str(make_header(decode_header(value[:_LONGEST])))
    except (errors.HeaderParseError, LookupError, ValueError):
        return value[:_LONGEST]


def _from(message: Part) -> str | None:
    """Return From on one line; None unless it is there once ('From :' counts too, as other programs read it)."""
    values = [value for name, value in message.items() if name.strip().lower() == "from"]
    return " ".join(str(values[0]).split()) if len(values) == 1 else None


def _is_broken(message: Part) -> bool:
    return any(isinstance(defect, _BROKEN_HEADERS) for defect in message.defects)
