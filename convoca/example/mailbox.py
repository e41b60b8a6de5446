"""The mail server of the example people: a real SMTP server on loopback that keeps what it gets, and their replies.

It stands where a forum's relay would: the service sends its letters here, and an answer travels back to the service
by SMTP, shaped as a mail program shapes it (threading headers, the letter quoted below the answer).
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP as SMTP_POLICY
from email.policy import default
from email.utils import format_datetime, parseaddr
from typing import cast

import aiosmtplib
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession

from core.ports import Clock

AUTHSERV_ID = "mx.convoca.example"
"""The name of the mail server that would stand in front of the service, whose verdicts it believes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A letter as it arrived in somebody's mailbox."""

    number: int
    address: str
    mail_from: str
    sender: str
    subject: str
    text: str
    html: str
    reply_to: str
    message_id: str
    in_reply_to: str
    raw: bytes


class Mailbox:
    """All mailboxes of the example people. `arrived` is called after every letter."""

    def __init__(self, *, arrived: Callable[[Received], None] = lambda _: None) -> None:
        self.letters: list[Received] = []
        self._arrived = arrived
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port that it listens on, once open."""
        assert self._server is not None, "the mailbox is not open"  # noqa: S101 - a fault of ours, not of input
        return cast(int, self._server.sockets[0].getsockname()[1])

    async def open(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: SMTP(self, loop=loop, enable_SMTPUTF8=True), host, port)

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def handle_DATA(self, server: SMTP, session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Keep the letter, one copy for each recipient."""
        raw = cast(bytes, envelope.content)
        for recipient in envelope.rcpt_tos:
            letter = read_letter(len(self.letters) + 1, recipient, envelope.mail_from or "", raw)
            self.letters.append(letter)
            self._arrived(letter)
        return "250 OK"

    def of(self, address: str) -> list[Received]:
        """Return the letters of one address, newest first."""
        return [letter for letter in reversed(self.letters) if letter.address.casefold() == address.casefold()]

    def letter(self, number: int) -> Received | None:
        """Return the letter of that number."""
        return self.letters[number - 1] if 0 < number <= len(self.letters) else None


def read_letter(number: int, address: str, mail_from: str, raw: bytes) -> Received:
    """Read a letter as a mail program would show it."""
    message = message_from_bytes(raw, policy=default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return Received(
        number=number,
        address=address,
        mail_from=mail_from,
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""),
        text=str(text.get_content()) if text else "",
        html=_with_pictures(message, str(html.get_content())) if html else "",
        reply_to=parseaddr(str(message["Reply-To"] or message["From"] or ""))[1],
        message_id=str(message["Message-ID"] or ""),
        in_reply_to=str(message["In-Reply-To"] or ""),
        raw=raw,
    )


def _with_pictures(message: Message, html: str) -> str:
    """Return the HTML with the pictures that came with it in their places, as a mail program shows them."""
    for part in message.walk():
        if part["Content-ID"] and part.get_content_maintype() == "image":
            data = base64.b64encode(cast(bytes, part.get_payload(decode=True))).decode()
            cid = str(part["Content-ID"]).strip("<>")
            html = html.replace(f"cid:{cid}", f"data:{part.get_content_type()};base64,{data}")
    return html


def reply_to(
    letter: Received,
    words: str,
    *,
    name: str,
    attribution: str,
    clock: Clock,
    address: str = "",
    automatic: bool = False,
) -> EmailMessage:
    """Return the answer as a mail program would write it: the words, the attribution, the letter quoted.

    It is from the letter's own reader, where no other `address` is given.
    """
    sender = address or letter.address
    answer = EmailMessage(policy=SMTP_POLICY)
    answer["From"] = f"{name} <{sender}>" if name.isascii() and name else sender
    answer["To"] = letter.reply_to
    answer["Subject"] = f"Re: {letter.subject}"
    answer["Date"] = format_datetime(clock.now())
    answer["Message-ID"] = f"<re-{letter.number}-{int(clock.now().timestamp() * 1000)}@{sender.partition('@')[2]}>"
    answer["In-Reply-To"] = letter.message_id
    answer["References"] = letter.message_id
    if automatic:
        answer["Auto-Submitted"] = "auto-replied"
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    answer.set_content(words if automatic else f"{words}\n\n{attribution}\n{quoted}\n")
    return answer


async def send(answer: EmailMessage, sender: str, *, host: str, port: int) -> None:
    """Hand an answer to the service, with the verdict of the mail server that would stand in front of it."""
    domain = parseaddr(str(answer["From"]))[1].rpartition("@")[2]
    verdict = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n".encode("ascii")
    await aiosmtplib.send(
        verdict + answer.as_bytes(), sender=sender, recipients=[str(answer["To"])], hostname=host, port=port,
        start_tls=False,
    )  # fmt: skip
