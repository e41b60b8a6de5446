"""Large letters: what is refused, what is kept, and that memory stays bounded either way."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mail.inbound.server import LARGEST_LETTER
from tests.mail.inbound.post import ANA, LETTER, Post, kept

MEGABYTE = 1024 * 1024
HEAD = b"From: a@b.org\r\nMessage-ID: <%d@b.org>\r\n"


@contextmanager
def memory_below(megabytes: float) -> Iterator[None]:
    """Fail where more was held at once, by both ends of the line together."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * MEGABYTE
    finally:
        tracemalloc.stop()


async def test_a_size_above_the_cap_is_refused_before_the_letter_is_sent(post: Post) -> None:
    async with post.line() as line:
        assert "250-SIZE 10485760\r\n" in await line.say("EHLO there.example")
        assert (await line.say(f"MAIL FROM:<ana@example.org> SIZE={LARGEST_LETTER + 1}")).startswith("552")
        assert (await line.say(f"MAIL FROM:<ana@example.org> SIZE={LARGEST_LETTER}")).startswith("250")


async def test_a_letter_that_turns_out_too_large_is_refused_and_the_next_one_is_kept(post: Post, database: str) -> None:
    async with post.line() as line:
        await line.begin(ANA)
        assert await line.send((b"y" * 900 + b"\r\n") * 12_000 + b".\r\n") == "552 5.3.4 The letter is too large\r\n"
        assert kept(database) == []
        await line.begin(ANA)
        assert (await line.send(LETTER + b".\r\n")).startswith("250")
    assert kept(database) == [(ANA, LETTER)]


async def test_a_letter_just_as_large_as_the_cap_is_kept(post: Post, database: str) -> None:
    raw = LETTER + b"y" * (LARGEST_LETTER - len(LETTER) - 2) + b"\r\n"
    assert (await post.deliver(raw=raw)).startswith("250")
    assert [len(raw) for _, raw in kept(database)] == [LARGEST_LETTER]


@pytest.mark.parametrize("subject", [b"\r\n ".join([b"x" * 900] * 2_400), b"x" * 2 * MEGABYTE], ids=["folded", "whole"])
async def test_a_subject_of_two_megabytes_is_refused_and_the_next_letter_is_taken(
    post: Post, database: str, subject: bytes
) -> None:
    answer = await post.deliver(raw=HEAD % 1 + b"Subject: " + subject + b"\r\n\r\nyes\r\n")
    assert answer == "554 5.6.0 The headers of this letter are too long to be read\r\n"
    assert (await post.deliver()).startswith("250")
    assert kept(database) == [(ANA, LETTER)]


async def test_many_large_letters_take_no_more_memory_than_one(post: Post) -> None:
    with memory_below(32):
        for number in range(20):
            raw = HEAD % number + b"Subject: Re\r\n\r\n" + b"x" * 2 * MEGABYTE + b"\r\n"
            assert (await post.deliver(raw=raw)).startswith("250")


async def test_a_letter_of_empty_lines_takes_no_more_memory_than_its_size(post: Post) -> None:
    with memory_below(5):
        assert (await post.deliver(raw=b"\r\n" * 100_000)).startswith("250")


async def test_a_line_without_end_is_not_kept_in_memory(post: Post, database: str) -> None:
    with memory_below(32):
        async with post.line() as line:
            await line.begin(ANA)
            for _ in range(64):
                await line.push(b"x" * MEGABYTE)
            assert (await line.send(b"\r\n.\r\n")).startswith("552")
    assert kept(database) == []
