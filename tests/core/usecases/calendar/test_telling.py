"""What is told of a close is what is in force when it is told, to whoever knew another one, whoever moved it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.records import OutboxState, ProposalState
from core.rules.calendar.closing import SETTLING
from core.usecases.calendar import telling
from core.usecases.calendar.extend_proposals import OwnExtended
from core.usecases.calendar.versions import catch_up
from core.usecases.desk import Desk
from core.usecases.ticking.duty import Done
from tests.builders import CALL, CLOSES, House
from tests.core.usecases.calendar.moving import WHY, give, give_back, moved, settle, starts, tell, undo, with_dates
from tests.support.records import a_person, a_proposal

LETTERS = {"deadline", "deadline_own"}
AGAIN = timedelta(minutes=1)


async def holder(house: House, name: str = "luz") -> str:
    """Somebody with a draft that has a title; return their address."""
    person = await house.visitor(f"{name}@example.org", name=name.title(), proved_at=house.now)
    await house.proposal(person, {"answers.title": f"Redes de {name}"})
    return person.address


async def letters(house: House, address: str) -> list[tuple[object, ...]]:
    """What somebody was written about the close: how it moved, from when, to when, why."""
    return [
        (item.facts["how"], *(str(item.facts[key])[:10] for key in ("before", "until")), item.facts["reason"])
        for item in await house.mail(address)
        if item.kind in LETTERS
    ]


async def news(house: House, address: str) -> list[str]:
    return [kind for kind, _ in await house.news((await house.at(address)).id) if kind.startswith("deadline")]


async def from_file(house: House, day: str) -> None:
    """The service is started again with a file that says another close."""
    house.desk = await starts(house, with_dates(submission_closes=day))


async def test_a_close_that_the_file_moves_is_told_as_one_that_a_command_moves(house: House) -> None:
    await starts(house, CALL)
    luz = await holder(house)
    await from_file(house, "2025-08-28")
    assert [await tell(house), await settle(house), await settle(house)] == [0, 1, 0]
    assert await letters(house, luz) == [("deadline_later", "2025-08-24", "2025-08-28", "")]
    assert await news(house, luz) == ["deadline_later"]


async def test_an_earlier_close_in_the_file_is_told_too(house: House) -> None:
    await starts(house, CALL)
    luz = await holder(house)
    await from_file(house, "2025-08-20")
    assert await settle(house) == 1
    assert await letters(house, luz) == [("deadline_earlier", "2025-08-24", "2025-08-20", "")]


async def test_a_close_that_was_unknown_for_a_while_is_told_against_what_people_knew(house: House) -> None:
    await starts(house, CALL)
    luz = await holder(house)
    for back, told in (("2025-08-24", 0), ("2025-08-22", 1)):
        await from_file(house, "unknown")
        assert await settle(house) == 0
        house.clock.moment += timedelta(hours=2)
        await from_file(house, back)
        assert [await tell(house), await settle(house)] == [0, told]
    assert await letters(house, luz) == [("deadline_earlier", "2025-08-24", "2025-08-22", "")]


async def test_a_close_at_an_hour_that_clocks_show_twice_is_the_same_close(house: House) -> None:
    havana = with_dates(replace(CALL, zone="America/Havana"), submission_closes="2025-11-01")
    house.desk = await starts(house, havana)
    luz = await holder(house)
    await moved(house, days=2)
    await undo(house)
    house.desk = await starts(house, replace(havana, short_name="Foro 18"))
    assert await settle(house) == 0
    assert await letters(house, luz) == []


async def test_time_of_its_own_that_everybody_got_too_is_one_letter_about_all_drafts(house: House) -> None:
    luz = await holder(house)
    await house.proposal(await house.at(luz), {"answers.title": "Otra de Luz"})
    await give(house, 1, 1)
    await moved(house, days=2)
    assert await settle(house) == 1
    assert await letters(house, luz) == [("deadline_later", "2025-08-24", "2025-08-26", WHY)]


async def test_a_file_that_takes_the_place_of_an_extension_is_told_against_what_people_heard(house: House) -> None:
    luz = await holder(house)
    await moved(house, days=2)
    await settle(house)
    await house.post()
    await from_file(house, "2025-08-25")
    assert await settle(house) == 1
    assert await letters(house, luz) == [
        ("deadline_later", "2025-08-24", "2025-08-26", WHY),
        ("deadline_earlier", "2025-08-26", "2025-08-25", ""),
    ]


async def test_the_first_file_and_the_same_file_again_are_no_news(house: House) -> None:
    luz = await holder(house)
    await starts(house, CALL)
    assert await settle(house) == 0
    await from_file(house, "2025-08-28")
    await settle(house)
    await from_file(house, "2025-08-28")
    assert (await settle(house), len(await letters(house, luz))) == (0, 1)


async def test_a_file_that_changes_other_dates_is_no_news_for_drafts(house: House) -> None:
    await starts(house, CALL)
    luz = await holder(house)
    house.desk = await starts(house, with_dates(results="2025-09-20"))
    assert (await settle(house), await letters(house, luz)) == (0, [])


async def test_the_news_of_an_earlier_file_are_no_occasion_for_a_reminder_on_top(house: House) -> None:
    await starts(house, CALL)
    luz = await holder(house)
    house.clock.moment = CLOSES - timedelta(days=10)
    await from_file(house, "2025-08-20")
    assert [await house.remind(), await settle(house), await house.remind()] == [0, 1, 0]
    assert await house.kinds(luz) == ["deadline"]


@pytest.mark.parametrize("minutes", [60, 2])
async def test_a_move_that_was_taken_back_costs_nobody_the_reminder_of_that_day(house: House, minutes: int) -> None:
    luz = await holder(house)
    due = CLOSES - timedelta(days=1, hours=14)
    house.clock.moment = due - timedelta(days=1)
    await house.remind()
    before = len(await house.mail(luz))
    house.clock.moment = due - timedelta(minutes=minutes)
    await moved(house, days=2)
    house.clock.moment += timedelta(minutes=3)
    assert await house.remind() == 0
    await undo(house)
    assert (await house.remind(), await settle(house)) == (0, 0)
    house.clock.moment = due + 2 * SETTLING
    assert await house.remind() == 1
    assert len(await house.mail(luz)) == before + 1


async def test_of_two_drafts_the_one_whose_close_settles_is_reminded_of_after_the_other(house: House) -> None:
    luz = await holder(house)
    await house.proposal(await house.at(luz), {"answers.title": "Otra de Luz"})
    due = CLOSES - timedelta(days=1, hours=14)
    house.clock.moment = due - timedelta(days=1)
    await house.remind()
    before = len(await house.mail(luz))
    house.clock.moment = due - AGAIN
    (given,) = await give(house, 2, 1)
    assert isinstance(given, OwnExtended)
    await give_back(house, given.record.id)
    house.clock.moment = due
    assert (await house.remind(), len(await house.mail(luz))) == (1, before + 1)
    house.clock.moment = due + 2 * SETTLING
    assert (await tell(house), await house.remind(), len(await house.mail(luz))) == (0, 1, before + 2)


async def test_machines_with_different_files_write_to_nobody_until_they_agree(house: House) -> None:
    old = await starts(house, CALL)
    luz = await holder(house)
    for _ in range(2):  # each start of one hands the ticks to the other
        new = await starts(house, with_dates(submission_closes="2025-08-28"))
        await ticks_with(house, old)
        old = await starts(house, CALL)
        await ticks_with(house, new)
    assert await letters(house, luz) == []
    house.desk = await starts(house, with_dates(submission_closes="2025-08-28"))
    assert await settle(house) == 1
    assert await letters(house, luz) == [("deadline_later", "2025-08-24", "2025-08-28", "")]


async def test_a_machine_with_an_older_file_leaves_the_telling_to_one_that_has_the_new_one(house: House) -> None:
    old = await starts(house, CALL)
    luz = await holder(house)
    new = await starts(house, with_dates(submission_closes="2025-08-28"))
    await ticks_with(house, old)
    house.desk = new
    assert (await tell(house), len(await letters(house, luz))) == (1, 1)


async def ticks_with(house: House, desk: Desk) -> None:
    """The other machine goes on with its own file, and it is its turn."""
    async with house.store.look() as work:
        await catch_up(desk, work, lambda: None)
    house.desk = desk
    assert await settle(house) == 0


async def test_a_rollout_that_ends_as_it_began_is_no_news(house: House) -> None:
    await starts(house, CALL)
    luz = await holder(house)
    await from_file(house, "2025-08-28")
    house.clock.moment += AGAIN
    await from_file(house, "2025-08-24")
    assert (await settle(house), await letters(house, luz), await news(house, luz)) == (0, [], [])


async def test_what_is_taken_back_before_it_was_told_is_told_to_nobody(house: House) -> None:
    luz = await holder(house)
    extended = await moved(house, days=1)
    house.clock.moment += AGAIN
    taken_back = await undo(house)
    assert (extended.told, getattr(taken_back, "told", None), await settle(house)) == (1, 0, 0)
    assert (await letters(house, luz), await news(house, luz)) == ([], [])


async def test_what_was_told_and_has_reached_nobody_when_it_is_taken_back_is_unsaid(house: House) -> None:
    luz = await holder(house)
    await moved(house, days=1)
    assert await settle(house) == 1
    await undo(house)
    assert (await settle(house), await letters(house, luz), await news(house, luz)) == (0, [], [])


async def test_one_way_that_has_reached_them_is_enough_to_have_heard(house: House) -> None:
    """The letter has left, the chat was not looked at: both were the same news."""
    luz = await holder(house)
    await moved(house, days=1)
    await settle(house)
    await house.post()
    await undo(house)
    assert await settle(house) == 1
    assert [how for how, *_ in await letters(house, luz)] == ["deadline_later", "deadline_earlier"]
    assert await news(house, luz) == ["deadline_earlier"]


async def test_who_has_not_heard_of_the_first_move_is_told_of_both_as_one(house: House) -> None:
    heard, not_heard = await holder(house), await holder(house, "eva")
    await moved(house, days=1)
    await settle(house)
    async with house.work() as work:
        for item in await work.outbox.of_kinds({"deadline"}):
            if item.address == heard:
                await work.outbox.sent(item.id, house.now)
    await moved(house, days=1)
    assert await settle(house) == 2
    assert [(await letters(house, one))[-1][1:3] for one in (heard, not_heard)] == [
        ("2025-08-25", "2025-08-26"),
        ("2025-08-24", "2025-08-26"),
    ]
    waiting = [item for item in await house.mail(not_heard) if item.state is OutboxState.WAITING]
    assert [item.kind for item in waiting] == ["deadline"]


async def test_who_began_after_the_move_knows_the_close_already(house: House) -> None:
    await holder(house)
    await moved(house, days=1)
    eva = await holder(house, "eva")
    assert (await settle(house), await letters(house, eva)) == (1, [])


async def test_who_sent_before_it_is_told_has_no_draft_any_more(house: House) -> None:
    luz = await house.at(await holder(house))
    await moved(house, days=1)
    async with house.work() as work:
        (draft,) = await work.proposals.of_proponent(house.desk.call.id, luz.id)
        await work.proposals.save(replace(draft, state=ProposalState.SENT, number=1))
    assert await settle(house) == 0


async def test_a_move_in_the_last_hour_to_within_the_hour_is_told_at_once(house: House) -> None:
    await holder(house)
    house.clock.moment = CLOSES - timedelta(minutes=40)
    await moved(house, to="2025-08-24T23:40:00", shorten=True)
    assert await tell(house) == 1


async def test_own_time_that_is_taken_back_at_once_is_told_to_nobody(house: House) -> None:
    luz = await house.visitor("luz@example.org", name="Luz", proved_at=house.now)
    draft = await house.proposal(luz, {"answers.title": "Redes"})
    await give(house, 3, draft)
    assert isinstance(await give_back(house, draft), OwnExtended)
    assert (await settle(house), await letters(house, luz.address)) == (0, [])


async def test_own_time_and_more_time_for_all_are_one_letter_with_the_later_of_both(house: House) -> None:
    luz = await house.visitor("luz@example.org", name="Luz", proved_at=house.now)
    await give(house, 3, await house.proposal(luz, {"answers.title": "Redes"}))
    house.clock.moment += AGAIN
    await moved(house, days=1)
    assert await settle(house) == 1
    assert await letters(house, luz.address) == [("deadline_own", "2025-08-24", "2025-08-27", WHY)]


async def test_drafts_of_one_person_that_end_on_different_days_are_told_apart(house: House) -> None:
    luz = await house.visitor("luz@example.org", name="Luz", proved_at=house.now)
    await house.proposal(luz, {"answers.title": "Redes"})
    await give(house, 3, await house.proposal(luz, {"answers.title": "Radios"}))
    await moved(house, days=1)
    assert await settle(house) == 2
    assert sorted(await letters(house, luz.address)) == [
        ("deadline_later", "2025-08-24", "2025-08-25", WHY),
        ("deadline_own", "2025-08-24", "2025-08-27", WHY),
    ]


async def test_a_draft_that_is_gone_hastens_no_later_news(house: House) -> None:
    await holder(house)
    eva = await house.at(await holder(house, "eva"))
    await moved(house, days=1)
    async with house.work() as work:
        (draft,) = await work.proposals.of_proponent(house.desk.call.id, eva.id)
        await work.proposals.remove(draft.id)
    assert await settle(house) == 1
    house.clock.move(days=1)
    await moved(house, days=1)
    assert [await tell(house), await settle(house)] == [0, 1]


async def test_many_are_told_batch_by_batch(house: House) -> None:
    people = [a_person(f"p{number}") for number in range(telling.TOGETHER + 1)]
    async with house.work() as work:
        for person in people:
            await work.people.add(person)
        for person in (*people, people[0]):
            draft = a_proposal(house.desk.ids.new(), of=person.id, values={"answers.title": "Redes"})
            await work.proposals.add(draft)
    await moved(house, days=1)
    house.clock.moment += SETTLING
    done = []
    for _ in range(3):
        async with house.work() as work:
            done.append(await telling.news_of_close(house.desk, work))
    assert done == [Done(telling.TOGETHER, more=True), Done(1), Done(0)]
