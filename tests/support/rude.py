"""A relay on loopback that does one thing wrong, byte by byte, and all the rest as it should."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum


class At(StrEnum):
    """Where in the conversation."""

    GREETING = "greeting"
    EHLO = "EHLO"
    STARTTLS = "STARTTLS"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    DOT = "dot"
    """Once it has the whole letter."""
    QUIT = "QUIT"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is said in place of the right answer; `then` may be 'hang' (as it does where nothing is said) or 'die'."""

    at: At
    says: bytes = b""
    then: str = ""


ANSWERS = {
    At.GREETING: b"220 relay.test\r\n", At.EHLO: b"250-relay.test\r\n250 8BITMIME\r\n", At.DATA: b"354 Go on\r\n",
    At.QUIT: b"221 Bye\r\n",
}  # fmt: skip


@dataclass(slots=True)
class RudeRelay:
    """`wrongs` are done one after the other, each once; `letters` are those that it has, whatever it said of them."""

    wrongs: deque[Wrong]
    letters: list[bytes] = field(default_factory=list)
    port: int = 0
    _talking: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talking.add(task)
        try:
            await self._serve(reader, writer)
        except (OSError, EOFError):
            pass  # the other side had enough
        finally:
            self._talking.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._answer(At.GREETING, reader, writer)
        while line := await reader.readuntil(b"\n"):
            verb = line.split()[0].decode().upper()
            at = At(verb) if verb in set(At) else At.EHLO
            if await self._answer(at, reader, writer) and at is At.DATA:
                self.letters.append(await reader.readuntil(b"\r\n.\r\n"))
                await self._answer(At.DOT, reader, writer)

    async def _answer(self, at: At, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer; return whether as it should be."""
        wrong = self.wrongs.popleft() if self.wrongs and self.wrongs[0].at is at else None
        writer.write(wrong.says if wrong else ANSWERS.get(at, b"250 OK\r\n"))
        await writer.drain()
        if wrong and wrong.then == "hang":
            await reader.read(-1)  # until the other side has gone
        if wrong and wrong.then == "die":
            writer.transport.abort()
            raise EOFError
        return wrong is None

    async def leave(self) -> None:
        for task in tuple(self._talking):
            task.cancel()
            await asyncio.wait({task})


@asynccontextmanager
async def rude_relay(*wrongs: Wrong) -> AsyncIterator[RudeRelay]:
    """Open one on loopback."""
    relay = RudeRelay(deque(wrongs))
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        await relay.leave()
