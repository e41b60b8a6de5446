"""From a rendered letter to the bytes that travel: our headers, text first, a last look before anything leaves."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from typing import Any

_LONGEST_WORD = 60
"""Characters that fit a folded line with room to spare; a longer word travels encoded, which may be broken."""
_LONGEST_SUBJECT = 250
_UTF8_QP = Charset("utf-8")
_UTF8_QP.body_encoding = QP
_SEVEN_BITS = policy.compat32.clone(max_line_length=78, linesep="\r\n")


class UnsafeLetterError(ValueError):
    """A letter whose bytes do not say what was meant: it is not sent, and people look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Where a letter goes and comes from. `bounces_to` '' is the empty sender of automatic answers."""

    to: str
    sender: str
    sender_name: str
    reply_to: str | None
    bounces_to: str
    message_id: str
    date: datetime
    language: str
    is_answer: bool = False
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()


def compose(envelope: Envelope, subject: str, text: str, html: str) -> bytes:
    """Return the letter as bytes: 7-bit, quoted-printable, plain text first.

    Raises UnsafeLetterError where the bytes, read again, have other headers than were meant.
    """
    message: Message[Any, Any] = MIMEMultipart("alternative")
    headers = _headers(envelope, subject)
    for name, value in headers:
        message[name] = value
    message.attach(_part(text, "plain"))
    message.attach(_part(html, "html"))
    raw = message.as_bytes(policy=_SEVEN_BITS)
    _look_again(raw, [name for name, _ in headers], envelope, one_line(subject))
    return raw


def one_line(text: str) -> str:
    """Return text fit for a header: one line, no control or direction marks, no encoded word that was typed in."""
    marks = (" " if unicodedata.category(mark) in {"Cc", "Cf", "Zl", "Zp"} else mark for mark in text)
    return " ".join(unicodedata.normalize("NFC", "".join(marks)).replace("=?", "= ?").split())[:_LONGEST_SUBJECT]


def _headers(envelope: Envelope, subject: str) -> list[tuple[str, str | Header]]:
    answer = [("In-Reply-To", envelope.in_reply_to)] if envelope.in_reply_to else []
    thread = tuple(dict.fromkeys((*envelope.references, *((envelope.in_reply_to,) if envelope.in_reply_to else ()))))
    return [
        ("From", formataddr((one_line(envelope.sender_name), envelope.sender), "utf-8")),
        ("To", envelope.to),
        *([("Reply-To", envelope.reply_to)] if envelope.reply_to else []),
        ("Subject", _encoded(one_line(subject))),
        ("Date", format_datetime(envelope.date)),
        ("Message-ID", envelope.message_id),
        *answer,
        *([("References", " ".join(thread))] if thread else []),
        ("Content-Language", envelope.language),
        ("Auto-Submitted", "auto-replied" if envelope.is_answer else "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
    ]


def _encoded(text: str) -> str | Header:
    plain = text.isascii() and all(len(word) < _LONGEST_WORD for word in text.split())
    return text if plain else Header(text, "utf-8", header_name="Subject")


def _part(text: str, kind: str) -> MIMEText:
    return MIMEText(text.replace("\r\n", "\n"), kind, _charset=_UTF8_QP)  # type: ignore[arg-type]  # a Charset is taken too


def _look_again(raw: bytes, meant: list[str], envelope: Envelope, subject: str) -> None:
    """Parse what was written and compare: nothing that a person typed may have become a header (CVE-2024-6923)."""
    read = message_from_bytes(raw, policy=policy.default)
    framing = {"content-type", "mime-version"}
    found = [name for name in read if name.lower() not in framing]
    if found != meant:
        raise UnsafeLetterError("headers")
    if [address.addr_spec for address in read["To"].addresses] != [envelope.to]:
        raise UnsafeLetterError("recipient")
    if str(read["Subject"]).split() != subject.split():
        raise UnsafeLetterError("subject")
