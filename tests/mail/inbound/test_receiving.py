"""Where a letter ends, byte by byte."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mail.inbound.receiving import received

HOLDS = 16
"""What the reader holds of a line: little, so that most lines come in parts."""
PIECES = st.sampled_from([b"\r\n", b"\r", b"\n", b".", b"..", b"yes", b"x" * 40])
LETTERS = st.lists(PIECES, max_size=30).map(lambda pieces: b"".join(pieces) + b"\r\n") | st.just(b"")
AT = st.lists(st.integers(0, 500), max_size=10)


def sent(letter: bytes) -> bytes:
    """Return a letter as a client sends it (RFC 5321, 4.5.2)."""
    lines = letter.split(b"\r\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + b".\r\n"


async def arriving(raw: bytes, at: Sequence[int], *, at_most: int = 10_000) -> tuple[bytes | None, bytes]:
    """Let bytes arrive in parts; return the letter and what was left for the next command."""
    reader = asyncio.StreamReader(limit=HOLDS)
    receiving = asyncio.create_task(received(reader, at_most))
    cuts = [0, *sorted(at), len(raw)]
    for begin, end in itertools.pairwise(cuts):
        reader.feed_data(raw[begin:end])
        await asyncio.sleep(0)
    reader.feed_eof()
    return await receiving, await reader.read()


@given(LETTERS, AT)
@example(b"x" * (HOLDS + 1) + b".\r\n", [HOLDS + 2])
@example(b"x" * (HOLDS + 1) + b".yes\r\n", [HOLDS + 2])
def test_a_letter_arrives_as_it_was_however_it_is_cut(letter: bytes, at: list[int]) -> None:
    assert asyncio.run(arriving(sent(letter) + b"QUIT\r\n", at)) == (letter, b"QUIT\r\n")


@given(LETTERS, st.integers(0, 300), AT)
def test_a_letter_is_kept_up_to_the_cap_and_read_to_its_end_beyond_it(letter: bytes, cap: int, at: list[int]) -> None:
    kept = letter if len(letter) <= cap else None
    assert asyncio.run(arriving(sent(letter) + b"QUIT\r\n", at, at_most=cap)) == (kept, b"QUIT\r\n")


class Counted(asyncio.StreamReader):
    """Counts how often it was asked for more."""

    asked = 0

    async def read(self, n: int = -1) -> bytes:
        self.asked += 1
        return await super().read(n)

    async def readexactly(self, n: int) -> bytes:
        self.asked += 1
        return await super().readexactly(n)

    async def readuntil(self, separator: bytes = b"\n") -> bytes:
        self.asked += 1
        return await super().readuntil(separator)


@pytest.mark.parametrize("text", [b"\r", b"\r\n", b"\r\n.", b"\n", b"x", b"\r\n.\r"])
async def test_a_letter_takes_no_more_steps_than_pieces_came_whatever_stands_in_it(text: bytes) -> None:
    reader = Counted(limit=HOLDS)
    reader.feed_data(sent(text * 50_000 + b"\r\n"))
    assert await received(reader, 1_000_000) is not None
    assert reader.asked == 1
