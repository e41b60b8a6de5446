"""A relay on loopback that keeps what it takes and refuses, hangs or dies when it is told to."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class At(StrEnum):
    """Where in the conversation something happens."""

    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    """After the final dot."""


@dataclass(frozen=True, slots=True)
class Says:
    """Answers with a line instead of taking the letter."""

    at: At
    line: str


@dataclass(frozen=True, slots=True)
class Hangs:
    """Never answers."""

    at: At


@dataclass(frozen=True, slots=True)
class Dies:
    """Drops the connection; after the dot, the letter was taken all the same."""

    at: At


Step = Says | Hangs | Dies


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter that the relay has; `connection` counts from 1."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    connection: int

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)  # type: ignore[return-value]  # of this policy


@dataclass(slots=True)
class ScriptedRelay:
    """`script` holds what happens to the next letters that are tried, one step for each; then all are taken."""

    letters: list[Taken] = field(default_factory=list)
    script: deque[Step | None] = field(default_factory=deque)
    port: int = 0
    connections: int = 0
    greeted_by: list[str] = field(default_factory=list)
    tried: int = 0
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def took(self, count: int) -> list[Taken]:
        """Return the letters once there are as many."""
        async with self._changed, asyncio.timeout(20):
            await self._changed.wait_for(lambda: len(self.letters) >= count)
        return self.letters

    async def was_tried(self, count: int) -> None:
        """Return once as many letters were begun."""
        async with self._changed, asyncio.timeout(20):
            await self._changed.wait_for(lambda: self.tried >= count)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        self.greeted_by.append(hostname)
        session.host_name = hostname
        session.number = self.connections  # type: ignore[attr-defined]  # a handler's own
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        async with self._changed:
            self.tried += 1
            self._changed.notify_all()
        envelope.step = self.script.popleft() if self.script else None  # type: ignore[attr-defined]  # a handler's own
        envelope.mail_from = address
        return await _played(server, envelope, At.MAIL) or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await _played(server, envelope, At.RCPT) or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not isinstance(envelope.step, Says):  # type: ignore[attr-defined]  # see handle_MAIL
            await self._take(session, envelope)
        return await _played(server, envelope, At.DATA) or "250 OK"

    async def _take(self, session: Session, envelope: Envelope) -> None:
        sender = "" if envelope.mail_from in (None, "<>") else str(envelope.mail_from)
        number = session.number  # type: ignore[attr-defined]  # see handle_EHLO
        async with self._changed:
            self.letters.append(Taken(sender, tuple(envelope.rcpt_tos), bytes(envelope.original_content), number))
            self._changed.notify_all()


async def _played(server: SMTP, envelope: Envelope, at: At) -> str | None:
    step: Step | None = envelope.step  # type: ignore[attr-defined]  # see handle_MAIL
    if step is None or step.at is not at:
        return None
    match step:
        case Says(line=line):
            return line
        case Hangs():
            await asyncio.Event().wait()
        case Dies():
            server.transport.abort()
    return None


@asynccontextmanager
async def scripted_relay(*steps: Step | None, **smtp: Any) -> AsyncIterator[ScriptedRelay]:
    """Open a relay on loopback; its connections are dropped when the block ends. `smtp` are settings of aiosmtpd."""
    relay = ScriptedRelay(script=deque(steps))
    protocols: list[SMTP] = []

    def connected() -> SMTP:
        protocols.append(SMTP(relay, hostname="relay.test", loop=asyncio.get_running_loop(), **smtp))
        return protocols[-1]

    server = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        for protocol in protocols:
            if protocol.transport is not None:
                protocol.transport.abort()
