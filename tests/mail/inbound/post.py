"""Somebody who speaks to our mail server line by line, as polite or as rude as a test wants."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

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
        lines = [await self._reader.readline()]
        while lines[-1][3:4] == b"-":
            lines.append(await self._reader.readline())
        return b"".join(lines).decode()

    async def say(self, line: str) -> str:
        return await self.send(line.encode() + b"\r\n")

    async def send(self, raw: bytes) -> str:
        self._writer.write(raw)
        await self._writer.drain()
        return await self.answer()


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

    async def deliver(self, *recipients: str, raw: bytes = LETTER, hello: str = "EHLO there.example") -> str:
        """Deliver a letter; return the answer after its end (or the first refusal of a recipient)."""
        async with self.line(hello) as line:
            await line.say("MAIL FROM:<ana@example.org>")
            for recipient in recipients or (ANA,):
                answer = await line.say(f"RCPT TO:<{recipient}>")
                if not answer.startswith("250"):
                    return answer
            assert (await line.say("DATA")).startswith("354")
            return await line.send(raw + b".\r\n")


def kept(database: str) -> Sequence[tuple[str, bytes]]:
    """Return recipient and raw bytes of what another process finds in the file right now."""
    with sqlite3.connect(database) as connection:
        return connection.execute("SELECT recipient, raw FROM inbox ORDER BY seq").fetchall()
