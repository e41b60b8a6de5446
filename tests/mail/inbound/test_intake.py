"""What is on the disk when a letter is said to be accepted, and what is said where it is not."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence

import pytest

from core.store import SqlStore
from mail.inbound.intake import Intake, letter_key
from tests.mail.inbound.post import ANA, BEA, LETTER, Post, kept

NOT_NOW = "451 4.3.0 Not now, please try again later\r\n"


async def test_a_letter_is_on_the_disk_when_it_is_said_to_be_stored(post: Post, database: str) -> None:
    assert await post.deliver() == "250 2.0.0 Stored\r\n"
    assert kept(database) == [(ANA, LETTER)]


async def test_the_same_letter_delivered_again_is_one_letter(post: Post, database: str) -> None:
    relayed = b"Received: by mx.example; Tue, 3 Mar 2026 10:15:00 -0300\r\n" + LETTER
    for raw in (LETTER, LETTER, relayed):
        assert (await post.deliver(raw=raw)).startswith("250")
    assert kept(database) == [(ANA, LETTER)]


async def test_a_letter_to_two_of_ours_is_a_letter_to_each(post: Post, database: str) -> None:
    assert (await post.deliver(ANA, BEA)).startswith("250")
    assert kept(database) == [(ANA, LETTER), (BEA, LETTER)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LETTER, b"Received: x\r\n" + LETTER, True),
        (LETTER, LETTER + b"PS\r\n", False),
        (b"Message-ID:\r\n <1@x>\r\n\r\nyes", b"Message-Id: <1@x>\r\n\r\nyes", True),
        (b"Subject: a\r\n\r\nyes", b"Subject: b\r\n\r\nyes", False),
    ],
)
def test_what_makes_two_deliveries_one_letter(one: bytes, other: bytes, same: bool) -> None:
    assert (letter_key(ANA, one) == letter_key(ANA, other)) is same
    assert letter_key(ANA, one) != letter_key(BEA, one)


async def test_letters_that_arrive_together_are_all_kept(post: Post, database: str) -> None:
    letters = [LETTER.replace(b"<1@", b"<%d@" % number) for number in range(40)]
    answers = await asyncio.gather(*(post.deliver(raw=raw) for raw in letters))
    assert set(answers) == {"250 2.0.0 Stored\r\n"}
    assert sorted(raw for _, raw in kept(database)) == sorted(letters)


async def test_a_store_that_is_broken_delays_the_letter_and_says_nothing_of_it(post: Post, database: str) -> None:
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("DROP TABLE inbox")
    assert await post.deliver(ANA, BEA) == NOT_NOW
    other.close()


async def test_a_failure_is_told_to_every_sender_of_the_batch_and_the_next_batch_is_stored(
    store: SqlStore, intake: Intake, post: Post, database: str
) -> None:
    twice_the_same_id = intake.accept("", [ANA], LETTER), intake.accept("", [BEA], b"x" * 2_000)
    with sqlite3.connect(database) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'ana@example.org'); END")
    failures = await asyncio.gather(*twice_the_same_id, return_exceptions=True)
    assert [isinstance(failure, Exception) for failure in failures] == [True, True]
    assert await post.deliver() == NOT_NOW
    with sqlite3.connect(database) as other:
        other.execute("DROP TRIGGER full")
    assert kept(database) == []
    assert (await post.deliver()).startswith("250")
    assert kept(database) == [(ANA, LETTER)]


async def test_what_failed_is_logged_by_kind_only(post: Post, database: str, caplog: pytest.LogCaptureFixture) -> None:
    with sqlite3.connect(database) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'ana@example.org'); END")
    await post.deliver()
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("convoca")]
    assert ours == ["intake failed: IntegrityError"]


async def told(lmtp: Post, recipients: Sequence[str]) -> list[str]:
    """Deliver over LMTP and return the answers, one a recipient."""
    async with lmtp.line("LHLO there.example") as line:
        await line.say("MAIL FROM:<ana@example.org>")
        for recipient in recipients:
            await line.say(f"RCPT TO:<{recipient}>")
        await line.say("DATA")
        first = await line.send(LETTER + b".\r\n")
        return [first, *[await line.answer() for _ in recipients[1:]]]


async def test_over_lmtp_each_recipient_is_answered(lmtp: Post, database: str) -> None:
    assert await told(lmtp, [ANA, BEA]) == ["250 2.0.0 Stored\r\n"] * 2
    assert kept(database) == [(ANA, LETTER), (BEA, LETTER)]
