"""Messages beside the card: in order, tried again, patient with the one chat that asks for it, and never to nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram.ext import ExtBot

from bot.telegram.messenger import Message, Messenger
from core.call.shipped import shipped_call
from core.model.chats import Chat
from core.model.records import Channel, Notice, OutboxState
from core.ports import UnitOfWork
from core.store import SqlStore
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from core.usecases.moving import is_office
from core.usecases.speaking import say_in
from tests.support.store import database, empty_database, store
from tests.telegram.fake import FakeTelegram, Person

__all__ = ["database", "empty_database", "store"]

ANA, LUIS = 11, 12
CLOCK = SystemClock()
DESK = Desk(call=shipped_call("lacigf-2025"), clock=CLOCK, ids=SystemIds(), key=b"k" * 32, office_chats=(-5,))


async def composed(work: UnitOfWork, notice: Notice) -> Message | None:
    if notice.kind == "silence":
        return None
    if notice.kind == "trouble" and notice.attempts < 2:
        raise LookupError("cannot be composed yet")
    return Message(str(notice.facts["text"]), b"a,b" if notice.kind == "file" else None, "t.csv")


@asynccontextmanager
async def sending(store: SqlStore, bot: ExtBot[None]) -> AsyncIterator[Messenger]:
    messenger = Messenger(bot, store, CLOCK, compose=composed)
    messenger.start()
    try:
        yield messenger
    finally:
        await messenger.stop()


async def say(store: SqlStore, chat_id: int, *texts: str, kind: str = "text") -> None:
    async with store.work() as work:
        for text in texts:
            now, facts = CLOCK.now(), {"text": text}
            assert await say_in(DESK, work, chat_id, kind, facts, now, key=text, language="es", person_id=str(chat_id))


async def states(store: SqlStore, chat_id: int) -> list[OutboxState]:
    """Where the messages of a chat stand, oldest first, once none is on its way."""
    for _ in range(1_000):
        async with store.look() as work:
            found = await work.outbox.of_person(str(chat_id), Channel.MESSENGER, 50)
        if all(item.state in (OutboxState.SENT, OutboxState.FAILED) for item in found):
            return [item.state for item in reversed(found)]
        await asyncio.sleep(0.01)
    raise AssertionError([item.state for item in found])


async def chat(store: SqlStore, chat_id: int) -> Chat:
    async with store.look() as work:
        found = await work.chats.get(chat_id)
    assert found is not None
    return found


@pytest.fixture
async def ana(fake: FakeTelegram, store: SqlStore) -> Person:
    person = fake.person(ANA, "Ana")
    await person.opens()
    async with store.work() as work:
        await work.chats.put(Chat(id=ANA, opened_at=CLOCK.now()))
    return person


def said(person: Person) -> list[str]:
    return [message.text for message in person.messages if message.by_bot]


async def test_messages_of_a_chat_come_in_order_whatever_fails_between(
    fake: FakeTelegram, bot: ExtBot[None], store: SqlStore, ana: Person
) -> None:
    fake.fail_next("sendMessage", 500)
    fake.drop_next("sendMessage")
    await say(store, ANA, "uno", "dos", "tres")
    async with sending(store, bot):
        assert await states(store, ANA) == [OutboxState.SENT] * 3
    assert said(ana) == ["uno", "dos", "tres"]


async def test_a_file_comes_with_its_caption_and_what_is_not_to_be_said_any_more_is_not(
    fake: FakeTelegram, bot: ExtBot[None], store: SqlStore, ana: Person
) -> None:
    await say(store, ANA, "tabla", kind="file")
    await say(store, ANA, "nada", kind="silence")
    async with sending(store, bot):
        assert await states(store, ANA) == [OutboxState.SENT] * 2
    (message,) = (message for message in ana.messages if message.by_bot)
    assert (message.text, message.media["document"]["file_name"]) == ("tabla", "t.csv")
    assert fake.violations == []


async def test_only_the_flooded_chat_waits_and_its_card_with_it(
    fake: FakeTelegram, bot: ExtBot[None], store: SqlStore, ana: Person
) -> None:
    luis = fake.person(LUIS, "Luis")
    await luis.opens()
    fake.fail_next("sendMessage", 429, retry_after=2)
    await say(store, ANA, "a Ana")
    async with sending(store, bot) as messenger:
        await fake.until(lambda: fake.calls("sendMessage"))
        await say(store, LUIS, "a Luis")
        messenger.wake()
        assert await states(store, LUIS) == [OutboxState.SENT]
        assert said(ana) == []
        assert (await chat(store, ANA)).silent_until is not None
        assert await states(store, ANA) == [OutboxState.SENT]
    assert said(ana) == ["a Ana"]
    assert fake.impatient == []


async def test_who_blocked_the_bot_is_marked_and_not_tried_again(
    fake: FakeTelegram, bot: ExtBot[None], store: SqlStore, ana: Person
) -> None:
    await ana.blocks()
    await say(store, ANA, "uno")
    async with sending(store, bot):
        assert await states(store, ANA) == [OutboxState.FAILED]
    assert (await chat(store, ANA)).closed_at is not None
    assert len(fake.calls("sendMessage")) == 1


async def test_a_group_that_moved_is_followed_and_stays_the_secretariats(
    fake: FakeTelegram, bot: ExtBot[None], store: SqlStore, ana: Person
) -> None:
    group = fake.group(-5, "Secretaría")
    await group.adds_bot(ana)
    moved = await group.migrates(-1005)
    await say(store, -5, "resumen")
    async with sending(store, bot):
        assert await states(store, -5) == [OutboxState.SENT]
    assert [message.text for message in moved.messages if message.by_bot and message.text] == ["resumen"]
    async with store.look() as work:
        assert [await is_office(DESK, work, number) for number in (-5, -1005, -6)] == [True, True, False]


async def test_what_telegram_refuses_for_good_stops_nobody(
    fake: FakeTelegram, bot: ExtBot[None], store: SqlStore, ana: Person
) -> None:
    await say(store, ANA, "<b>", "dos")
    async with sending(store, bot):
        assert await states(store, ANA) == [OutboxState.FAILED, OutboxState.SENT]
    assert said(ana) == ["dos"]


async def test_what_cannot_be_composed_is_told_and_tried_again(
    fake: FakeTelegram, bot: ExtBot[None], store: SqlStore, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await say(store, ANA, "uno", kind="trouble")
    async with sending(store, bot):
        assert await states(store, ANA) == [OutboxState.SENT]
    assert said(ana) == ["uno"]
    assert "a message (trouble) cannot be composed: LookupError" in caplog.text
