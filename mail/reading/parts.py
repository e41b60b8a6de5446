"""From raw bytes to parts: caps before parsing, the old lenient policy, charsets tried in turn."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import Any, TypeAlias

from core.model.caps import MOST_PARTS, beyond
from core.model.charsets import text_in

Part: TypeAlias = "Message[Any, Any]"

LONGEST_BODY = 100_000
"""Characters of a body that are looked at: the answer stands at the top."""


class UnreadableError(ValueError):
    """A letter beyond the caps; its argument is the key of the reason."""


def parse(raw: bytes) -> Part:
    """Parse a letter within the caps; raise UnreadableError for one beyond them."""
    if (why := beyond(raw)) is not None:
        raise UnreadableError(why)
    try:
        return BytesParser(policy=policy.compat32).parsebytes(raw)
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError) as wrong:
        raise UnreadableError("not_mail") from wrong


def inside(part: Part) -> list[Part]:
    """Return the parts of a part; none for a leaf, whose text the library would try to decode for the asking."""
    inner = part.get_payload() if part.is_multipart() else []
    return [item for item in inner if isinstance(item, Message)]


def leaves(message: Part) -> Iterator[Part]:
    """Yield the parts that hold something, in order, at most as many as the cap.

    Files are not opened, nor letters inside this one: what others wrote there is no part of what this one says.
    """
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        if not part.is_multipart():
            yield part
        elif part.get_content_maintype() == "multipart":
            waiting[:0] = [item for item in inside(part) if not is_attachment(item)]


def text_of(part: Part) -> str:
    """Return the text of a part: its own charset, else UTF-8, else Windows-1252; never raises."""
    data = content_of(part)
    for charset in (_charset(part), "utf-8"):
        if (text := text_in(charset, data, LONGEST_BODY)) is not None:
            return text
    return data[:LONGEST_BODY].decode("cp1252", "replace")


def content_of(part: Part) -> bytes:
    """Return the bytes of a part as they were before they were made fit to travel; never raises."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""


def header(message: Part, name: str) -> str:
    """Return a header's value on one line, encoded words as they are; '' where it is absent."""
    values = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return " ".join(_bare(next(values, "")).split())


def _bare(value: str) -> str:
    """Return a header with bytes beyond ASCII (which some programs send as they are) read as UTF-8 or Windows-1252."""
    raw = str(value).encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except ValueError:
        return raw.decode("cp1252", "replace")


def parameter(part: Part, name: str) -> str:
    """Return a parameter of Content-Type in lower case; '' where it is absent."""
    try:
        value = part.get_param(name, "")
    except (LookupError, ValueError, AttributeError):
        return ""
    return value.lower() if isinstance(value, str) else ""


def is_attachment(part: Part) -> bool:
    """Whether a part is a file and no body."""
    disposition = header(part, "Content-Disposition").lower()
    return disposition.startswith("attachment") or "filename" in disposition


def _charset(part: Part) -> str:
    try:
        charset = str(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError, AttributeError):
        return "utf-8"
    # As every mail program and browser reads it: Windows text is often labelled so.
    return "cp1252" if charset in {"iso-8859-1", "latin-1", "latin1"} else charset
