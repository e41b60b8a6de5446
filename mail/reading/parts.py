"""From raw bytes to parts: caps before parsing, the old lenient policy, charsets tried in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import Any, TypeAlias

Part: TypeAlias = "Message[Any, Any]"

LARGEST = 25 * 1024 * 1024
LONGEST_HEADERS = 64 * 1024
DEEPEST = 20
MOST_PARTS = 200
LONGEST_BODY = 200_000
"""Characters of a body that are looked at: the answer stands at the top."""

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_BOUNDARIES = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)


class UnreadableError(ValueError):
    """A letter beyond the caps; its argument is the key of the reason."""


def parse(raw: bytes) -> Part:
    """Parse a letter within the caps; raise UnreadableError for one beyond them."""
    if len(raw) > LARGEST:
        raise UnreadableError("too_large")
    end = _END_OF_HEADERS.search(raw[: LONGEST_HEADERS + 4])
    if end is None and len(raw) > LONGEST_HEADERS:
        raise UnreadableError("headers_too_long")
    # Nested containers recurse in the parser: they are counted in the bytes, before it sees them.
    if sum(1 for _ in zip(_BOUNDARIES.finditer(raw), range(DEEPEST + 1), strict=False)) > DEEPEST:
        raise UnreadableError("too_deep")
    if raw.count(b"\n--") > 4 * MOST_PARTS:
        raise UnreadableError("too_many_parts")
    try:
        return BytesParser(policy=policy.compat32).parsebytes(raw)
    except (RecursionError, ValueError, LookupError, AssertionError, IndexError, TypeError) as wrong:
        raise UnreadableError("not_mail") from wrong


def leaves(message: Part) -> Iterator[Part]:
    """Yield the parts that hold something, in order, at most as many as the cap."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting[:0] = [item for item in inner if isinstance(item, Message)]
        else:
            yield part


def text_of(part: Part) -> str:
    """Return the text of a part: its own charset, else UTF-8, else Windows-1252; never raises."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    data = content if isinstance(content, bytes) else b""
    for charset in (_charset(part), "utf-8"):
        try:
            return data[: 4 * LONGEST_BODY].decode(charset)[:LONGEST_BODY]
        except (LookupError, ValueError):
            continue
    return data[:LONGEST_BODY].decode("cp1252", "replace")


def header(message: Part, name: str) -> str:
    """Return a header's value on one line, undecoded; '' where it is absent."""
    value = message.get(name)
    return " ".join(str(value).split()) if value is not None else ""


def is_attachment(part: Part) -> bool:
    """Whether a part is a file and no body."""
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _charset(part: Part) -> str:
    try:
        return str(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError, AttributeError):
        return "utf-8"
