"""LMTP: after a letter each recipient has an answer of its own, whatever the answer is."""

from __future__ import annotations

import sqlite3

from mail.inbound.server import NOT_NOW, TOO_LARGE
from tests.mail.inbound.post import ANA, BEA, LETTER, Line, Post, kept

HELLO = "LHLO there.example"


async def told(line: Line, raw: bytes = LETTER) -> list[str]:
    """Deliver to Ana, to somebody unknown and to Bea; return what is said until the next command is answered."""
    await line.say("MAIL FROM:<ana@example.org>")
    for recipient in (ANA, "nobody@convoca.test", BEA):
        await line.say(f"RCPT TO:<{recipient}>")
    assert (await line.say("DATA")).startswith("354")
    answers = [await line.send(raw + b".\r\n" + b"NOOP\r\n")]
    while answers[-1] != "250 OK\r\n":
        answers.append(await line.answer())
    return answers[:-1]


async def test_each_recipient_that_was_taken_hears_that_it_is_stored(lmtp: Post, database: str) -> None:
    async with lmtp.line(HELLO) as line:
        assert await told(line) == ["250 2.0.0 Stored\r\n"] * 2
    assert kept(database) == [(ANA, LETTER), (BEA, LETTER)]


async def test_each_recipient_hears_that_it_is_not_now(lmtp: Post, database: str) -> None:
    with sqlite3.connect(database) as other:
        other.execute("DROP TABLE inbox")
    async with lmtp.line(HELLO) as line:
        assert await told(line) == [f"{NOT_NOW}\r\n"] * 2


async def test_each_recipient_hears_that_the_letter_is_too_large(lmtp: Post, database: str) -> None:
    async with lmtp.line(HELLO) as line:
        assert await told(line, (b"y" * 900 + b"\r\n") * 12_000) == [f"{TOO_LARGE}\r\n"] * 2
        assert await told(line) == ["250 2.0.0 Stored\r\n"] * 2


async def test_who_greets_as_over_smtp_is_not_heard(lmtp: Post) -> None:
    async with lmtp.line("EHLO there.example") as line:
        assert (await line.say("MAIL FROM:<ana@example.org>")).startswith("503")
