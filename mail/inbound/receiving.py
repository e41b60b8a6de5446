"""Receiving one letter: all that comes before the line that is a dot and nothing else."""

from __future__ import annotations

import asyncio

_LINE_END = b"\r\n"
_END = b"\r\n.\r\n"
_ALL_THERE_IS = 1 << 30
"""More than a reader ever holds: it stops listening long before."""


async def received(reader: asyncio.StreamReader, at_most: int) -> bytes | None:
    """Return the letter as it was before its dots were doubled; None where it is larger than `at_most` bytes.

    What is too large is read to its end without being kept. Lines may be of any length: people's programs send long
    ones. Only CR LF ends a line: a bare LF or CR is text, so that no letter ends where the server before us saw none.
    """
    text, is_whole = bytearray(_LINE_END), True  # as if a line ended before the first one
    longest = at_most * 4 // 3 + len(_LINE_END + _END)  # the shortest line that begins with a dot: 3 bytes, sent as 4
    looked_at = 0
    while (end := text.find(_END, looked_at)) < 0:
        looked_at = max(0, len(text) - len(_END) + 1)
        if len(text) > longest:
            is_whole = False
            del text[:looked_at]
            looked_at = 0
        text += await _more(reader)
    _give_back(reader, bytes(text[end + len(_END) :]))
    if not is_whole:
        return None
    with memoryview(text) as sent:
        letter = bytes(sent[len(_LINE_END) : end + len(_LINE_END)])
    letter = letter.removeprefix(b".").replace(b"\r\n.", _LINE_END)
    return letter if len(letter) <= at_most else None


async def _more(reader: asyncio.StreamReader) -> bytes:
    """Return all that has come: a step for each piece of the wire, whatever it holds; raises where nobody is there."""
    came = await reader.read(_ALL_THERE_IS)
    if not came:
        raise asyncio.IncompleteReadError(b"", None)
    return came


def _give_back(reader: asyncio.StreamReader, rest: bytes) -> None:
    """Leave what follows the letter for whoever reads commands; who has hung up after it will say it again."""
    if rest and not reader.at_eof():
        reader.feed_data(rest)  # nothing has come since: the reader was emptied, and nobody waited in between
