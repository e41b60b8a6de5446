"""Who and what is let in: caps, refusals, and lines that try to be two letters."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from mail.inbound.intake import Intake
from mail.inbound.server import AT_MOST_CONNECTIONS, AT_MOST_RECIPIENTS, AT_MOST_REFUSALS
from tests.mail.inbound.post import ANA, BEA, LETTER, Post, kept, served

UNKNOWN = ("nobody@convoca.test", "r+ana@elsewhere.test", "ana", "postmaster", "R+ANA@CONVOCA.TEST.example")
MALFORMED = ("<", "<r+ana@>", "<r+ana@[>", "<r+\x01na@convoca.test>", "<ana\udcff@convoca.test>", "<a\rb@example.org>")


@pytest.mark.parametrize("address", UNKNOWN)
async def test_an_address_that_is_not_ours_is_refused_at_once(post: Post, address: str) -> None:
    async with post.line() as line:
        await line.say("MAIL FROM:<ana@example.org>")
        assert await line.say(f"RCPT TO:<{address}>") == "550 5.1.1 No such address here\r\n"
        assert (await line.say("DATA")).startswith("503")


@pytest.mark.parametrize("address", MALFORMED)
@pytest.mark.parametrize("command", ["MAIL FROM", "RCPT TO"])
async def test_what_is_no_address_is_refused_for_good(post: Post, command: str, address: str) -> None:
    async with post.line() as line:
        if command == "RCPT TO":
            await line.say("MAIL FROM:<ana@example.org>")
        answer = await line.send(f"{command}:{address}".encode("utf-8", "surrogateescape") + b"\r\n")
        assert answer.startswith("553 5.1.3 ")


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


async def test_who_keeps_guessing_addresses_is_cut_off(post: Post, database: str) -> None:
    async with post.line() as line:
        for number in range(AT_MOST_REFUSALS):
            assert (await line.say("EHLO there.example")).startswith("250")
            await line.say("MAIL FROM:<ana@example.org>")
            assert (await line.say(f"RCPT TO:<guess{number}@convoca.test>")).startswith("550")
        assert await line.say("RCPT TO:<once-more@convoca.test>") == "421 4.7.0 Too many unknown addresses\r\n"
        assert await line.answer() == ""
    assert (await post.deliver()).startswith("250")


async def test_after_a_reset_nobody_that_was_named_before_gets_the_letter(post: Post, database: str) -> None:
    async with post.line() as line:
        await line.say("MAIL FROM:<ana@example.org>")
        await line.say(f"RCPT TO:<{ANA}>")
        await line.say("RSET")
        await line.begin(BEA)
        await line.send(LETTER + b".\r\n")
    assert kept(database) == [(BEA, LETTER)]


NO_ENDS = (b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r.\r\n", b"\r\n\x00.\r\n", b"\r\n. \r\n", b"\r\n.\n", b"\r\n.\r")
SMUGGLED = b"MAIL FROM:<eva@example.org>\r\nRCPT TO:<r+bea@convoca.test>\r\nDATA\r\nSubject: x\r\n\r\nyes\r\n"


@pytest.mark.parametrize("no_end", NO_ENDS)
async def test_no_end_but_the_true_one_ends_a_letter(post: Post, database: str, no_end: bytes) -> None:
    assert (await post.deliver(raw=b"yes" + no_end + SMUGGLED)).startswith("250")
    undotted = no_end.replace(b"\r\n.", b"\r\n") if no_end.startswith(b"\r\n.") else no_end
    assert kept(database) == [(ANA, b"yes" + undotted + SMUGGLED)]


async def test_a_letter_that_was_not_ended_is_not_kept(post: Post, database: str) -> None:
    async with post.line() as line:
        await line.begin(ANA)
        await line.push(LETTER)
    assert (await post.deliver(BEA)).startswith("250")
    assert kept(database) == [(BEA, LETTER)]


async def test_connections_beyond_the_cap_are_told_to_come_later(post: Post) -> None:
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(post.line()) for _ in range(AT_MOST_CONNECTIONS)]
        assert await post.heard() == "421 4.3.2 Too many connections, please try again later\r\n"
        assert {await line.say("NOOP") for line in lines} == {"250 OK\r\n"}
        await lines[0].say("QUIT")
        assert await lines[0].answer() == ""
        assert (await post.deliver()).startswith("250")


async def test_who_says_nothing_is_let_go(intake: Intake) -> None:
    async with served(intake, patience=0.05) as post, post.line() as line:
        assert await line.answer() == ""


async def test_who_never_listens_is_let_go(intake: Intake) -> None:
    async with served(intake, patience=0.5) as post, post.line() as line:
        with pytest.raises(ConnectionError):
            await line.push(b"HELP\r\n" * 1_000_000)


async def test_closing_hangs_up(intake: Intake) -> None:
    async with AsyncExitStack() as stack:
        async with served(intake) as post:
            line = await stack.enter_async_context(post.line())
            await line.begin(ANA)
        assert await line.answer() == "421 4.3.2 Closing, please try again later\r\n"
        assert await line.answer() == ""


RUDE = (
    *(b"\x00\xff\r\n", b"\r\n", b"DATA\r\n", b"DATA now\r\n", b"MAIL FROM:<a@b.org> SIZE=x\r\n"),
    *(b"x" * 5_000 + b"\r\n", b"MAIL FROM:<" + b"a" * 600 + b">\r\n", b"AUTH PLAIN AGFuYQBhbmE=\r\n"),
    b"BDAT 0 LAST\r\n",
)


@pytest.mark.parametrize("rude", RUDE)
async def test_what_is_no_command_is_refused_and_the_line_stays_in_step(post: Post, rude: bytes) -> None:
    async with post.line() as line:
        assert (await line.send(rude))[0] == "5"
        await line.begin(ANA)
        assert (await line.send(LETTER + b".\r\n")).startswith("250")
