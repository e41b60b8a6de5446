"""The mail server: aiosmtpd over SMTP or LMTP, in the service's own event loop.

It stands behind a real mail server and still trusts nothing: caps before reading, unknown recipients refused one by
one, `250` only after the commit, and `451` without a word of ours where something of ours failed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from mail.inbound.intake import Intake

log = logging.getLogger("convoca.mail.inbound")

LARGEST_LETTER = 10 * 1024 * 1024
AT_MOST_RECIPIENTS = 50
AT_MOST_CONNECTIONS = 64
AT_MOST_REFUSALS = 20
"""Unknown recipients in one connection before it is closed: nobody may search for addresses."""
PATIENCE_SECONDS = 60.0
COMMANDS_A_CONNECTION = 100_000
"""Of each command: a relay keeps one connection for many letters."""
NOT_NOW = "451 4.3.0 Not now, please try again later"

Expects = Callable[[str], Awaitable[bool]]
"""Whether an address (local@domain) is one of ours that takes letters."""


class Door:
    """The handler of one server: who is let in, and what becomes of a letter."""

    def __init__(self, intake: Intake, expects: Expects, *, is_lmtp: bool = False) -> None:
        self._intake, self._expects, self._is_lmtp = intake, expects, is_lmtp
        self.connections = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address of ours; refuse any other for good, and close on who keeps guessing."""
        if len(envelope.rcpt_tos) >= AT_MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if await self._expects(address):
            envelope.rcpt_tos.append(address)
            return "250 2.1.5 OK"
        refused = getattr(session, "refused", 0) + 1
        session.refused = refused  # type: ignore[attr-defined]  # aiosmtpd leaves the session open for a handler's own
        if refused > AT_MOST_REFUSALS and server.transport is not None:
            server.transport.close()
        return "550 5.1.1 No such address here"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store, commit, and only then say that it was accepted."""
        raw = envelope.content
        await self._intake.accept(envelope.mail_from or "", envelope.rcpt_tos, raw if isinstance(raw, bytes) else b"")
        accepted = "250 2.0.0 Stored"
        return "\r\n".join([accepted] * len(envelope.rcpt_tos)) if self._is_lmtp else accepted

    async def handle_exception(self, error: Exception) -> str:
        """Something of ours failed: the sender tries again later, and learns nothing about it."""
        log.error("intake failed: %s", type(error).__name__)
        return NOT_NOW


class _Counting:
    """Counts connections at the door; one too many hears 'not now' and is closed before it can say a word."""

    event_handler: Door

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.connections += 1
        if self.event_handler.connections > AT_MOST_CONNECTIONS and isinstance(transport, asyncio.WriteTransport):
            transport.write(b"421 4.3.2 Too many connections, please try again later\r\n")
            transport.close()
        super().connection_made(transport)  # type: ignore[misc]  # SMTP's, which comes next in the classes below

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.connections -= 1
        super().connection_lost(error)  # type: ignore[misc]  # as above


class _Smtp(_Counting, SMTP):
    pass


class _Lmtp(_Counting, LMTP):
    pass


class MailServer:
    """A listening server."""

    def __init__(self, intake: Intake, expects: Expects, *, hostname: str, lmtp: bool = False) -> None:
        self._door = Door(intake, expects, is_lmtp=lmtp)
        self._kind = _Lmtp if lmtp else _Smtp
        self._hostname = hostname
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port that it listens on; 0 while closed."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else 0

    async def open(self, host: str, port: int) -> None:
        """Listen; raises OSError where the place is taken."""
        self._server = await asyncio.get_running_loop().create_server(self._protocol, host, port)

    async def close(self) -> None:
        """Stop listening; a letter being received is not acknowledged, and comes again."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _protocol(self) -> SMTP:
        return self._kind(
            self._door,
            data_size_limit=LARGEST_LETTER,
            hostname=self._hostname,
            ident="convoca",
            timeout=PATIENCE_SECONDS,
            enable_SMTPUTF8=True,
            command_call_limit={"*": COMMANDS_A_CONNECTION},
            loop=asyncio.get_running_loop(),
        )
