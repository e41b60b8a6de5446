"""The mail server: aiosmtpd over SMTP or LMTP, in the service's own event loop.

It stands behind a real mail server and still trusts nothing: caps before reading, unknown recipients refused one by
one, `250` only after the commit, and `451` without a word of ours where something of ours failed.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from core.model.caps import headers_too_long
from mail.inbound.intake import Intake
from mail.inbound.receiving import received

log = logging.getLogger("convoca.mail.inbound")

LARGEST_LETTER = 10 * 1024 * 1024
AT_MOST_RECIPIENTS = 50
AT_MOST_CONNECTIONS = 64
AT_MOST_REFUSALS = 20
"""Unknown recipients in one connection before it is closed: nobody may search for addresses."""
PATIENCE_SECONDS = 60.0
"""For a command, and for a letter from its first byte to its answer."""
COMMANDS_A_CONNECTION = 100_000
"""Of each command: a relay keeps one connection for many letters."""
NOT_NOW = "451 4.3.0 Not now, please try again later"
TOO_LARGE = "552 5.3.4 The letter is too large"
LONG_HEADERS = "554 5.6.0 The headers of this letter are too long to be read"
"""Told now, by the server that holds the letter, to whoever wrote it: later nobody could tell them."""

_PLAIN = re.compile(r"<([\w=+-]+(?:\.[\w=+-]+)*@[\w-]+(?:\.[\w-]+)*)> *([\w=]*)", re.ASCII)
"""An address without anything rare, and at most one parameter: the parser of headers takes 0.1 ms for it."""

Expects = Callable[[str], Awaitable[bool]]
"""Whether an address (local@domain) is one of ours that takes letters."""


class Door:
    """The handler of one server: who is let in, and what becomes of a letter."""

    def __init__(self, intake: Intake, expects: Expects) -> None:
        self._intake, self._expects = intake, expects
        self.connections: set[Connection] = set()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Connection, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address of ours; refuse any other for good, and close on who keeps guessing."""
        if len(envelope.rcpt_tos) >= AT_MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if await self._expects(address):
            envelope.rcpt_tos.append(address)
            return "250 2.1.5 OK"
        server.refused += 1
        if server.refused > AT_MOST_REFUSALS:
            server.part("421 4.7.0 Too many unknown addresses")
        return "550 5.1.1 No such address here"

    async def take(self, envelope: Envelope, raw: bytes) -> str:
        """Store, commit, and only then say that it was accepted."""
        try:
            await self._intake.accept(envelope.mail_from or "", envelope.rcpt_tos, raw)
        except Exception as failure:  # noqa: BLE001 - whatever it was, it is answered once for each recipient
            return await self.handle_exception(failure)
        return "250 2.0.0 Stored"

    async def handle_exception(self, error: Exception) -> str:
        """Something of ours failed: the sender tries again later, and learns nothing about it."""
        log.error("intake failed: %s", type(error).__name__)
        return NOT_NOW


class Connection(SMTP):
    """One connection; one too many hears 'not now' and is closed before it can say a word."""

    event_handler: Door
    refused = 0
    line_length_limit = 65_536
    """What the reader holds before it makes the sender wait: of a letter, for a command has a limit of its own."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it in."""
        super().connection_made(transport)
        self.event_handler.connections.add(self)
        if len(self.event_handler.connections) > AT_MOST_CONNECTIONS:
            self.part("421 4.3.2 Too many connections, please try again later")

    def connection_lost(self, error: Exception | None) -> None:
        """Count it out."""
        self.event_handler.connections.discard(self)
        super().connection_lost(error)

    def part(self, why: str) -> None:
        """Say why and hang up; whatever is said after it is not sent."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.write(f"{why}\r\n".encode())
            self.transport.close()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Receive a letter and answer.

        In place of aiosmtpd's, which keeps an object for each line (10 MB of empty lines took 600 MB) and all of a
        line that never ends, and refuses lines of more than 998 characters.
        """
        envelope = self.envelope
        if arg or envelope is None or not envelope.rcpt_tos:
            await self.push("501 5.5.4 Syntax: DATA" if arg else "503 5.5.1 RCPT comes first")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        raw = await received(self._reader, LARGEST_LETTER)
        if raw is None or headers_too_long(raw):
            answer = TOO_LARGE if raw is None else LONG_HEADERS
        else:
            answer = await self.event_handler.take(envelope, raw)
        self.envelope = self._create_envelope()
        await self.push("\r\n".join([answer] * self._answers_to(envelope)))

    def _answers_to(self, envelope: Envelope) -> int:
        return 1

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Read an address; (None, None), for a lasting refusal, where it is none or could not stand in a header."""
        if plain := _PLAIN.fullmatch(arg):
            return plain[1], plain[2]
        try:
            address, rest = super()._getaddr(arg)
        except (AttributeError, IndexError, UnboundLocalError):  # what the parser of addresses meets in broken ones
            return None, None
        return (address, rest) if address is None or address.isprintable() else (None, None)

    def _timeout_cb(self) -> None:
        """Out of patience: aiosmtpd's closing would wait for who never reads our answers."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


class LmtpConnection(Connection, LMTP):
    """LMTP: a letter is answered once for each recipient (RFC 2033, 4.2), refusals too."""

    def _answers_to(self, envelope: Envelope) -> int:
        return len(envelope.rcpt_tos)


class MailServer:
    """A listening server."""

    def __init__(
        self,
        intake: Intake,
        expects: Expects,
        *,
        hostname: str,
        lmtp: bool = False,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._door = Door(intake, expects)
        self._kind = LmtpConnection if lmtp else Connection
        self._hostname, self._patience = hostname, patience
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port that it listens on; 0 while closed."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else 0

    async def open(self, host: str, port: int) -> None:
        """Listen; raises OSError where the place is taken."""
        self._server = await asyncio.get_running_loop().create_server(self._protocol, host, port)

    async def close(self) -> None:
        """Stop listening and hang up; a letter being received is not acknowledged, and comes again."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in tuple(self._door.connections):
            connection.part("421 4.3.2 Closing, please try again later")

    def _protocol(self) -> SMTP:
        return self._kind(
            self._door,
            data_size_limit=LARGEST_LETTER,
            hostname=self._hostname,
            ident="convoca",
            timeout=self._patience,
            enable_SMTPUTF8=True,
            command_call_limit={"*": COMMANDS_A_CONNECTION},
            loop=asyncio.get_running_loop(),
        )
