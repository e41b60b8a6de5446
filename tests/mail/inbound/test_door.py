"""Who and what is let in: caps, refusals, and lines that try to be two letters."""

from __future__ import annotations

import asyncio
import resource
from contextlib import AsyncExitStack, suppress

import pytest

from mail.inbound.server import AT_MOST_CONNECTIONS, AT_MOST_RECIPIENTS, AT_MOST_REFUSALS, LARGEST_LETTER
from tests.mail.inbound.post import ANA, HOST, LETTER, Post, kept

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    "address", ["nobody@convoca.test", "r+ana@elsewhere.test", '"r+ana"@', "ana", "r+ana@convoca.test "]
)
async def test_an_address_that_is_not_ours_is_refused_at_once(post: Post, database: str, address: str) -> None:
    async with post.line() as line:
        await line.say("MAIL FROM:<ana@example.org>")
        answer = await line.say(f"RCPT TO:<{address}>")
        assert answer[0] == "5" or address.strip() == ANA
        assert "ana" not in answer.lower()
    assert kept(database) == []


async def test_the_known_among_unknown_recipients_get_the_letter(post: Post, database: str) -> None:
    async with post.line() as line:
        await line.say("MAIL FROM:<>")
        assert (await line.say("RCPT TO:<nobody@convoca.test>")).startswith("550 5.1.1")
        assert (await line.say(f"RCPT TO:<{ANA}>")).startswith("250")
        await line.say("DATA")
        assert (await line.send(LETTER + b".\r\n")).startswith("250")
    assert kept(database) == [(ANA, LETTER)]


async def test_of_five_hundred_recipients_fifty_are_taken_and_the_service_lives(post: Post, database: str) -> None:
    async with post.line() as line:
        await line.say("MAIL FROM:<ana@example.org>")
        answers = [(await line.say(f"RCPT TO:<r+{number % 100}@convoca.test>"))[:3] for number in range(500)]
        assert answers == ["250"] * AT_MOST_RECIPIENTS + ["452"] * (500 - AT_MOST_RECIPIENTS)
    assert (await post.deliver()).startswith("250")
    assert len(kept(database)) == 1


async def test_who_keeps_guessing_addresses_is_cut_off(post: Post) -> None:
    async with post.line() as line:
        await line.say("MAIL FROM:<ana@example.org>")
        answers = [(await line.say(f"RCPT TO:<guess{number}@convoca.test>"))[:3] for number in range(AT_MOST_REFUSALS)]
        assert answers == ["550"] * AT_MOST_REFUSALS
        await line.say("RCPT TO:<once-more@convoca.test>")
        with suppress(ConnectionError):
            assert await line.say("NOOP") == ""
    assert (await post.deliver()).startswith("250")


async def test_a_letter_above_the_cap_is_refused_before_and_after_it_is_sent(post: Post, database: str) -> None:
    async with post.line() as line:
        assert (await line.say(f"MAIL FROM:<ana@example.org> SIZE={LARGEST_LETTER + 1}")).startswith("552")
    assert (await post.deliver(raw=LETTER + (b"y" * 900 + b"\r\n") * 12_000)).startswith("552")
    assert kept(database) == []
    assert (await post.deliver()).startswith("250")


async def test_a_subject_of_two_megabytes_is_kept_and_memory_stays_bounded(post: Post, database: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(8):
        folded = b"\r\n ".join([b"x" * 900] * 2_400)
        raw = b"From: a@b.org\r\nMessage-ID: <%d@b.org>\r\nSubject: %s\r\n\r\nyes\r\n" % (number, folded)
        assert (await post.deliver(raw=raw)).startswith("250")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert [len(raw) > 2 * MEGABYTE for _, raw in kept(database)] == [True] * 8


async def test_a_line_of_two_megabytes_is_kept_as_it_is(post: Post, database: str) -> None:
    raw = b"Subject: " + b"x" * 2 * MEGABYTE + b"\r\n\r\nyes\r\n"
    assert (await post.deliver(raw=raw)).startswith("250")
    assert kept(database) == [(ANA, raw)]


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n", b"\r.\r\n"])
async def test_no_end_but_the_true_one_ends_a_letter(post: Post, database: str, end: bytes) -> None:
    smuggled = b"MAIL FROM:<eva@example.org>\r\nRCPT TO:<r+bea@convoca.test>\r\nDATA\r\nSubject: x\r\n\r\nyes"
    await post.deliver(raw=LETTER + end + smuggled + b"\r\n")
    assert [recipient for recipient, _ in kept(database)] in ([ANA], [])


async def test_connections_beyond_the_cap_are_told_to_come_later(post: Post) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(AT_MOST_CONNECTIONS):
            await stack.enter_async_context(post.line())
        reader, writer = await asyncio.open_connection(HOST, post.port)
        assert (await reader.read()).startswith(b"421 4.3.2 ")
        writer.close()
    await until_free(post)
    assert (await post.deliver()).startswith("250")


async def until_free(post: Post) -> None:
    """Wait until the server has noticed that somebody left."""
    for _ in range(1_000):
        reader, writer = await asyncio.open_connection(HOST, post.port)
        greeting = await reader.readline()
        writer.close()
        if greeting.startswith(b"220"):
            return
        await asyncio.sleep(0.01)


RUDE = (
    *(b"\x00\xff\r\n", b"DATA\r\n", b"EHLO \xf0\x9f\x92\xa9\r\n", b"VRFY ana@example.org\r\n"),
    *(b"x" * 5_000 + b"\r\n", b"MAIL FROM:<" + b"a" * 600 + b">\r\n"),
)


@pytest.mark.parametrize("rude", RUDE)
async def test_rude_lines_are_answered_and_say_nothing_of_ours(post: Post, rude: bytes) -> None:
    async with post.line() as line:
        answer = await line.send(rude)
        assert answer[:1] in {"2", "5"}
        assert "Error: (" not in answer
        assert "Traceback" not in answer
    assert (await post.deliver()).startswith("250")
