"""From a rendered letter to the bytes that travel: our headers, text first, a second look before anything leaves."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.charset import BASE64, QP, Charset
from email.message import Message
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import Any

from mail.composing.calendar import Meeting, calendar_text
from mail.composing.headers import (
    LONGEST_NAME,
    UnsafeLetterError,
    address_header,
    identity_header,
    is_identity,
    machine_made,
    one_line,
    sender_header,
    subject_header,
)
from mail.composing.second_look import Meant, look_again

__all__ = ["Enclosed", "Envelope", "Image", "UnsafeLetterError", "compose"]

_UTF8_QP = Charset("utf-8")
_UTF8_QP.body_encoding = QP
_UTF8_BASE64 = Charset("utf-8")
_UTF8_BASE64.body_encoding = BASE64
_FOLDED_ALREADY = policy.compat32.clone(max_line_length=998, linesep="\r\n")
"""Headers are folded where they are made; a second folding would break long values."""
_FILE_NAME = re.compile(r"[A-Za-z0-9.-]{1,80}")
_ONE_CLICK = re.compile(r"https://[!#-;=?-~]{1,800}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Where a letter goes, where it comes from, and what it answers.

    `references` are Message-IDs of ours, oldest first; `in_reply_to` is a stranger's and left out where it has not the
    plain shape of a Message-ID.
    """

    to: str
    sender: str
    sender_name: str
    reply_to: str | None
    message_id: str
    date: datetime
    language: str
    is_answer: bool = False
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    unsubscribe: str | None = None
    """An https link that ends letters of this sort with one POST (RFC 8058)."""


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG that the HTML shows as 'cid:…'."""

    cid: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A table that comes with the letter, as CSV in UTF-8; its name is ours, of letters, digits, '.' and '-'."""

    name: str
    csv: bytes


def compose(
    envelope: Envelope,
    subject: str,
    text: str,
    html: str,
    meeting: Meeting | None = None,
    *,
    images: Sequence[Image] = (),
    enclosed: Enclosed | None = None,
) -> bytes:
    """Return the letter as bytes: 7-bit, quoted-printable, plain text first; the same arguments give the same bytes.

    A `meeting` comes last of the alternatives, by which programs offer to answer it; images stand with the HTML, and
    what is enclosed after all of it.

    Raises UnsafeLetterError where an address or Message-ID has not its shape, or where the bytes, read again, hold
    other headers or another text than were meant.
    """
    subject, text, html = one_line(subject), _sound(text), _sound(html)
    calendar = calendar_text(meeting) if meeting else None
    message = _body(envelope, text, html, images)
    if meeting and calendar:
        message.attach(_calendar_part(calendar, meeting))
    if enclosed:
        message = _with(enclosed, message, envelope)
    headers = _headers(envelope, subject)
    for name, value in headers:
        message[name] = value
    raw = message.as_bytes(policy=_FOLDED_ALREADY)
    meant = {**dict(headers), "Subject": subject, "From": envelope.sender}
    parts: list[tuple[str, str | bytes]] = [("text/plain", text), ("text/html", html)]
    parts += [("image/png", image.png) for image in images]
    parts += [("text/calendar", calendar)] if calendar else []
    parts += [("text/csv", enclosed.csv)] if enclosed else []
    look_again(raw, Meant(headers=tuple(meant.items()), parts=tuple(parts)))
    return raw


def _body(envelope: Envelope, text: str, html: str, images: Sequence[Image]) -> Message[Any, Any]:
    message = MIMEMultipart("alternative", boundary=_boundary(envelope))
    message.attach(_part(text, "plain"))
    if not images:
        message.attach(_part(html, "html"))
        return message
    related = MIMEMultipart("related", boundary=_boundary(envelope, "related"), type="text/html")
    related.attach(_part(html, "html"))
    for image in images:
        related.attach(_image_part(image))
    message.attach(related)
    return message


def _with(enclosed: Enclosed, message: Message[Any, Any], envelope: Envelope) -> Message[Any, Any]:
    """Return the letter with a table behind it."""
    table = MIMEText(enclosed.csv.decode(), "csv", _charset=_UTF8_BASE64)  # type: ignore[arg-type]  # a Charset is taken too
    if not _FILE_NAME.fullmatch(enclosed.name):
        raise UnsafeLetterError("filename")
    table.add_header("Content-Disposition", "attachment", filename=enclosed.name)
    whole = MIMEMultipart("mixed", boundary=_boundary(envelope, "mixed"))
    whole.attach(message)
    whole.attach(table)
    return whole


def _image_part(image: Image) -> MIMEImage:
    part = MIMEImage(image.png, "png")
    part["Content-ID"] = identity_header("Content-ID", f"<{image.cid}>")
    part.add_header("Content-Disposition", "inline", filename=f"{image.cid.partition('@')[0]}.png")
    return part


def _headers(envelope: Envelope, subject: str) -> list[tuple[str, str]]:
    answered = envelope.in_reply_to if is_identity(envelope.in_reply_to or "") else None
    thread = dict.fromkeys((*envelope.references, *([answered] if answered else [])))
    return [
        ("From", sender_header(one_line(envelope.sender_name, LONGEST_NAME), envelope.sender)),
        ("To", address_header("To", envelope.to)),
        *([("Reply-To", address_header("Reply-To", envelope.reply_to))] if envelope.reply_to else []),
        ("Subject", subject_header(subject)),
        ("Date", format_datetime(envelope.date)),
        ("Message-ID", identity_header("Message-ID", envelope.message_id)),
        *([("In-Reply-To", answered)] if answered else []),
        *([("References", " ".join(identity_header("References", item) for item in thread))] if thread else []),
        ("Content-Language", machine_made("Content-Language", envelope.language)),
        ("Auto-Submitted", "auto-replied" if envelope.is_answer else "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        *(_one_click(envelope.unsubscribe) if envelope.unsubscribe else []),
    ]


def _one_click(url: str) -> list[tuple[str, str]]:
    """Return the headers by which mail programs offer to end these letters; unfolded, for some read only one line."""
    if not _ONE_CLICK.fullmatch(url):
        raise UnsafeLetterError("List-Unsubscribe")
    return [("List-Unsubscribe", f"<{url}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]


def _boundary(envelope: Envelope, around: str = "") -> str:
    """Return a line that no quoted-printable text can hold ('=' never stands before '_'), the same at every try."""
    return f"=_{hashlib.sha256(f'{around}{envelope.message_id}'.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _part(text: str, kind: str) -> MIMEText:
    return MIMEText(text, kind, _charset=_UTF8_QP)  # type: ignore[arg-type]  # a Charset is taken too


def _calendar_part(text: str, meeting: Meeting) -> MIMEText:
    """Return the event, encoded so that its lines keep their ends; the method stands outside too (RFC 6047)."""
    part = MIMEText(text, "calendar", _charset=_UTF8_BASE64)  # type: ignore[arg-type]  # a Charset is taken too
    part.set_param("method", meeting.method.value, requote=False)
    return part


def _sound(text: str) -> str:
    """Return a body that can travel and that no terminal obeys: line ends and tabs are its only controls."""
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in whole if mark in "\n\t" or unicodedata.category(mark) != "Cc")
