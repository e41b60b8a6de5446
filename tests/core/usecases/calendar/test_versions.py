"""Versions of the call: what a file says anew is one, and so is a date that is moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.usecases.calendar.extend import extend
from core.usecases.calendar.versions import CHANGED, catch_up
from core.usecases.desk import Desk
from tests.builders import CALL, House
from tests.core.usecases.calendar.moving import WHY, moved, starts, undo, with_dates

CLOSE = "submission_closes"
FOLLOWED = ["dates.scoring_closes.at", "dates.results.at"]
"""A date, and the one that leans on it."""
NAME = dict(CALL.moments[CLOSE].name.by_language)


async def changes(house: House) -> list[object]:
    return [line.facts["changes"] for line in await house.log(CHANGED)]


def closes(desk: Desk) -> date | None:
    return desk.call.moments[CLOSE].day


async def test_the_first_file_is_a_version_that_is_no_news(house: House) -> None:
    desk = await starts(house, CALL)
    assert (desk.version, desk.call) == (1, CALL)
    assert await changes(house) == []


async def test_the_same_file_again_makes_no_version(house: House) -> None:
    await starts(house, CALL)
    assert (await starts(house, CALL)).version == 1


async def test_a_file_that_says_something_new_is_a_version_told_key_by_key(house: House) -> None:
    await starts(house, CALL)
    rules = tuple(replace(rule, enabled=rule.name != "diversity") for rule in CALL.rules)
    desk = await starts(house, replace(with_dates(submission_closes="2025-08-28"), rules=rules))
    assert (desk.version, closes(desk)) == (2, date(2025, 8, 28))
    moved_close = {
        "kind": "date", "path": "dates.submission_closes.at", "name": NAME,
        "before": "2025-08-24", "after": "2025-08-28",
    }  # fmt: skip
    switched = {"kind": "off", "path": "rules.diversity.enabled", "name": {}, "before": True, "after": False}
    assert await changes(house) == [[moved_close, switched]]


async def test_a_date_that_was_moved_holds_over_the_same_file_after_a_restart(house: House) -> None:
    await moved(house, days=2)
    desk = await starts(house, CALL)
    assert (desk.version, closes(desk)) == (2, date(2025, 8, 26))


async def test_it_holds_over_a_file_that_changed_elsewhere(house: House) -> None:
    await moved(house, days=2)
    desk = await starts(house, with_dates(results="2025-09-20"))
    assert (desk.version, closes(desk)) == (3, date(2025, 8, 26))
    assert [change["path"] for change in (await changes(house))[-1]] == FOLLOWED  # type: ignore[attr-defined]  # JSON


async def test_a_file_that_says_another_thing_for_that_date_wins(house: House) -> None:
    await moved(house, days=2)
    desk = await starts(house, with_dates(submission_closes="2025-08-25"))
    assert (desk.version, closes(desk)) == (3, date(2025, 8, 25))
    before_and_after = [(item["before"], item["after"]) for item in (await changes(house))[-1]]  # type: ignore[attr-defined]  # JSON
    assert before_and_after == [("2025-08-26", "2025-08-25")]


async def test_a_file_that_makes_nonsense_of_a_moved_date_holds_alone(house: House) -> None:
    await moved(house, moment="submission_opens", to="2025-08-23")
    file = with_dates(submission_closes="2025-08-20")
    assert (await starts(house, file)).call == file


async def test_another_process_adopts_what_was_made_elsewhere_and_only_then_reads_more_than_a_number(
    house: House,
) -> None:
    other = await starts(house, CALL)
    await moved(house, days=2)
    async with house.store.look() as work:
        assert [await catch_up(other, work), await catch_up(other, work)] == [True, False]
    assert (other.version, closes(other)) == (2, date(2025, 8, 26))


async def test_another_process_reads_the_file_that_made_a_version(house: House) -> None:
    running, edited = await starts(house, CALL), with_dates(results="2025-09-20")
    await starts(house, edited)
    async with house.store.look() as work:
        assert await catch_up(running, work, lambda: edited)
    assert (running.version, running.call, running.filed) == (2, edited, edited)


async def test_where_the_file_cannot_be_read_any_more_the_old_one_stays_with_the_moved_dates(house: House) -> None:
    running = await starts(house, CALL)
    await starts(house, with_dates(results="2025-09-20"))
    await moved(house, days=2)
    async with house.store.look() as work:
        assert await catch_up(running, work, lambda: None)
    assert (running.version, running.call) == (3, with_dates(submission_closes="2025-08-26"))


async def test_what_was_never_committed_is_not_in_force_for_long(house: House) -> None:
    async def rolled_back() -> None:
        async with house.work() as work:
            await extend(house.desk, work, days=2, reason=WHY, by="operator", now=house.now)
            raise LookupError

    await starts(house, CALL)
    with pytest.raises(LookupError):
        await rolled_back()
    async with house.store.look() as work:
        assert await catch_up(house.desk, work)
    assert (house.desk.version, house.desk.call) == (1, CALL)


async def test_every_proposal_is_looked_at_anew_once_the_call_changed(house: House) -> None:
    proposal_id = await house.proposal(await house.ana())
    await house.remind()
    async with house.store.look() as work:
        assert await work.proposals.to_look_at(CALL.id, house.now, 9) == []
    await moved(house, days=2)
    async with house.store.look() as work:
        assert await work.proposals.to_look_at(CALL.id, house.now, 9) == [proposal_id]


async def test_taking_back_gives_the_dates_of_the_version_before(house: House) -> None:
    await moved(house, days=1)
    await moved(house, days=2)
    await undo(house)
    assert (house.desk.version, closes(house.desk)) == (4, date(2025, 8, 25))
