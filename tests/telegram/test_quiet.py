"""At night a chat shows what there is to show, and rings nowhere: also what waited until Telegram was back."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram.ext import ExtBot

from bot.telegram.card import Card
from bot.telegram.conversing import Conversing
from bot.telegram.courier import ChatCourier
from core.model.chats import Chat
from core.ports import UnitOfWork
from core.store import SqlStore
from tests.builders import OPEN, HandClock, House
from tests.support.store import database, empty_database, store
from tests.telegram.fake import FakeTelegram

__all__ = ["database", "empty_database", "store"]

DAY, NIGHT = 1, 2


async def test_a_card_is_silent_in_the_quiet_hours_of_whoever_reads_it(store: SqlStore) -> None:
    """Colombia: 21:00 is 02:00 UTC, 8:00 is 13:00. Of a chat that is nobody's yet nobody knows the clock."""
    house = House(store)
    ana = await house.ana(country="CO")
    chats = (Chat(id=7, opened_at=house.now, person_id=ana.id), Chat(id=8, opened_at=house.now))
    silent = []
    for hour in (1, 2, 12, 13):
        house.clock.moment = datetime(2025, 8, 18, hour, tzinfo=UTC)
        async with house.store.look() as work:
            silent.append([(await Conversing(house.desk).card_of(work, chat)).is_silent for chat in chats])
    assert silent == [[False, False], [True, False], [True, False], [False, False]]


async def test_telegram_is_asked_not_to_ring_for_a_silent_card_alone(
    store: SqlStore, bot: ExtBot[None], fake: FakeTelegram
) -> None:
    async def card_of(_work: UnitOfWork, chat: Chat) -> Card:
        return Card("Hola", is_silent=chat.id == NIGHT)

    async with store.work() as work:
        for chat_id in (DAY, NIGHT):
            await fake.person(chat_id, "Ana", "es").opens()
            await work.chats.put(Chat(id=chat_id, opened_at=OPEN, wanted=1))
    courier = ChatCourier(bot, store, HandClock(), card_of=card_of)
    await courier.drain()
    await courier.stop()
    calls = [call.parameters for call in fake.calls("sendMessage")]
    assert {int(asked["chat_id"]): asked.get("disable_notification") for asked in calls} == {DAY: None, NIGHT: "true"}
    assert fake.violations == []
