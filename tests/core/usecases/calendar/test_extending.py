"""An extension: one transaction, told once to each who holds a draft, whenever it is made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.model.chats import Chat
from core.model.records import OutboxState
from core.rules.calendar.extending import Refused, Why
from core.usecases.ticking.news_by_mail import news_by_mail
from tests.builders import CALL, CLOSES, House
from tests.core.usecases.calendar.moving import WHY, give, move, moved, settle, tell, undo

LETTERS = {"deadline", "deadline_own"}


async def holder(house: House, name: str, **known: object) -> str:
    """Somebody with a draft that has a title; return their address."""
    address = f"{name}@example.org"
    person = await house.visitor(address, **{"name": name.title(), "proved_at": house.now, **known})
    await house.proposal(person, {"answers.title": f"Redes de {name}"})
    return address


async def told(house: House, address: str) -> list[str]:
    return [kind for kind in await house.kinds(address) if kind in LETTERS]


async def news(house: House, address: str) -> list[str]:
    return [kind for kind, _ in await house.news((await house.at(address)).id) if kind.startswith("deadline")]


async def test_who_holds_drafts_is_told_once_with_both_dates_and_the_reason(house: House) -> None:
    luz = await holder(house, "luz")
    await house.proposal(await house.at(luz), {"answers.title": "Otra"})
    assert (await moved(house, days=2)).told == 1
    assert [await settle(house), await tell(house)] == [1, 0]
    (letter,) = [item for item in await house.mail(luz) if item.kind in LETTERS]
    titles = [{"title": "Redes de luz"}, {"title": "Otra"}]
    assert letter.facts == {
        "how": "deadline_later",
        "until": "2025-08-26T23:59:59-03:00",
        "before": "2025-08-24T23:59:59-03:00",
        "reason": WHY,
        "person_name": "Luz",
        "drafts": titles,
    }
    assert await news(house, luz) == ["deadline_later"]


async def test_nobody_else_is_told(house: House) -> None:
    muted = await holder(house, "mudo", muted_at=house.now)
    sent, _, _ = await house.confirmed_team(await house.ana())
    await house.send(sent)
    nobody = await house.visitor("nadie@example.org", proved_at=house.now)
    await house.proposal(nobody, {})
    assert ((await moved(house, days=2)).told, await settle(house)) == (0, 0)
    assert [await told(house, address) for address in (muted, "ana@example.org", nobody.address)] == [[], [], []]
    assert await news(house, muted) == []


async def test_an_address_that_is_not_proved_or_fails_gets_no_letter_and_its_chat_tells_it(house: House) -> None:
    strange = await holder(house, "extra", proved_at=None)
    failing = await holder(house, "falla", bounced_at=house.now)
    assert ((await moved(house, days=2)).told, await settle(house)) == (2, 2)
    assert [(await told(house, one), await news(house, one)) for one in (strange, failing)] == [
        ([], ["deadline_later"]),
        ([], ["deadline_later"]),
    ]


async def test_people_read_it_by_their_own_clock(house: House) -> None:
    far = await holder(house, "kai", country="NZ")
    await moved(house, days=2)
    await settle(house)
    assert (await house.mail(far))[-1].facts["zone"] == "Pacific/Auckland"


async def test_the_cards_of_those_who_are_not_told_are_drawn_anew_in_their_place(house: House) -> None:
    ana = await house.ana()
    sent, _, _ = await house.confirmed_team(ana)
    await house.send(sent)
    async with house.work() as work:
        await work.chats.put(Chat(id=7, opened_at=house.now, person_id=ana.id, card=1, wanted=4, shown=4, written=2))
    await moved(house, days=2)
    async with house.work() as work:
        chat = await work.chats.get(7)
    assert chat is not None
    assert (chat.wanted, chat.shown, chat.wants_fresh) == (5, 4, False)


async def test_another_date_of_the_call_is_no_news_for_drafts(house: House) -> None:
    luz = await holder(house, "luz")
    assert ((await moved(house, moment="results", days=2)).told, await settle(house)) == (0, 0)
    assert await told(house, luz) == []


async def test_in_the_last_hour_it_is_an_extension_and_what_is_sent_after_the_old_close_counts(house: House) -> None:
    proposal_id, _, _ = await house.confirmed_team(await house.ana())
    house.clock.moment = CLOSES - timedelta(minutes=1)
    await moved(house, days=1)
    await settle(house)
    house.clock.moment = CLOSES + timedelta(hours=1)
    assert await house.send(proposal_id)
    assert await news(house, "ana@example.org") == ["deadline_later"]


async def test_after_the_close_it_is_told_as_a_reopening_and_missed_drafts_can_be_sent(house: House) -> None:
    proposal_id, _, _ = await house.confirmed_team(await house.ana())
    house.clock.moment = CLOSES + timedelta(hours=5)
    assert not await house.send(proposal_id)
    done = await moved(house, days=1)
    await settle(house)
    assert (done.reopens, await news(house, "ana@example.org")) == (True, ["deadline_reopened"])
    assert await house.send(proposal_id)


async def test_the_news_of_a_later_close_are_no_occasion_for_a_reminder_on_top(house: House) -> None:
    """A week more on the last day: the first reminder of the new plan would have come that very morning."""
    luz = await holder(house, "luz")
    house.clock.moment = CLOSES - timedelta(hours=6)
    await house.remind()
    before = len(await house.mail(luz))
    await moved(house, days=7)
    assert (await house.remind(), await settle(house), await house.remind()) == (0, 1, 0)
    assert len(await house.mail(luz)) == before + 1
    house.clock.moment = CLOSES + timedelta(days=3, hours=12)
    assert await house.remind() == 1


async def test_a_letter_that_has_not_left_gives_way_to_the_newer_date(house: House) -> None:
    luz = await holder(house, "luz")
    await moved(house, days=1)
    await settle(house)
    await moved(house, days=2)
    await settle(house)
    waiting = [item for item in await house.mail(luz) if item.kind in LETTERS and item.state is OutboxState.WAITING]
    assert [(item.facts["before"], item.facts["until"]) for item in waiting] == [
        ("2025-08-24T23:59:59-03:00", "2025-08-27T23:59:59-03:00")
    ]
    assert await news(house, luz) == ["deadline_later"]


async def test_whoever_heard_of_an_extension_hears_that_it_was_taken_back(house: House) -> None:
    luz = await holder(house, "luz")
    await moved(house, days=1)
    await settle(house)
    await house.post()
    assert not isinstance(await undo(house, house.desk.version), Refused)
    assert await settle(house) == 1
    assert [item.facts["how"] for item in await house.mail(luz) if item.kind in LETTERS] == [
        "deadline_later",
        "deadline_earlier",
    ]
    assert house.desk.call.moments["submission_closes"] == CALL.moments["submission_closes"]


async def test_only_the_newest_extension_is_taken_back_and_only_once(house: House) -> None:
    nothing = Refused(Why.NOTHING_TO_TAKE_BACK)
    assert await undo(house) == nothing
    first = (await moved(house, days=1)).version.version
    await moved(house, days=1)
    assert await undo(house, first) == nothing
    assert not isinstance(await undo(house, first + 1), Refused)
    assert await undo(house) == nothing


async def test_a_draft_with_more_time_of_its_own_hears_of_no_extension_that_gives_it_none(house: House) -> None:
    luz = await house.visitor("luz@example.org", name="Luz", proved_at=house.now)
    await give(house, 9, await house.proposal(luz, {"answers.title": "Redes"}))
    assert await settle(house) == 1
    assert ((await moved(house, days=2)).told, await settle(house)) == (0, 0)
    assert ((await moved(house, days=20)).told, await settle(house)) == (1, 1)


async def test_what_is_refused_changes_nothing(house: House) -> None:
    luz = await holder(house, "luz")
    await moved(house, days=1)
    await settle(house)
    version = house.desk.version
    assert await move(house, days=1, reason=" ") == Refused(Why.NO_REASON)
    assert isinstance(await move(house, to="2025-08-20"), Refused)
    assert (house.desk.version, await news(house, luz)) == (version, ["deadline_later"])


async def test_the_log_says_who_and_why(house: House) -> None:
    await moved(house, days=2, by="secretariat:eva")
    (line,) = await house.log("call_changed")
    assert (line.actor, line.facts["reason"], line.facts["version"]) == ("secretariat:eva", WHY, 2)
    assert [(item["before"], item["after"]) for item in line.facts["changes"]] == [("2025-08-24", "2025-08-26")]  # type: ignore[attr-defined]  # JSON


async def test_reminders_follow_the_new_close(house: House) -> None:
    """The first reminder of a draft goes seven days before the close, whichever that is."""
    luz = await holder(house, "luz")
    await moved(house, days=2)
    await settle(house)
    counted = []
    for day in (17, 19):
        house.clock.moment = datetime(2025, 8, day, 18, tzinfo=UTC)
        counted.append(await house.remind())
    assert (counted, (await house.kinds(luz))[-1]) == ([0, 1], "draft_reminder")


async def test_the_news_leads_to_what_the_draft_still_lacks(house: House) -> None:
    luz = await house.at(await holder(house, "luz"))
    await moved(house, days=2)
    await settle(house)
    offered = [item for item in (await house.look(luz)).actions if item.verb == "to_missing"]
    assert len(offered) == 1
    assert (await house.tap(luz, "to_missing")).place == "missing"


async def test_whose_chats_are_closed_reads_it_in_one_letter_not_two(house: House) -> None:
    address = await holder(house, "luz")
    luz = await house.at(address)
    async with house.work() as work:
        await work.chats.put(Chat(id=9, opened_at=house.now, person_id=luz.id, closed_at=house.now))
    await moved(house, days=2)
    await settle(house)
    async with house.work() as work:
        await news_by_mail(house.desk, work)
    assert await house.kinds(address) == ["deadline"]
