"""Receiving one letter: all that comes before the line that is a dot and nothing else."""

from __future__ import annotations

import asyncio

_LINE_END = b"\r\n"
_END = b"\r\n.\r\n"
_BEGUN = tuple(_END[:length] for length in range(1, len(_END)))


async def received(reader: asyncio.StreamReader, at_most: int) -> bytes | None:
    """Return the letter as it was before its dots were doubled; None where it is larger than `at_most` bytes.

    What is too large is read to its end without being kept. Lines may be of any length: people's programs send long
    ones. Only CR LF ends a line: a bare LF or CR is text, so that no letter ends where the server before us saw none.
    """
    text, is_whole = bytearray(_LINE_END), True  # as if a line ended before the first one
    longest = at_most * 4 // 3 + len(_LINE_END + _END)  # the shortest line that begins with a dot: 3 bytes, sent as 4
    while not text.endswith(_END):
        text += await _more(reader, is_end_begun=text.endswith(_BEGUN))
        if len(text) > longest:
            is_whole = False
            del text[: -len(_END)]
    if not is_whole:
        return None
    with memoryview(text) as sent:
        letter = bytes(sent[len(_LINE_END) : len(_LINE_END) - len(_END)])
    letter = letter.removeprefix(b".").replace(b"\r\n.", _LINE_END)
    return letter if len(letter) <= at_most else None


async def _more(reader: asyncio.StreamReader, *, is_end_begun: bool) -> bytes:
    """Return what comes next, at most up to the end; a byte where the end may have begun in what came before."""
    if is_end_begun:
        return await reader.readexactly(1)
    try:
        return await reader.readuntil(_END)
    except asyncio.LimitOverrunError as longer:
        return await reader.read(longer.consumed)
