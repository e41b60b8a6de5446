"""A full disk and a locked database: the sender hears 'not now', nothing is half done, and it goes on by itself."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from convoca.example.ports import free_port
from convoca.service import Part, Service, running
from convoca.settings import Settings
from core.model.records import InboxState, IncomingLetter, OutboxState
from core.store import SqlStore
from core.system import SystemIds
from core.usecases.calendar.versions import come_into_force
from core.usecases.desk import Desk
from mail.courier.courier import LEASE
from tests.builders import CALL, KEY, HandClock
from tests.faults.letters.effects import check
from tests.faults.letters.life import DOMAIN
from tests.faults.letters.scene import ANSWER, BRUNO, Invited, invite
from tests.faults.letters.trouble import full_disk, locked, small_disk
from tests.faults.letters.wire import Sender, Sink, sinking
from tests.mail.inbound.post import HOST, Post

PATIENCE = 0.2
NOT_NOW = "451 4.3.0 Not now, please try again later\r\n"
Trouble = Callable[[Path], AbstractContextManager[None]]


@dataclass(slots=True)
class Troubled:
    """A running service whose database gets into trouble; `reached` is told what the relay hears."""

    trouble: Trouble
    database: Path
    invited: Invited
    clock: HandClock
    reached: Callable[[str], None]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[tuple[Service, Post, Sink]]:
        async def opens(database: str) -> SqlStore:
            return SqlStore(database, patience=PATIENCE)

        async with sinking(lambda step: self.reached(step)) as sink:
            settings = Settings(
                database=str(self.database), smtp_listen=f"{HOST}:{free_port()}", smtp_relay=f"{HOST}:{sink.port}",
                mail_domain=DOMAIN,
            )  # fmt: skip
            parts = {Part.MAIL, Part.COURIERS}
            async with running(
                settings, CALL, clock=self.clock, ids=SystemIds(), key=KEY, parts=parts, opens=opens
            ) as service:
                yield service, Post(service.smtp_port), sink

    @asynccontextmanager
    async def in_trouble(self) -> AsyncIterator[None]:
        """Be in trouble while a block is open; entered aside, since whoever writes just now must come to an end."""
        trouble = self.trouble(self.database)
        await asyncio.to_thread(trouble.__enter__)
        try:
            yield
        finally:
            trouble.__exit__(None, None, None)

    async def answer(self, post: Post) -> str:
        """Bruno's letter is delivered; return what was said last: to its end, or to a recipient not found for now."""
        async with post.line() as line:
            for said in (f"MAIL FROM:<{BRUNO}>", f"RCPT TO:<{self.invited.address}>", "DATA"):
                if (answer := await line.say(said))[0] not in "23":
                    return answer
            return await line.send(ANSWER + b".\r\n")

    async def store_unseen(self) -> None:
        """His letter is stored by another process, which tells nobody."""
        store = SqlStore(str(self.database))
        async with store.work() as work:
            await work.inbox.add([
                IncomingLetter(
                    id="l1", key="l1", received_at=self.clock.now(), mail_from=BRUNO, recipient=self.invited.address,
                    raw=ANSWER,
                )
            ])  # fmt: skip
        await store.close()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found

    async def until_settled(self, sink: Sink) -> None:
        """Wait until his answer has had its whole effect, once."""
        await until(lambda: self.rows("SELECT state FROM inbox") == [(InboxState.DONE,)])
        await until(
            lambda: (
                {state for (state,) in self.rows("SELECT state FROM outbox WHERE channel = 'mail'")}
                == {OutboxState.SENT}
            )
        )
        sender = Sender(0, lambda step: None, answers=["250"])
        await check(str(self.database), self.invited.participation, self.invited.proponent, sender, sink)


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(2_000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to hold")


async def begun(database: str) -> Invited:
    """Invite Bruno; the service has run before and knows its call, so that starting it writes nothing."""
    store = SqlStore(database)
    desk = Desk(call=CALL, clock=HandClock(), ids=SystemIds(), key=KEY)
    async with store.work() as work:
        await come_into_force(desk, work, desk.clock.now())
    await store.close()
    return await invite(database)


@pytest.fixture(params=["full disk", "locked"])
def troubled(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Iterator[Troubled]:
    def made(folder: Path, trouble: Trouble) -> Troubled:
        database = folder / "convoca.sqlite"
        database.write_bytes(empty_database.read_bytes())
        return Troubled(trouble, database, asyncio.run(begun(str(database))), HandClock(), lambda step: None)

    if request.param == "locked":
        yield made(tmp_path, locked)
    else:
        with small_disk(tmp_path / "disk") as folder:
            yield made(folder, full_disk)


async def test_the_sender_hears_not_now_and_is_welcome_later(troubled: Troubled) -> None:
    async with troubled.serving() as (_, post, sink):
        async with troubled.in_trouble():
            assert [await troubled.answer(post) for _ in range(3)] == [NOT_NOW] * 3
        assert troubled.rows("SELECT * FROM inbox") == []
        assert (await troubled.answer(post)).startswith("250")
        await troubled.until_settled(sink)


async def test_a_letter_that_cannot_be_handled_waits_and_is_not_blamed(
    troubled: Troubled, caplog: pytest.LogCaptureFixture
) -> None:
    async with troubled.serving() as (service, _, sink):
        assert service.worker is not None
        await troubled.store_unseen()
        async with troubled.in_trouble():
            service.worker.wake()
            await until(lambda: "inbox: StoreTroubleError" in caplog.messages)
        assert troubled.rows("SELECT state, attempts FROM inbox") == [(InboxState.WAITING, 0)]
        service.worker.wake()
        await troubled.until_settled(sink)


async def test_what_the_relay_took_in_the_trouble_goes_again_as_it_was(
    troubled: Troubled, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = troubled.trouble(troubled.database)

    def reached(step: str) -> None:
        if step == "out: dot":
            troubled.reached = lambda step: None
            trouble.__enter__()

    troubled.reached = reached
    async with troubled.serving() as (service, post, sink):
        assert service.courier is not None
        assert (await troubled.answer(post)).startswith("250")
        await until(lambda: "outbox: StoreTroubleError" in caplog.messages)
        trouble.__exit__(None, None, None)
        assert len(sink.letters) == 1
        troubled.clock.moment += LEASE * 2
        service.courier.wake()
        await troubled.until_settled(sink)
        assert len(sink.letters) == 2


async def test_what_cannot_be_claimed_in_the_trouble_leaves_after_it(
    troubled: Troubled, caplog: pytest.LogCaptureFixture
) -> None:
    waits = "SELECT count(*) FROM outbox WHERE state = 'waiting' AND attempts = 1"
    async with troubled.serving() as (service, post, sink):
        assert service.courier is not None
        sink.answers = iter([b"451 4.3.0 Later\r\n"])
        assert (await troubled.answer(post)).startswith("250")
        await until(lambda: troubled.rows(waits) == [(1,)])
        async with troubled.in_trouble():
            troubled.clock.moment += timedelta(days=1)
            service.courier.wake()
            await until(lambda: "outbox: StoreTroubleError" in caplog.messages)
        service.courier.wake()
        await troubled.until_settled(sink)
