"""A client that brings letters over kept-open connections: a process of its own, which does as little as it can."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import dataclass

_CLIENT = """
import asyncio, sys, time
port, connections, letters, start = (int(word) for word in sys.argv[1:5])
recipient, took = sys.argv[5], []
body = ("Sí, acepto\\r\\nSector: academia\\r\\n\\r\\n" + "> una línea citada de la carta original\\r\\n" * 70).encode()
async def one(share):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    async def say(raw, code):
        writer.write(raw)
        while (line := await reader.readuntil(b"\\n"))[3:4] == b"-":
            pass
        assert line.startswith(code), line
    await say(b"", b"220")
    await say(b"EHLO bench.example\\r\\n", b"250")
    for number in share:
        began = time.perf_counter()
        await say(b"MAIL FROM:<ana@example.org>\\r\\n", b"250")
        await say(f"RCPT TO:<{recipient}>\\r\\n".encode(), b"250")
        await say(b"DATA\\r\\n", b"354")
        head = ["From: ana@example.org", f"To: {recipient}", f"Message-ID: <{number}@bench>", "Subject: Re", "", ""]
        await say("\\r\\n".join(head).encode() + body + b".\\r\\n", b"250")
        took.append(time.perf_counter() - began)
    await say(b"QUIT\\r\\n", b"221")
    writer.close()
async def main():
    numbers, began = range(start, start + letters), time.perf_counter()
    await asyncio.gather(*(one(numbers[index::connections]) for index in range(connections)))
    print(letters / (time.perf_counter() - began), sorted(took)[letters * 99 // 100] * 1000)
asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn told: letters a second, and the 99th percentile of the milliseconds that a letter took."""

    rate: float
    p99: float


async def bring(port: int, connections: int, letters: int, start: int, recipient: str) -> Turn:
    """Bring letters that are numbered from `start`; fails where one was not accepted."""
    command = [sys.executable, "-c", _CLIENT, *map(str, (port, connections, letters, start)), recipient]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    told, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return Turn(*(float(word) for word in told.split()))
