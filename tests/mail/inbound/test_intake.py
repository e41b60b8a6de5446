"""What is on the disk when a letter is said to be accepted, and what is said where it is not."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager

import pytest

from core.ports import UnitOfWork
from core.store import SqlStore
from mail.inbound.intake import Intake, letter_key
from tests.mail.inbound.post import ANA, BEA, LETTER, Post, kept, served, storing

NOT_NOW = "451 4.3.0 Not now, please try again later\r\n"


class HoldingStore:
    """A store whose first commit waits until it is let go on; `reached` is set when it waits."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()
        self.commits = 0

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        async with self._store.work() as unit:
            yield unit
            self.reached.set()
            await self.go_on.wait()
        self.commits += 1

    def look(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._store.look()


@contextmanager
def refusing(database: str, when: str = "TRUE") -> Iterator[None]:
    """Let the database itself refuse letters for a while, with words that nobody may hear."""
    with sqlite3.connect(database) as other:
        other.execute(
            f"CREATE TRIGGER full BEFORE INSERT ON inbox WHEN {when} BEGIN SELECT RAISE(ABORT, 'ana@example.org'); END"
        )
    try:
        yield
    finally:
        with sqlite3.connect(database) as other:
            other.execute("DROP TRIGGER full")


async def test_a_letter_is_on_the_disk_when_it_is_said_to_be_stored(post: Post, database: str) -> None:
    assert await post.deliver() == "250 2.0.0 Stored\r\n"
    assert kept(database) == [(ANA, LETTER)]


async def test_nothing_is_said_before_the_commit(store: SqlStore, database: str) -> None:
    holding = HoldingStore(store)
    async with storing(holding) as intake, served(intake) as post, post.line() as line:
        delivering = asyncio.create_task(post.deliver())
        await holding.reached.wait()
        assert await line.say("NOOP") == "250 OK\r\n"
        assert (delivering.done(), kept(database)) == (False, [])
        holding.go_on.set()
        assert await delivering == "250 2.0.0 Stored\r\n"
    assert kept(database) == [(ANA, LETTER)]


async def test_what_arrives_during_a_commit_shares_the_next_one(store: SqlStore, database: str) -> None:
    holding = HoldingStore(store)
    letters = [LETTER.replace(b"<1@", b"<%d@" % number) for number in range(11)]
    async with storing(holding) as intake:
        first = asyncio.create_task(intake.accept("", [ANA], letters[0]))
        await holding.reached.wait()
        others = [asyncio.create_task(intake.accept("", [ANA], raw)) for raw in letters[1:]]
        await asyncio.sleep(0)
        holding.go_on.set()
        await asyncio.gather(first, *others)
    assert holding.commits == 2
    assert kept(database) == [(ANA, raw) for raw in letters]


async def test_whoever_handles_letters_is_told_after_each_commit_and_not_after_a_failure(
    store: SqlStore, database: str
) -> None:
    told: list[int] = []
    async with storing(store, stored=lambda: told.append(len(kept(database)))) as intake, served(intake) as post:
        await post.deliver(ANA, BEA)
        with refusing(database):
            await post.deliver(raw=b"another\r\n")
        await post.deliver(raw=b"and one more\r\n")
    assert told == [2, 3]


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


async def test_a_store_that_is_broken_delays_letters_and_says_nothing_of_it(post: Post, database: str) -> None:
    with sqlite3.connect(database) as other:
        other.execute("ALTER TABLE inbox RENAME TO elsewhere")
    assert await post.deliver(ANA, BEA) == NOT_NOW
    with sqlite3.connect(database) as other:
        other.execute("ALTER TABLE elsewhere RENAME TO inbox")
    assert kept(database) == []
    assert (await post.deliver()).startswith("250")


async def test_a_letter_of_which_one_row_cannot_be_stored_is_stored_for_nobody(post: Post, database: str) -> None:
    with refusing(database, f"NEW.recipient = '{BEA}'"):
        assert await post.deliver(ANA, BEA) == NOT_NOW
    assert kept(database) == []


async def test_the_connection_whose_letter_was_delayed_can_deliver_it_again(post: Post, database: str) -> None:
    async with post.line() as line:
        with refusing(database):
            await line.begin(ANA)
            assert await line.send(LETTER + b".\r\n") == NOT_NOW
        await line.begin(ANA)
        assert (await line.send(LETTER + b".\r\n")).startswith("250")
    assert kept(database) == [(ANA, LETTER)]


async def test_a_failure_is_told_to_every_sender_of_the_batch(post: Post, database: str) -> None:
    letters = [LETTER.replace(b"<1@", b"<%d@" % number) for number in range(10)]
    with refusing(database):
        assert await asyncio.gather(*(post.deliver(raw=raw) for raw in letters)) == [NOT_NOW] * 10
    assert kept(database) == []


async def test_an_address_that_cannot_be_looked_up_is_not_refused_for_good(intake: Intake) -> None:
    async def lost(address: str) -> bool:
        raise OSError(f"disk of {address}")

    async with served(intake, expects=lost) as post, post.line() as line:
        await line.say("MAIL FROM:<ana@example.org>")
        assert await line.say(f"RCPT TO:<{ANA}>") == NOT_NOW


async def test_what_failed_is_logged_by_kind_only(post: Post, database: str, caplog: pytest.LogCaptureFixture) -> None:
    with refusing(database):
        await post.deliver()
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("convoca")]
    assert ours == ["intake failed: IntegrityError"]


async def test_a_sender_that_hangs_up_during_the_commit_can_deliver_again(store: SqlStore, database: str) -> None:
    holding = HoldingStore(store)
    async with storing(holding) as intake, served(intake) as post:
        async with post.line() as line:
            await line.begin(ANA)
            await line.push(LETTER + b".\r\n")
            await holding.reached.wait()
        holding.go_on.set()
        assert (await post.deliver()).startswith("250")
    assert kept(database) == [(ANA, LETTER)]
