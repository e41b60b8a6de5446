"""What people's own calendars show beside the call's dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.model.records import Person
from core.rules.calendar.feed import Audience, Event, Sort
from core.usecases.calendar.extend_proposals import take_back_own
from core.usecases.calendar.feed import own_feed, public_feed
from tests.builders import House
from tests.core.usecases.calendar.linking import made
from tests.core.usecases.calendar.moving import give, moved, undo
from tests.support.sessions import DAY, LATER, date, sent_team, undate


async def own(house: House, person: Person) -> dict[str, Event]:
    """What is in somebody's calendar besides the call's dates, by what it is."""
    async with house.work() as work:
        feed = await own_feed(house.desk, work, await made(house, work, person), house.now)
    assert feed is not None
    return {item.sort: item for item in feed.events if item.sort not in (Sort.DATE, Sort.REPORT)}


async def test_more_time_of_ones_own_moves_and_goes_as_the_same_event(house: House) -> None:
    ana = await house.ana()
    proposal_id = await house.proposal(ana)
    assert await own(house, ana) == {}
    await give(house, 2, proposal_id)
    given = (await own(house, ana))[Sort.OWN_CLOSE]
    assert (given.when, given.sequence, given.title) == (
        datetime(2025, 8, 27, 2, 59, tzinfo=UTC), 0, "Redes que cuidan",
    )  # fmt: skip
    await give(house, 1, proposal_id)
    async with house.work() as work:
        await take_back_own(house.desk, work, proposal_id, None, by="operator", now=house.now)
    gone = (await own(house, ana))[Sort.OWN_CLOSE]
    assert (gone.key, gone.sequence, gone.is_cancelled) == (given.key, 2, True)


async def test_everybodys_close_that_overtakes_ones_own_and_falls_behind_it_again_moves_it_too(house: House) -> None:
    ana = await house.ana()
    await give(house, 2, await house.proposal(ana))
    seen = [(await own(house, ana))[Sort.OWN_CLOSE]]
    house.clock.moment += timedelta(minutes=1)
    for act in (moved(house, days=3), undo(house)):
        await act
        seen.append((await own(house, ana))[Sort.OWN_CLOSE])
    assert [(item.is_cancelled, item.sequence, item.changed_at == house.now) for item in seen] == [
        (False, 0, False), (True, 1, True), (False, 2, True),
    ]  # fmt: skip


async def test_the_sessions_one_proposes_and_takes_part_in(house: House) -> None:
    proposal_id, bruno, _ = await sent_team(house)
    await date(house, proposal_id)
    people = [await house.at(address) for address in ("ana@example.org", "bruno@example.org")]
    seen = [(await own(house, person))[Sort.SESSION] for person in people]
    assert [(item.when, item.minutes, item.place, item.is_cancelled) for item in seen] == [
        (DAY, 75, "Sala 2", False)
    ] * 2
    await date(house, proposal_id, LATER)
    moved_on = (await own(house, people[0]))[Sort.SESSION]
    assert (moved_on.when, moved_on.sequence > seen[0].sequence) == (LATER, True)
    await undate(house, proposal_id)
    assert (await own(house, people[1]))[Sort.SESSION].is_cancelled
    await house.take_off(bruno)
    assert await own(house, people[1]) == {}


async def test_an_extension_moves_the_close_for_everybody(house: House) -> None:
    ana = await house.ana()
    async with house.work() as work:
        token = await made(house, work, ana)
    await moved(house, days=2)
    async with house.store.look() as work:
        feeds = [
            await public_feed(house.desk, work, Audience.PROPONENTS),
            await own_feed(house.desk, work, token, house.now),
        ]
    for feed in feeds:
        assert feed is not None
        close = next(item for item in feed.events if item.key == "submission_closes")
        assert (close.when, close.sequence) == (datetime(2025, 8, 27, 2, 59, tzinfo=UTC), 1)
