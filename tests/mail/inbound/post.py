"""Somebody who speaks to our mail server line by line, as polite or as rude as a test wants."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from convoca.example.clock import HandClock
from core.ports import Store
from core.system import SystemIds
from mail.inbound.intake import Intake
from mail.inbound.server import Expects, MailServer
from tests.support.records import NOON

HOST = "127.0.0.1"
ANA, BEA = "r+ana@convoca.test", "r+bea@convoca.test"
KNOWN = {ANA, BEA, *(f"r+{number}@convoca.test" for number in range(100))}
LETTER = b"From: Ana <ana@example.org>\r\nMessage-ID: <1@example.org>\r\nSubject: Re\r\n\r\nS\xc3\xad, acepto\r\n"


class Line:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def answer(self) -> str:
        """Return the next whole answer, '' where the server hung up."""
        async with asyncio.timeout(20):
            lines = [await self._reader.readline()]
            while lines[-1][3:4] == b"-":
                lines.append(await self._reader.readline())
        return b"".join(lines).decode()

    async def say(self, line: str) -> str:
        return await self.send(line.encode() + b"\r\n")

    async def push(self, raw: bytes) -> None:
        """Send, and listen to nothing."""
        self._writer.write(raw)
        async with asyncio.timeout(20):
            await self._writer.drain()

    async def send(self, raw: bytes) -> str:
        await self.push(raw)
        return await self.answer()

    async def begin(self, *recipients: str) -> None:
        """Say all that comes before a letter to known recipients."""
        for command in ("MAIL FROM:<ana@example.org>", *(f"RCPT TO:<{recipient}>" for recipient in recipients)):
            assert (await self.say(command)).startswith("250")
        assert (await self.say("DATA")).startswith("354")


class Post:
    """The way to one server."""

    def __init__(self, port: int) -> None:
        self.port = port

    @asynccontextmanager
    async def line(self, hello: str = "EHLO there.example") -> AsyncIterator[Line]:
        """Open a connection; what the server said first was heard."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        line = Line(reader, writer)
        try:
            assert (await line.answer()).startswith("220")
            await line.say(hello)
            yield line
        finally:
            writer.close()

    async def heard(self) -> str:
        """Open a connection, say nothing; return all that the server says until it hangs up."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        said = await reader.read()
        writer.close()
        return said.decode()

    async def deliver(self, *recipients: str, raw: bytes = LETTER) -> str:
        """Deliver a letter, to Ana where nobody is named; return the answer after its end."""
        async with self.line() as line:
            await line.begin(*(recipients or (ANA,)))
            return await line.send(raw + b".\r\n")


@asynccontextmanager
async def storing(store: Store, stored: Callable[[], None] = lambda: None) -> AsyncIterator[Intake]:
    """Run an intake over a store."""
    intake = Intake(store, HandClock(NOON), SystemIds(), stored=stored)
    intake.start()
    try:
        yield intake
    finally:
        await intake.stop()


async def is_known(address: str) -> bool:
    return address in KNOWN


@asynccontextmanager
async def served(intake: Intake, *, expects: Expects = is_known, **given: Any) -> AsyncIterator[Post]:
    """Open a server of ours; `given` are settings of MailServer."""
    server = MailServer(intake, expects, hostname="mail.convoca.test", **given)
    await server.open(HOST, 0)
    try:
        yield Post(server.port)
    finally:
        await server.close()


def kept(database: str) -> Sequence[tuple[str, bytes]]:
    """Return recipient and raw bytes of what another process finds in the file right now."""
    with sqlite3.connect(database) as connection:
        return connection.execute("SELECT recipient, raw FROM inbox ORDER BY seq").fetchall()
