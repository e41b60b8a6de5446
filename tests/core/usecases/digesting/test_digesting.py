"""Gathering and sending the digest: once, cheaply where none is due, and in few statements however many there are."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest

from core.model.records import Person
from core.ports import UnitOfWork
from core.rules.figures import Kind
from core.usecases.calendar.extend_proposals import extend_proposals
from core.usecases.calendar.versions import CHANGED
from core.usecases.digesting.digest import digest, digest_now
from core.usecases.digesting.gathering import cut
from core.usecases.digesting.table import TABLE, wish_table, with_wished_table
from core.usecases.digesting.telling import Changed, Problem, ProblemKind, Totals
from core.usecases.notices import note
from tests.builders import ACCEPT, CALL, PROFILE, House
from tests.core.store.test_statements import counted
from tests.core.usecases.digesting.last_days import NOW, last_days

MESA = "mesa@lacigf.test"
EVENT = ("event_starts", "event_ends")
SINCE_YESTERDAY = Changed(new=1, sent=7, withdrawn=0, confirmed=9, declined=0)
STANDS = Totals(drafts=13, sent=27, invited=50, confirmed=118)


@pytest.fixture
async def crowded(house: House) -> House:
    house.clock.moment = NOW
    async with house.work() as work:
        await last_days(work, CALL, 40)
    return house


async def test_the_page_tells_what_the_letter_told_and_every_line_of_it(crowded: House) -> None:
    async with crowded.store.look() as work:
        before = await digest_now(crowded.desk, work)
    assert await crowded.digest() == 1
    crowded.clock.move(minutes=5)
    async with crowded.store.look() as work:
        after = await digest_now(crowded.desk, work)
    assert (after.since, after.changed, after.totals) == ("2025-08-19", SINCE_YESTERDAY, STANDS)
    assert (before.changed, before.totals) == (after.changed, after.totals)
    assert len(after.waiting.lines) == after.waiting.count == 37
    (letter,) = await crowded.mail(MESA)
    facts: Any = letter.facts
    assert facts["changed"] == asdict(SINCE_YESTERDAY)
    assert [len(facts[key]["lines"]) for key in ("waiting", "sent")] == [5, 7]


async def test_every_figure_is_on_the_page_and_two_are_in_the_letter(crowded: House) -> None:
    assert await crowded.digest() == 1
    async with crowded.store.look() as work:
        page = await digest_now(crowded.desk, work)
    assert [(figure.kind, figure.subject) for figure in page.figures] == [
        (Kind.DAYS, ""), (Kind.TYPES, ""), (Kind.TOPICS, ""), (Kind.ANSWERS, ""), (Kind.ATTRIBUTE, "sector"),
        (Kind.ATTRIBUTE, "country"), (Kind.ATTRIBUTE, "gender"),
    ]  # fmt: skip
    (letter,) = await crowded.mail(MESA)
    facts: Any = letter.facts
    assert [figure["kind"] for figure in facts["figures"]] == ["days", "answers"]


async def test_figures_add_up_to_the_totals(crowded: House) -> None:
    async with crowded.store.look() as work:
        page = await digest_now(crowded.desk, work)
    sums = {
        (figure.kind, figure.subject): tuple(map(sum, zip(*(bar.counts for bar in figure.bars), strict=True)))
        for figure in page.figures
        if figure.step == 1
    }
    assert sums[Kind.TYPES, ""] == sums[Kind.TOPICS, ""] == (STANDS.sent, STANDS.drafts)
    assert sums[Kind.DAYS, ""] == (STANDS.sent,)
    assert sums[Kind.ATTRIBUTE, "sector"] == sums[Kind.ATTRIBUTE, "country"] == (STANDS.confirmed,)


async def test_a_digest_that_is_not_due_costs_one_statement(crowded: House) -> None:
    assert await crowded.digest() == 1
    async with crowded.work() as work:
        with counted() as seen:
            await digest(crowded.desk, work)
    assert len(seen) == 1


async def test_many_proposals_cost_no_more_statements_than_one(house: House) -> None:
    assert await cost(house, 2) == await cost(house, 300)


async def cost(house: House, count: int) -> int:
    """Statements of the page with so many proposals in the store, each with six people; nothing of it stays."""
    house.clock.moment = NOW
    found = 0
    try:
        async with house.work() as work:
            await last_days(work, CALL, count)
            with counted() as seen:
                await digest_now(house.desk, work)
            found = len(seen)
            raise _Undo
    except _Undo:
        return found


class _Undo(Exception):  # noqa: N818 - not an error: it rolls back
    pass


async def test_the_last_of_several_digests_is_what_the_next_one_goes_on_from(crowded: House) -> None:
    assert await crowded.digest() == 1
    crowded.clock.move(days=1)
    ana = await crowded.ana()
    await crowded.proposal(ana)
    crowded.clock.move(days=1)
    assert await crowded.digest() == 1
    facts = (await crowded.mail(MESA))[-1].facts
    assert (facts["since"], facts["changed"]) == (
        "2025-08-20", {"new": 1, "sent": 0, "withdrawn": 0, "extended": 0, "confirmed": 0, "declined": 0},
    )  # fmt: skip


# ── the table


async def mesa(work: UnitOfWork) -> Person:
    person = await work.people.by_address(MESA)
    assert person is not None
    return person


async def test_the_table_goes_with_the_digest_of_who_wished_for_it_and_is_kept_nowhere(crowded: House) -> None:
    assert await crowded.digest() == 1
    (letter,) = await crowded.mail(MESA)
    async with crowded.work() as work:
        assert await with_wished_table(crowded.desk, work, letter) == letter
        await wish_table(crowded.desk, work, await mesa(work), True)
        table: Any = (await with_wished_table(crowded.desk, work, letter)).facts[TABLE]
        assert len(table["rows"]) == 40
    assert TABLE not in (await crowded.mail(MESA))[0].facts
    async with crowded.work() as work:
        await wish_table(crowded.desk, work, await mesa(work), False)
        assert await with_wished_table(crowded.desk, work, letter) == letter


async def test_who_is_of_the_secretariat_no_more_gets_no_table(crowded: House) -> None:
    assert await crowded.digest() == 1
    (letter,) = await crowded.mail(MESA)
    async with crowded.work() as work:
        await wish_table(crowded.desk, work, await mesa(work), True)
        crowded.desk = replace(crowded.desk, secretariat=("otra@lacigf.test",))
        assert await with_wished_table(crowded.desk, work, letter) == letter


# ── what needs a human, and what comes


async def test_a_call_that_changed_is_news_and_told_with_its_reason(house: House) -> None:
    await house.digest()
    house.clock.move(days=1)
    async with house.work() as work:
        await note(
            work, house.now, CHANGED, "system", version=2, reason="Un corte de luz",
            changes=[{"kind": "date", "path": "dates.webinar.at", "before": "2025-08-06", "after": "2025-08-14"}],
        )  # fmt: skip
    assert await house.digest() == 1
    facts: Any = (await house.mail(MESA))[-1].facts
    (version,) = facts["versions"]
    assert (version["reason"], [change["after"] for change in version["changes"]]) == (
        "Un corte de luz",
        ["2025-08-14"],
    )


async def test_who_was_reminded_in_vain_is_told_by_name_until_they_answer(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    for _ in range(11):
        house.clock.move(days=1)
        await house.remind()
    assert await house.digest() == 1
    facts: Any = (await house.mail(MESA))[-1].facts
    told = [(item["kind"], item["name"], item["title"]) for item in facts["problems"]["lines"]]
    assert told == [
        ("waiting_invitation", "Bruno Díaz", "Redes que cuidan"),
        ("waiting_invitation", "Carla Souza", "Redes que cuidan"),
    ]
    await house.reply(bruno, ACCEPT, PROFILE)
    house.clock.move(days=1)
    assert await house.digest() == 1
    facts = (await house.mail(MESA))[-1].facts
    assert [item["name"] for item in facts["problems"]["lines"]] == ["Carla Souza"]


async def test_dates_that_nobody_knows_are_told_where_something_waits_for_them(house: House) -> None:
    async with house.store.look() as work:
        told = await digest_now(house.desk, work)
    assert [item.key for item in told.undated] == ["event_ends"]
    starts, ends = (replace(CALL.moments[key], at=NOW + timedelta(days=60), day=NOW.date()) for key in EVENT)
    house.set_call(moments={**CALL.moments, "event_starts": starts, "event_ends": ends})
    async with house.store.look() as work:
        assert (await digest_now(house.desk, work)).undated == ()


async def test_reminders_to_come_are_one_a_person_and_day_and_none_for_who_has_answered(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    async with house.store.look() as work:
        assert (await digest_now(house.desk, work)).reminders == 7  # two days each for two, three for the draft
    for item in (bruno, carla):
        await house.reply(item, ACCEPT, PROFILE)
    async with house.store.look() as work:
        assert (await digest_now(house.desk, work)).reminders == 3


def test_a_section_counts_what_no_line_tells() -> None:
    lines = [Problem(kind=ProblemKind.UNREAD, count=3), *[Problem(kind=ProblemKind.BOUNCED)] * 4]
    assert (cut(lines, 2).count, cut(lines, 2).beyond, cut(lines, None).beyond) == (7, 3, 0)


async def test_what_has_more_time_or_is_on_hold_is_told_by_name(crowded: House) -> None:
    """More time is told once, and is reason enough for a digest; a hold is told as long as it lasts."""
    await crowded.digest()
    crowded.clock.move(days=1)
    async with crowded.work() as work:
        await extend_proposals(crowded.desk, work, ["p003"], 2, "Sin luz", "operator", crowded.now)
        held = await work.proposals.get("p001")
        assert held is not None
        await work.proposals.save(replace(held, held_at=crowded.now))
    told = []
    for _ in range(2):
        await crowded.digest()
        facts: Any = (await crowded.mail(MESA))[-1].facts
        told.append([[line["id"] for line in facts[key]["lines"]] for key in ("extended", "held")])
        crowded.clock.move(days=1)
        await crowded.proposal(await crowded.ana())
    assert told == [[["p003"], ["p001"]], [[], ["p001"]]]
