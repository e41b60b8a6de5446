"""Both ends of the wire: somebody's mail server that tries until its letter is taken, and a relay that keeps letters.

Each tells of every step of its conversation, when the service waits for its next word.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.faults.letters.life import HOST

Reached = Callable[[str], None]
ROUNDS = 1_000


@dataclass(slots=True)
class Sender:
    """Delivers a letter as Postfix does: again, until it was told that it was taken."""

    port: int
    reached: Reached
    answers: list[str] = field(default_factory=list)
    """To the final dot."""

    async def deliver(self, sender: str, recipient: str, raw: bytes) -> None:
        for _ in range(ROUNDS):
            if await self._tried(sender, recipient, raw):
                return
            await asyncio.sleep(0.02)
        raise AssertionError("it was never taken")

    async def _tried(self, sender: str, recipient: str, raw: bytes) -> bool:
        try:
            reader, writer = await asyncio.open_connection(HOST, self.port)
        except OSError:
            return False
        try:
            await self._converse(reader, writer, sender, recipient, raw)
        except (OSError, EOFError):
            return False
        finally:
            writer.close()
        return self.answers[-1].startswith("250")

    async def _converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sender: str, recipient: str, raw: bytes
    ) -> None:
        await _answer(reader)
        self.reached("in: greeted")
        for step, line in (
            ("helo", "EHLO mx.example.org"), ("mail", f"MAIL FROM:<{sender}>"), ("rcpt", f"RCPT TO:<{recipient}>"),
            ("data", "DATA"),
        ):  # fmt: skip
            writer.write(f"{line}\r\n".encode())
            assert (await _answer(reader))[0] in "23"
            self.reached(f"in: {step}")
        writer.write(raw[: len(raw) // 2])
        await writer.drain()
        self.reached("in: half")
        writer.write(raw[len(raw) // 2 :] + b".\r\n")
        self.answers.append(await _answer(reader))
        self.reached("in: acknowledged")


@dataclass(frozen=True, slots=True)
class Taken:
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass(slots=True)
class Sink:
    """A relay that takes all; what it has read to the dot it has, whether or not anybody heard so.

    `answers` are said to the dot of one letter each, in place of taking it.
    """

    reached: Reached
    answers: Iterator[bytes] = field(default_factory=lambda: iter(()))
    letters: list[Taken] = field(default_factory=list)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._serve(reader, writer)
        except (OSError, EOFError):
            pass  # who spoke was killed
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender, recipients = "", list[str]()
        self.reached("out: connected")
        writer.write(b"220 relay.test\r\n")
        while line := (await reader.readline()).decode("ascii").rstrip("\r\n"):
            verb, _, told = line.partition(" ")
            self.reached(f"out: {verb.lower()}")
            match verb:
                case "MAIL":
                    sender, recipients = _address(told), []
                case "RCPT":
                    recipients.append(_address(told))
                case "DATA":
                    writer.write(b"354 Go on\r\n")
                    raw = await reader.readexactly(500)
                    self.reached("out: half")
                    raw += await reader.readuntil(b"\r\n.\r\n")
                    refusal = next(self.answers, None)
                    if refusal is None:
                        self.letters.append(Taken(sender, tuple(recipients), raw.replace(b"\r\n..", b"\r\n.")))
                    self.reached("out: dot")
                    writer.write(refusal or b"250 OK\r\n")
                    continue
            writer.write(b"221 Bye\r\n" if verb == "QUIT" else b"250 OK\r\n")
            await writer.drain()


@asynccontextmanager
async def sinking(reached: Reached, answers: Iterable[bytes] = ()) -> AsyncIterator[Sink]:
    """Open a relay on loopback."""
    sink = Sink(reached, iter(answers))
    server = await asyncio.start_server(sink.serve, HOST, 0)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()


async def _answer(reader: asyncio.StreamReader) -> str:
    """Return the last line of an answer; raises EOFError where nobody is there any more."""
    line = b""
    while line[3:4] != b" ":
        line = await reader.readuntil(b"\n")
    return line.decode()


def _address(told: str) -> str:
    return told.partition("<")[2].partition(">")[0]
