"""The link to one's own calendar: made, changed and ended; what it opened once it does not open again."""

from __future__ import annotations

from core.dialogue.effects import CalendarLink
from core.dialogue.screen import Screen
from core.model.records import Person
from core.model.token import CALENDAR, derive
from core.usecases.calendar.feed import own_feed
from core.usecases.calendar.links import standing_link
from core.usecases.privacy.erase import erase
from core.usecases.privacy.own_data import own_data
from tests.builders import KEY, House
from tests.core.usecases.calendar.linking import acted, made

LINKS = "https://convoca.test"


async def opens(house: House, *tokens: str | None) -> list[bool]:
    """Whether each link opens a calendar now."""
    async with house.store.look() as work:
        return [
            token is not None and await own_feed(house.desk, work, token, house.now) is not None for token in tokens
        ]


async def test_a_link_opens_nothing_before_it_is_made_after_its_time_nor_once_its_person_is_erased(
    house: House,
) -> None:
    ana = await house.ana()
    async with house.work() as work:
        assert await standing_link(house.desk, work, ana, house.now) is None
        token = await made(house, work, ana)
    assert await opens(house, token, "x", derive(KEY, CALENDAR, ana.id, 1)) == [True, False, False]
    house.clock.move(days=731)
    assert await opens(house, token) == [False]
    async with house.work() as work:
        again = await made(house, work, ana)
    assert (await opens(house, token, again), again != token) == ([False, True], True)
    async with house.work() as work:
        await erase(house.desk, work, ana, actor=ana.id)
    assert await opens(house, token, again) == [False, False]


async def test_one_that_works_stays_the_same_and_lives_longer(house: House) -> None:
    ana = await house.ana()
    async with house.work() as work:
        first = await made(house, work, ana)
    house.clock.move(days=700)
    async with house.work() as work:
        assert await made(house, work, ana) == first
    house.clock.move(days=700)
    assert await opens(house, first) == [True]


async def test_one_that_was_changed_opens_nothing_even_where_the_clock_goes_back(house: House) -> None:
    ana, eva = await house.ana(), await house.visitor("eva@example.org")
    async with house.work() as work:
        first, hers = await made(house, work, ana), await made(house, work, eva)
        second = await acted(house, work, ana, CalendarLink.CHANGE)
        third = await acted(house, work, ana, CalendarLink.CHANGE)
    assert len({first, second, third}) == 3
    assert await opens(house, first, second, third, hers) == [False, False, True, True]
    house.clock.move(hours=-1)
    assert await opens(house, first, second, third, hers) == [False, False, True, True]
    assert [line.actor for line in await house.log("calendar_link_changed")] == [ana.id] * 2


async def test_one_that_was_ended_stays_so_and_the_next_is_another(house: House) -> None:
    ana = await house.ana()
    async with house.work() as work:
        first = await made(house, work, ana)
        assert await acted(house, work, ana, CalendarLink.END) is None
        assert await acted(house, work, ana, CalendarLink.END) is None
    house.clock.move(hours=-1)
    assert await opens(house, first) == [False]
    async with house.work() as work:
        second = await made(house, work, ana)
        data = await own_data(house.desk, work, ana.id)
    assert await opens(house, first, second) == [False, True]
    assert len(await house.log("calendar_link_ended")) == 1
    assert data is not None
    ways = [(way.used_at, way.ended_at is not None) for way in data.ways_in if way.kind == CALENDAR]
    assert sorted(ways) == [(None, False), (None, True)]


def link_on(screen: Screen) -> list[str | None]:
    return [phrase.own for block in screen.blocks for phrase in block.detail if block.label.key.endswith(".link")]


async def in_the_chat(house: House, person: Person, act: CalendarLink) -> Screen:
    return await house.tap(person, "link", str(act))


async def test_in_the_chat_it_is_made_changed_and_ended_from_among_the_dates(house: House) -> None:
    house.desk.links = LINKS
    ana = await house.ana()
    await house.command(ana, "deadlines")
    assert link_on(await house.tap(ana, "calendar")) == []
    (first,) = link_on(await in_the_chat(house, ana, CalendarLink.MAKE))
    screen = await in_the_chat(house, ana, CalendarLink.CHANGE)
    (second,) = link_on(screen)
    assert screen.toast is not None
    assert screen.toast.key == "my_calendar.done.change"
    tokens = [str(link).removeprefix(f"{LINKS}/calendar/").removesuffix(".ics") for link in (first, second)]
    assert await opens(house, *tokens) == [False, True]
    assert link_on(await in_the_chat(house, ana, CalendarLink.END)) == []
    assert await opens(house, *tokens) == [False, False]


async def test_who_has_not_proved_the_address_makes_none(house: House) -> None:
    eva = await house.visitor("eva@example.org", name="Eva")
    await house.command(eva, "calendar")
    screen = await in_the_chat(house, eva, CalendarLink.MAKE)
    assert screen.toast is not None
    assert (screen.toast.key, link_on(screen)) == ("acts.not_proved", [])
