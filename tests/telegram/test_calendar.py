"""The dates in a chat say where to subscribe to them."""

from __future__ import annotations

from bot.telegram.conversing import Conversing
from core.dialogue.events import Command
from core.model.chats import Chat
from core.store import SqlStore
from core.usecases.converse import converse
from core.usecases.entering.linking import TELEGRAM
from tests.builders import House
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]

PAGE = "https://convoca.test/calendar"


async def test_the_dates_lead_to_the_calendar_and_no_other_card_does(store: SqlStore) -> None:
    house = House(store)
    ana = await house.ana()
    chat = Chat(id=7, opened_at=house.now, person_id=ana.id)
    shown = []
    for place in ("menu", "deadlines"):
        async with house.work() as work:
            await converse(house.desk, work, ana.id, TELEGRAM, Command(place))
            shown.append((await Conversing(house.desk, PAGE).card_of(work, chat)).text)
    assert [PAGE in text for text in shown] == [False, True]
