"""Who closed the chat in a messenger hears what happened by mail: at most once a day, and nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.model.chats import Chat
from core.model.records import Person
from core.store import SqlStore
from core.usecases.notices import tell_in_chat
from core.usecases.ticking.news_by_mail import news_by_mail
from tests.builders import ACCEPT, DECLINE, PROFILE, UNCLEAR, House
from tests.core.usecases.reminding.test_leaving import leaving

ANA = "ana@example.org"
HOUR = timedelta(hours=1)


@pytest.fixture
async def other_store(database: str) -> AsyncIterator[SqlStore]:
    """The same file, as another process has it."""
    store = SqlStore(database)
    yield store
    await store.close()


async def chat(house: House, person: Person, closed_at: datetime | None, number: int = 11) -> None:
    async with house.work() as work:
        await work.chats.put(Chat(id=number, opened_at=house.now, person_id=person.id, closed_at=closed_at))


async def told(house: House) -> int:
    async with house.work() as work:
        return (await news_by_mail(house.desk, work)).queued


async def letters(house: House) -> list[object]:
    """What each letter with news told, oldest first."""
    return [letter.facts["news"] for letter in await house.mail(ANA) if letter.kind == "news"]


async def ana_is_gone(house: House, **known: object) -> tuple[Person, str, str]:
    """Ana has two people on her list, and closed her chat two hours ago."""
    ana = await house.ana(**known)
    _, bruno, carla = await house.team(ana)
    await chat(house, ana, house.now)
    house.clock.move(hours=2)
    return ana, bruno, carla


async def test_what_happened_since_the_chat_was_closed_is_told_in_one_letter(house: House) -> None:
    _, bruno, carla = await ana_is_gone(house)
    assert await told(house) == 0
    await house.reply(bruno, ACCEPT, {"country": "UY"})
    await house.reply(carla, DECLINE)
    assert await told(house) == 1
    incomplete = {"name": "Bruno Díaz", "missing": ["sector", "organisation", "attendance"]}
    assert (await house.mail(ANA))[-1].facts == {
        "person_name": "Ana Gómez",
        "news": [
            {"kind": "participant_incomplete", "facts": incomplete},
            {"kind": "participant_declined", "facts": {"name": "Carla Souza"}},
        ],
    }
    assert [entry.facts for entry in await house.log("news_by_mail")] == [{"count": 2}]


async def test_one_persons_news_that_fail_keep_nobody_elses(house: House, caplog: pytest.LogCaptureFixture) -> None:
    _, bruno, _ = await ana_is_gone(house)
    dana = await house.visitor("dana@example.org", proved_at=house.now)
    await chat(house, dana, house.now, number=12)
    async with house.work() as work:
        await tell_in_chat(house.desk, work, dana.id, "reminder", {"about": [{}]}, house.now, key="")
    await house.reply(bruno, DECLINE)
    assert await told(house) == 1
    assert len(await letters(house)) == 1
    assert [record.getMessage() for record in caplog.records] == ["news by mail to somebody failed: KeyError"]


async def test_many_ticks_write_one_letter_and_the_next_day_tells_only_what_is_new(house: House) -> None:
    _, bruno, carla = await ana_is_gone(house)
    await house.reply(bruno, DECLINE)
    assert [await told(house) for _ in range(3)] == [1, 0, 0]
    house.clock.move(hours=1)
    await house.reply(carla, UNCLEAR)
    house.clock.move(hours=22, minutes=59)
    assert await told(house) == 0
    house.clock.move(minutes=1)
    assert [await told(house) for _ in range(3)] == [1, 0, 0]
    house.clock.move(days=2)
    assert await told(house) == 0
    first = [{"kind": "participant_declined", "facts": {"name": "Bruno Díaz"}}]
    second = [{"kind": "participant_unclear", "facts": {"name": "Carla Souza"}}]
    assert await letters(house) == [first, second]


async def test_nobody_is_woken_by_news_and_in_the_morning_they_are_as_they_stand_then(house: House) -> None:
    """Ana lives in Colombia: 21:00 there is 02:00 UTC, 8:00 is 13:00."""
    _, bruno, carla = await ana_is_gone(house, country="CO")
    house.clock.moment = datetime(2025, 8, 11, 2, tzinfo=UTC)
    await house.reply(bruno, DECLINE)
    assert await told(house) == 0
    house.clock.move(hours=10, minutes=59)
    await house.reply(carla, DECLINE)
    assert await told(house) == 0
    house.clock.move(minutes=1)
    assert await told(house) == 1
    (news,) = await letters(house)
    assert len(news) == 2  # type: ignore[arg-type]  # JSON


async def test_news_whose_relay_is_down_into_the_night_leave_in_the_morning(house: House) -> None:
    _, bruno, _ = await ana_is_gone(house, country="CO")
    await house.reply(bruno, DECLINE)
    assert await told(house) == 1
    left = []
    for hour in (2, 12, 13):
        house.clock.moment = datetime(2025, 8, 11, hour, tzinfo=UTC)
        left.append("news" in [letter.kind for letter in await leaving(house)])
    assert left == [False, False, True]


async def test_two_processes_write_one_letter(house: House, other_store: SqlStore) -> None:
    _, bruno, _ = await ana_is_gone(house)
    await house.reply(bruno, DECLINE)

    async def tick(store: SqlStore) -> int:
        async with store.work() as work:
            return (await news_by_mail(house.desk, work)).queued

    assert isinstance(house.store, SqlStore)
    stores = [house.store, other_store] * 3
    assert sorted(await asyncio.gather(*map(tick, stores))) == [0, 0, 0, 0, 0, 1]
    assert len(await letters(house)) == 1


async def test_what_was_read_on_the_web_is_not_told(house: House) -> None:
    ana, bruno, _ = await ana_is_gone(house)
    await house.reply(bruno, DECLINE)
    await house.command(ana, "news")
    assert await told(house) == 0


@pytest.mark.parametrize("again", [None, 12])
async def test_an_open_chat_tells_by_itself(house: House, again: int | None) -> None:
    """The same chat opened again, or another one."""
    ana, bruno, _ = await ana_is_gone(house)
    await house.reply(bruno, DECLINE)
    await chat(house, ana, None, again or 11)
    assert await told(house) == 0


async def test_people_without_a_chat_get_no_such_letter(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.reply(bruno, DECLINE)
    assert await told(house) == 0


@pytest.mark.parametrize("wish", ["muted_at", "bounced_at"])
async def test_who_wants_no_letters_or_cannot_get_them_is_left_alone(house: House, wish: str) -> None:
    _, bruno, _ = await ana_is_gone(house, **{wish: house.now})
    await house.reply(bruno, DECLINE)
    assert await told(house) == 0
    assert await letters(house) == []


async def test_news_that_a_cap_holds_back_are_tried_again(house: House) -> None:
    _, bruno, _ = await ana_is_gone(house)
    await house.reply(bruno, DECLINE)
    policy = house.desk.call.mail
    house.set_call(mail=replace(policy, letters_per_day_address=0))
    assert await told(house) == 0
    house.set_call(mail=policy)
    assert await told(house) == 1


async def test_what_a_letter_of_its_own_told_is_not_told_again(house: House) -> None:
    ana = await house.ana()
    proposal, _, _ = await house.confirmed_team(ana)
    house.clock.move(days=1)
    await chat(house, ana, house.now)
    house.clock.move(minutes=1)
    assert await house.send(proposal)
    assert [kind for kind, _ in await house.news(ana.id)][-1] == "receipt"
    assert await told(house) == 0


@pytest.mark.parametrize(("before", "count"), [(HOUR, 0), (HOUR - timedelta(seconds=1), 1)])
async def test_what_found_the_chat_closed_is_told_and_what_it_showed_before_is_not(
    house: House, before: timedelta, count: int
) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.reply(bruno, DECLINE)
    house.clock.move(seconds=before.total_seconds())
    await chat(house, ana, house.now)
    assert await told(house) == count


async def test_a_chat_closed_again_does_not_repeat_what_an_earlier_letter_told(house: House) -> None:
    ana, bruno, carla = await ana_is_gone(house)
    await house.reply(bruno, ACCEPT, PROFILE)
    assert await told(house) == 1
    house.clock.move(minutes=1)
    await chat(house, ana, house.now)
    house.clock.move(days=1)
    assert await told(house) == 0
    await house.reply(carla, DECLINE)
    assert await told(house) == 1
    assert (await letters(house))[1] == [{"kind": "participant_declined", "facts": {"name": "Carla Souza"}}]
