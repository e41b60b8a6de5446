"""To whom a letter is addressed, and the text of a letter of ours: what a file on a disk can tell without the store."""

from __future__ import annotations

from email.utils import getaddresses

from mail.reading.body import body_of
from mail.reading.parts import UnreadableError, header, parse

_LONGEST = 2_000


def recipients_of(raw: bytes) -> tuple[str, ...]:
    """Return the addresses of Delivered-To, else those of To; none of a letter that cannot be read."""
    try:
        message = parse(raw)
    except UnreadableError:
        return ()
    told = header(message, "Delivered-To") or header(message, "To")
    return tuple(address for _, address in getaddresses([told[:_LONGEST]]) if "@" in address)


def text_of_ours(raw: bytes) -> str:
    """Return the text of a letter of ours, given as a letter or as its plain text; raises UnreadableError."""
    message = parse(raw)
    return body_of(message).text if message.keys() else raw.decode("utf-8", "replace")
