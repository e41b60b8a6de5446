"""Receiving one letter: all that comes before the line that is a dot and nothing else."""

from __future__ import annotations

import asyncio

_LINE_END = b"\r\n"
_LAST = b".\r\n"


async def received(reader: asyncio.StreamReader, at_most: int) -> bytes | None:
    """Return the letter as it was before its dots were doubled; None where it is larger than `at_most` bytes.

    What is too large is read to its end without being kept. Lines may be of any length: people's programs send long
    ones. Only CR LF ends a line: a bare LF or CR is text, so that no letter ends where the server before us saw none.
    """
    kept, size, begins_line = bytearray(), 0, True
    while True:
        piece = await _line_or_part(reader)
        if begins_line and piece == _LAST:
            return bytes(kept) if size <= at_most else None
        text = piece[1:] if begins_line and piece.startswith(b".") else piece
        size += len(text)
        if size <= at_most:
            kept += text
        else:
            kept.clear()
        begins_line = piece.endswith(_LINE_END)


async def _line_or_part(reader: asyncio.StreamReader) -> bytes:
    """Return a whole line, or a part of one that is longer than the reader holds (it never ends in CR LF)."""
    try:
        return await reader.readuntil(_LINE_END)
    except asyncio.LimitOverrunError as longer:
        return await reader.read(longer.consumed)
