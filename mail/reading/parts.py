"""From raw bytes to parts: caps before parsing, the old lenient policy, charsets tried in turn."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from itertools import islice
from typing import Any, TypeAlias

Part: TypeAlias = "Message[Any, Any]"

LARGEST = 25 * 1024 * 1024
LONGEST_HEADERS = 64 * 1024
DEEPEST = 20
MOST_PARTS = 200
MOST_LINES = 400_000
"""The largest letter as programs write it; ten megabytes of empty lines take the parser ten seconds."""
MOST_BLOCKS = 5_000
"""Of a delivery report, each of which becomes a letter of headers alone; one empty line ends a block."""
LONGEST_BODY = 100_000
"""Characters of a body that are looked at: the answer stands at the top."""

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r")
# The parser ends lines at a bare CR too; so do these counts.
_CONTAINERS = re.compile(rb"[\r\n]content-type[ \t]*:\s*(?:multipart|message)/", re.IGNORECASE)
_BOUNDARIES = re.compile(rb"[\r\n]--")
_STATUS = re.compile(rb"[\r\n]content-type[ \t]*:\s*message/(?:global-)?delivery-status", re.IGNORECASE)
_EMPTY_LINES = re.compile(rb"\n\r?\n|\r\r")
_SLOW = frozenset({"punycode", "idna"})
"""Encodings of names, in which no letter is written; they take time by the square."""


class UnreadableError(ValueError):
    """A letter beyond the caps; its argument is the key of the reason."""


def parse(raw: bytes) -> Part:
    """Parse a letter within the caps; raise UnreadableError for one beyond them."""
    if len(raw) > LARGEST:
        raise UnreadableError("too_large")
    if headers_too_long(raw):
        raise UnreadableError("headers_too_long")
    # Nested containers recurse in the parser: they are counted in the bytes, before it sees them.
    if _more_than(DEEPEST, _CONTAINERS, raw):
        raise UnreadableError("too_deep")
    if _more_than(4 * MOST_PARTS, _BOUNDARIES, raw):
        raise UnreadableError("too_many_parts")
    if raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > MOST_LINES:
        raise UnreadableError("too_many_lines")
    if (status := _STATUS.search(raw)) and _more_than(MOST_BLOCKS, _EMPTY_LINES, raw, status.end()):
        raise UnreadableError("too_many_parts")
    try:
        return BytesParser(policy=policy.compat32).parsebytes(raw)
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError) as wrong:
        raise UnreadableError("not_mail") from wrong


def headers_too_long(raw: bytes) -> bool:
    """Whether no end of the headers is in sight where it should be: nobody can read such a letter."""
    return len(raw) > LONGEST_HEADERS and _END_OF_HEADERS.search(raw, 0, LONGEST_HEADERS) is None


def _more_than(most: int, pattern: re.Pattern[bytes], raw: bytes, start: int = 0) -> bool:
    return next(islice(pattern.finditer(raw, start), most, None), None) is not None


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
        try:
            if not _is_of_text(charset):
                continue
            # Not final: a character that is cut in two at the end is left out.
            return codecs.getincrementaldecoder(charset)().decode(data[: 4 * LONGEST_BODY])[:LONGEST_BODY]
        except (LookupError, ValueError):
            continue
    return data[:LONGEST_BODY].decode("cp1252", "replace")


def content_of(part: Part) -> bytes:
    """Return the bytes of a part as they were before they were made fit to travel; never raises."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""


def _is_of_text(charset: str) -> bool:
    """Whether it is a charset: some codecs unpack ('zlib' makes a gigabyte of a megabyte).

    Raises LookupError or ValueError for what is no codec at all, or none of text.
    """
    return codecs.lookup(charset).name not in _SLOW and bool("x".encode(charset))


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
