"""The bytes read again before they leave: nothing that a person typed may have become a header (CVE-2024-6923)."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from mail.composing.headers import UnsafeLetterError

_FRAME = ("content-type", "mime-version")
_ADDRESSES = ("From", "To", "Reply-To")
_LONGEST_LINE = 998
_BYTES = ("image/png", "text/csv")
"""Types whose content is compared byte by byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What the bytes must say: headers in order (addresses bare, the subject in words), and every part with its type.

    Of a table the bytes are compared, of other texts the words.
    """

    headers: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str | bytes], ...]


def look_again(raw: bytes, meant: Meant) -> None:
    """Raise UnsafeLetterError where the bytes are not plain ASCII lines or say anything else than was meant."""
    if not raw.isascii() or max(map(len, raw.split(b"\r\n"))) > _LONGEST_LINE or raw.count(b"\n") != raw.count(b"\r\n"):
        raise UnsafeLetterError("lines")
    read = message_from_bytes(raw, policy=policy.default)
    found = [name for name in read if name.lower() not in _FRAME]
    if found != [name for name, _ in meant.headers] or len(read) != len(found) + len(_FRAME):
        raise UnsafeLetterError("headers")
    for name, value in meant.headers:
        if _told(read, name) != " ".join(value.split()):
            raise UnsafeLetterError(name)
    found_parts = [(part.get_content_type(), _content(part)) for part in read.walk() if not part.is_multipart()]
    if found_parts != [(kind, _plain_ends(content)) for kind, content in meant.parts]:
        raise UnsafeLetterError("body")


def _content(part: EmailMessage) -> str | bytes:
    if part.get_content_type() in _BYTES:
        return bytes(part.get_payload(decode=True))
    return _plain_ends(str(part.get_content()))


def _plain_ends(content: str | bytes) -> str | bytes:
    return content.replace("\r\n", "\n") if isinstance(content, str) else content


def _told(read: EmailMessage, name: str) -> str:
    if name in _ADDRESSES:
        return ",".join(address.addr_spec for address in read[name].addresses)
    return " ".join(str(read[name]).split())
