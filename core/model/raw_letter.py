"""What a stored letter says, read leniently: for its own writer, and to find a person in it. Never raises.

A letter that has too much of something is not parsed: it is text.
"""

from __future__ import annotations

from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from typing import Any, TypeAlias

from core.model.caps import beyond
from core.model.charsets import text_in

LONGEST = 100_000
"""Characters of a letter's text that are read."""

_Part: TypeAlias = "Message[Any, Any]"


def subject_and_text(raw: bytes) -> tuple[str, str]:
    """Return a letter's subject and the text of its parts; of what is no letter, all of it as text."""
    letter = _parsed(raw)
    if letter is None:
        return "", raw[: 4 * LONGEST].decode("utf-8", "replace")[:LONGEST]
    return decoded(str(letter.get("Subject", ""))), _text(letter)


def everything(raw: bytes) -> str:
    """Return whatever can be read in a letter: its bytes as they are, its headers and all texts decoded."""
    letter = _parsed(raw)
    as_is = raw.decode("utf-8", "replace")
    if letter is None:
        return as_is
    headers = [decoded(str(value)) for value in letter.values()]
    return "\n".join((as_is, *headers, _text(letter)))


def decoded(header: str) -> str:
    """Return a header with its encoded words decoded, on one line; as it is where they cannot be."""
    try:
        text = str(make_header(decode_header(header)))
    except (HeaderParseError, LookupError, ValueError):
        text = header
    return " ".join(text.split())


def _parsed(raw: bytes) -> _Part | None:
    if beyond(raw) is not None:
        return None
    try:
        return BytesParser(policy=policy.compat32).parsebytes(raw)
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError):
        return None


def _text(letter: _Part) -> str:
    """Return the plain texts of a letter; its HTML, tags and all, where there is no other."""
    parts = [part for part in letter.walk() if not part.is_multipart() and part.get_content_maintype() == "text"]
    plain = [part for part in parts if part.get_content_subtype() == "plain"] or parts
    return "\n".join(_text_of(part) for part in plain)[:LONGEST]


def _text_of(part: _Part) -> str:
    try:
        content = part.get_payload(decode=True)
        charset = str(part.get_content_charset() or "utf-8")
    except (ValueError, LookupError, AssertionError, AttributeError):
        return ""
    data = content if isinstance(content, bytes) else b""
    text = text_in(charset, data, LONGEST)
    return data[: 4 * LONGEST].decode("utf-8", "replace")[:LONGEST] if text is None else text
