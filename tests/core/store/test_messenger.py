"""Updates and chats: each update once, and every reason to draw is one drawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from core.model.chats import Chat, IncomingUpdate
from core.store import SqlStore
from core.store.engine import database_url, reading_engine
from core.store.tables import updates
from tests.support.records import NOON, a_person

BIG = 7_000_000_000
"""Chats and updates are numbered beyond 32 bits."""
CHAT = Chat(id=BIG, opened_at=NOON, entry={"step": "address"})


def an_update(number: int, **raw: object) -> IncomingUpdate:
    return IncomingUpdate(id=BIG + number, chat=BIG, received_at=NOON, raw={"update_id": BIG + number, **raw})


async def test_updates_wait_in_the_order_in_which_they_came_and_twice_is_once(store: SqlStore) -> None:
    first, second = an_update(2, text="Sí \N{GRINNING FACE}"), an_update(1)
    async with store.work() as work:
        await work.updates.add([])
        await work.updates.add([first, second])
        await work.updates.add([an_update(2, text="otra cosa"), an_update(3)])
    async with store.look() as work:
        assert await work.updates.waiting(10) == [first, second, an_update(3)]
        assert await work.updates.waiting(1) == [first]


async def test_an_update_is_handled_once(store: SqlStore) -> None:
    async with store.work() as work:
        await work.updates.add([an_update(1), an_update(2)])
        await work.updates.done({})
        await work.updates.done({BIG + 1: "ana"})
        assert await work.updates.waiting(10) == [an_update(2)]
        await work.updates.done({BIG + 1: None, BIG + 2: "beto"})
        assert await work.updates.waiting(10) == []


async def test_an_update_that_keeps_failing_is_put_apart(store: SqlStore) -> None:
    async with store.work() as work:
        await work.updates.add([an_update(1)])
        assert [await work.updates.failed_once(BIG + 1, "KeyError") for _ in range(2)] == [1, 2]
        await work.updates.quarantine(BIG + 1, "KeyError")
        assert await work.updates.waiting(10) == []


async def test_a_chat_is_kept_and_replaced(store: SqlStore) -> None:
    linked = replace(CHAT, person_id="ana", linked_at=NOON, entry={}, card=BIG * 2, wanted=3, always_fresh=True)
    async with store.work() as work:
        await work.people.add(a_person())
        assert await work.chats.get(BIG) is None
        await work.chats.put(CHAT)
        assert await work.chats.get(BIG) == CHAT
        await work.chats.put(linked)
        assert await work.chats.get(BIG) == linked
        assert await work.chats.of_person("ana") == [linked]
        assert await work.chats.of_person("bea") == []


async def test_chats_are_drawn_that_show_less_than_is_wanted_and_may_be_tried(store: SqlStore) -> None:
    drawn = replace(CHAT, id=1, wanted=2, shown=2)
    wanted, silent = replace(CHAT, id=2, wanted=1), replace(CHAT, id=3, wanted=1, silent_until=NOON)
    flooded = replace(CHAT, id=4, wanted=1, silent_until=NOON + timedelta(seconds=1))
    blocked = replace(CHAT, id=5, wanted=1, closed_at=NOON)
    async with store.work() as work:
        for chat in (drawn, wanted, silent, flooded, blocked):
            await work.chats.put(chat)
        assert sorted(chat.id for chat in await work.chats.to_draw(NOON, 10)) == [2, 3]
        assert len(await work.chats.to_draw(NOON, 1)) == 1


async def test_a_person_is_called_for_in_every_open_chat(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
        for chat_id, closed in ((1, None), (2, None), (3, NOON)):
            await work.chats.put(replace(CHAT, id=chat_id, card=1, person_id="ana", closed_at=closed))
        assert await work.chats.call_for("ana") == 2
        assert await work.chats.call_for("bea") == 0
        assert [(chat.wanted, chat.wants_fresh) for chat in await work.chats.of_person("ana")] == [
            (1, True),
            (1, True),
            (0, False),
        ]


async def test_a_person_is_gone_whose_chats_are_all_closed(store: SqlStore) -> None:
    later = NOON + timedelta(hours=1)
    chats = [("ana", NOON), ("ana", later), ("bea", NOON), ("bea", None), ("carla", None), (None, NOON)]
    async with store.work() as work:
        for name in ("ana", "bea", "carla", "dora"):
            await work.people.add(a_person(name))
        for number, (person_id, closed_at) in enumerate(chats, 1):
            await work.chats.put(replace(CHAT, id=number, person_id=person_id, closed_at=closed_at))
        assert await work.chats.closed() == {"ana": later}


async def test_a_chat_that_got_a_new_id_is_followed(store: SqlStore) -> None:
    async with store.work() as work:
        await work.chats.put(replace(CHAT, id=-5, card=9))
        await work.chats.move(-5, -100_000_000_005)
        assert await work.chats.get(-5) is None
        assert await work.chats.get(-100_000_000_005) == replace(CHAT, id=-100_000_000_005)


async def test_erasing_a_person_blanks_what_they_wrote_and_forgets_their_chat(store: SqlStore, database: str) -> None:
    theirs, later, others = (
        an_update(1, text="Soy Ana"),
        replace(an_update(2, text="Ana otra vez"), chat=7),
        replace(an_update(3, text="x"), chat=7),
    )
    async with store.work() as work:
        await work.people.add(a_person())
        await work.chats.put(replace(CHAT, person_id="ana"))
        await work.updates.add([theirs, later, others])
        await work.updates.done({later.id: "ana"})
        await work.erasure.erase("ana", NOON)
        assert await work.chats.get(BIG) is None
        assert await work.updates.waiting(10) == [others]
    engine = reading_engine(database_url(database))
    async with engine.connect() as connection:
        rows = (await connection.execute(select(updates.c.raw, updates.c.chat).order_by(updates.c.seq))).all()
    await engine.dispose()
    assert [tuple(row) for row in rows] == [({}, None), ({}, None), (others.raw, 7)]
