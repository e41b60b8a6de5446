"""The dates in a chat say where to subscribe to them, and one's own link is made, changed and ended there."""

from __future__ import annotations

import re

from bot.telegram.conversing import Conversing
from core.dialogue.events import Command, Tap
from core.model.chats import Chat
from core.store import SqlStore
from core.usecases.converse import converse, look
from core.usecases.entering.linking import TELEGRAM
from tests.builders import House
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]

LINKS = "https://convoca.test"
PAGE = f"{LINKS}/calendar"


def linked(store: SqlStore) -> House:
    """A house whose pages have an address."""
    house = House(store)
    house.desk.links = LINKS
    return house


async def test_the_dates_lead_to_the_calendar_and_no_other_card_does(store: SqlStore) -> None:
    house = linked(store)
    ana = await house.ana()
    chat = Chat(id=7, opened_at=house.now, person_id=ana.id)
    shown = []
    for place in ("menu", "deadlines"):
        async with house.work() as work:
            await converse(house.desk, work, ana.id, TELEGRAM, Command(place))
            shown.append((await Conversing(house.desk).card_of(work, chat)).text)
    assert [PAGE in text for text in shown] == [False, True]


async def test_the_own_link_stands_on_the_card_as_it_is_now(store: SqlStore) -> None:
    house = linked(store)
    ana = await house.ana()
    chat = Chat(id=7, opened_at=house.now, person_id=ana.id)

    async def tapped(argument: str) -> list[str]:
        """The links on the card after a tap."""
        async with house.work() as work:
            revision = (await look(house.desk, work, ana.id, TELEGRAM)).revision
            await converse(house.desk, work, ana.id, TELEGRAM, Tap("link", argument, revision))
            text = (await Conversing(house.desk).card_of(work, chat)).text
        return re.findall(rf"{PAGE}/[a-z2-7]{{26}}\.ics", text)

    async with house.work() as work:
        await converse(house.desk, work, ana.id, TELEGRAM, Command("calendar"))
    (first,), (second,) = await tapped("make"), await tapped("change")
    assert first != second
    assert await tapped("end") == []
