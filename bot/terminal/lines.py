"""Lines in and text out: a real terminal with history, or plain pipes, so that transcripts can be fed in."""

from __future__ import annotations

import asyncio
import io
import sys
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

PROMPT = "> "


class Lines(Protocol):
    """Where a conversation is typed and shown."""

    async def read(self, typed: str = "") -> str | None:
        """Return the next line without its end, or None when there is no more; `typed` may stand there already."""
        ...

    def write(self, text: str) -> None:
        """Show a text."""
        ...


class PipedLines:
    """Standard input and output without a terminal; every line read is shown, so that the output is a transcript."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source, self._target = source, target

    async def read(self, typed: str = "") -> str | None:
        """Return the next line; reading happens beside the loop, which has other work."""
        line = await asyncio.to_thread(self._source.readline)
        if not line:
            return None
        self.write(f"{PROMPT}{line.rstrip()}")
        return line.rstrip("\r\n")

    def write(self, text: str) -> None:
        """Print and flush: whoever reads a pipe waits for the screen."""
        print(text, file=self._target, flush=True)  # this is where the terminal's text goes out


class TypedLines:
    """A terminal with line editing, history and paste (`source` and `target` are for tests)."""

    def __init__(self, source: Input | None = None, target: Output | None = None) -> None:
        self._session: PromptSession[str] = PromptSession(PROMPT, input=source, output=target)

    async def read(self, typed: str = "") -> str | None:
        """Return what was typed; end of file and interruption end the conversation."""
        try:
            return await self._session.prompt_async(default=typed)
        except (EOFError, KeyboardInterrupt):
            return None

    def write(self, text: str) -> None:
        """Show a text above the prompt."""
        self._session.output.write(text + "\n")
        self._session.output.flush()


def standard_lines() -> Lines:
    """Return a real terminal where both ends are one, else plain pipes."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return TypedLines()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # bytes that are no text show as a sign that they are not
    return PipedLines(sys.stdin, sys.stdout)
