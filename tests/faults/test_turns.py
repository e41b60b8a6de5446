"""People who answer every card at once do not keep the others from theirs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.telegram.card import Card
from bot.telegram.courier import AT_ONCE, ChatCourier
from core.model.chats import Chat
from core.ports import UnitOfWork
from core.store import SqlStore
from core.system import SystemClock
from tests.telegram.fake import Person, fake_telegram

EVERYBODY = range(1, 2 * AT_ONCE + 6)
QUIET = EVERYBODY[-5:]
OPENED = datetime(2025, 8, 1, 12, tzinfo=UTC)


async def test_everybody_has_a_turn_before_the_quick_have_their_next(tmp_path: Path) -> None:
    store, drawn = await SqlStore.open(str(tmp_path / "convoca.sqlite")), list[int]()

    async def card_of(work: UnitOfWork, chat: Chat) -> Card:
        drawn.append(chat.id)
        return Card(f"card {len(drawn)}")

    async with fake_telegram() as fake, fake.bot() as bot:
        courier = ChatCourier(bot, store, SystemClock(), card_of=card_of)
        people = [fake.person(number, "Ana") for number in EVERYBODY]
        async with store.work() as work:
            for person in people:
                await person.opens()
                await work.chats.put(Chat(id=person.id, opened_at=OPENED).wanting(fresh=True))
        quick = [asyncio.create_task(answers(person, store, courier)) for person in people if person.id not in QUIET]
        courier.start()
        for person in people:
            await person.until(lambda person=person: cards(person))
        for task in quick:
            task.cancel()
        await asyncio.gather(*quick, return_exceptions=True)
        await courier.stop()
    await store.close()
    assert set(drawn[: len(EVERYBODY) + AT_ONCE]) == set(EVERYBODY)


async def answers(person: Person, store: SqlStore, courier: ChatCourier) -> None:
    """Want another card as soon as there is one."""
    seen = 0
    while True:
        await person.until(lambda seen=seen: cards(person) > seen)
        seen = cards(person)
        async with store.work() as work:
            chat = await work.chats.get(person.id)
            assert chat is not None
            await work.chats.put(chat.wanting(fresh=True))
        courier.wake()


def cards(person: Person) -> int:
    return sum(message.by_bot for message in person.messages)
