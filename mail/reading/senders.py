"""Whose letter it says it is: the one clean address of From, or nobody."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from mail.reading.parts import Part

_LONGEST = 1_000
_ADDRESS = r"[^\s<>()\[\]\\,;:@\"]+@[^\s<>()\[\]\\,;:@\"]+"
_BARE = re.compile(rf"^\s*({_ADDRESS})\s*$")
_NAMED = re.compile(rf"^\s*(?:\"(?:[^\"\\\r\n]|\\.)*\"|[^<>@,;:()\"]*)\s*<({_ADDRESS})>\s*$")


def sender_of(message: Part) -> str | None:
    """Return the address of From in lower case; None unless there is exactly one, of a plain shape.

    The shapes that parsers read differently (comments, several addresses, two headers) are nobody's.
    """
    headers = message.get_all("From") or []
    if len(headers) != 1:
        return None
    value = " ".join(str(headers[0]).split())
    if len(value) > _LONGEST:
        return None
    found = _BARE.match(value) or _NAMED.match(value)
    return found.group(1).lower() if found else None


def decoded(value: str) -> str:
    """Return a header's value with its encoded words read; as it stands where they can't be."""
    try:
        return str(make_header(decode_header(value[:_LONGEST])))
    except (HeaderParseError, LookupError, ValueError):
        return value[:_LONGEST]
