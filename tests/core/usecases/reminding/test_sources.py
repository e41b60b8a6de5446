"""Matters of phases that are not built yet go the same way: message, words, ledger, and the secretariat at the end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest

from core.model.matter import Duty, Matter, MatterKind
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.reminding.escalated import waiting_for_secretariat
from core.usecases.reminding.remind import reminding
from core.usecases.reminding.sources import Letter
from templates.letters import render
from tests.builders import CALL, House
from tests.core.usecases.reminding.test_reminding import at, day, ledger
from tests.templates.letters.queued import LINKS

ELENA, MESA = "elena@example.org", "mesa@lacigf.test"


@dataclass
class Given:
    """Matters that a test made up; what is due is asked of all of them each time."""

    matters: Sequence[Matter] = ()
    looked: dict[str, datetime | None] = field(default_factory=dict)

    async def ripe(
        self, desk: Desk, work: UnitOfWork, now: datetime, limit: int
    ) -> Mapping[str, Collection[str | None]]:
        return {item.subject: {item.person_id} for item in self.matters}

    async def matters_of(self, desk: Desk, work: UnitOfWork, people: Collection[str | None]) -> Sequence[Matter]:
        return [item for item in self.matters if item.person_id in people]

    async def look_again(self, desk: Desk, work: UnitOfWork, at: Mapping[str, datetime | None], now: datetime) -> int:
        self.looked = dict(at)
        return 0

    async def told(self, desk: Desk, work: UnitOfWork, matter: Matter) -> Mapping[str, object]:
        return {"title": "Voces del Chaco"}

    async def alone(self, desk: Desk, work: UnitOfWork, duty: Duty, now: datetime) -> Letter | None:
        return None

    async def held_back(self, desk: Desk, work: UnitOfWork, matter: Matter, now: datetime) -> bool:
        return False


async def said(house: House, given: Given, moment: datetime) -> int:
    house.clock.moment = moment
    async with house.work() as work:
        return (await reminding((given,))(house.desk, work)).queued


def about(facts: Mapping[str, object]) -> list[tuple[str, int]]:
    items: Any = facts["about"]
    return [(item["kind"], item["count"]) for item in items]


async def test_an_evaluator_is_told_of_all_that_is_left_and_a_letter_of_it_can_be_written(house: House) -> None:
    elena = await house.visitor(ELENA, proved_at=house.now)
    given = Given([_matter(MatterKind.EVALUATION, "assignment", elena.id, house.now, count=4)])
    moments = house.desk.call.moments["scoring_closes"]
    assert moments.day is not None
    opened = datetime.combine(moments.day, day(1).timetz()).replace(hour=13)
    assert await said(house, given, opened.replace(day=opened.day - 7)) == 1
    assert await said(house, given, opened.replace(day=opened.day - 7)) == 0
    (letter,) = await house.mail(ELENA)
    assert (letter.kind, about(letter.facts)) == ("reminder", [("evaluation", 4)])
    assert "4 evaluaciones" in render(letter.kind, "es", letter.facts, house.desk.call, LINKS).subject


async def test_a_report_is_asked_for_after_the_event_and_then_the_secretariat_hears_of_it(house: House) -> None:
    ana = await house.ana()
    event = house.desk.call.moments["event_ends"]
    house.set_call(
        moments={**house.desk.call.moments, "event_ends": replace(event, at=day(14, 3), day=day(13).date(), ends=True)}
    )
    given = Given([_matter(MatterKind.REPORT, "p", ana.id, house.now)])
    for number in (14, 16, 18, 19):
        await said(house, given, day(number))
    assert [(letter.kind, about(letter.facts)) for letter in await house.mail("ana@example.org")] == [
        ("reminder", [("report", 1)])
    ] * 3
    async with house.work() as work:
        (waiting,) = await waiting_for_secretariat(house.desk, work, (given,))
        assert (waiting.matter, waiting.since, waiting.told) == (
            given.matters[0], day(19), {"title": "Voces del Chaco"}
        )  # fmt: skip
        assert await waiting_for_secretariat(house.desk, work, (Given(),)) == (), "as soon as it is done"


async def test_a_task_goes_to_nobody_but_the_secretariat(house: House) -> None:
    given = Given([_matter(MatterKind.TASK, "t", None, house.now)])
    assert await said(house, given, day(11, 16)) == 0
    async with house.work() as work:
        assert [item.matter.subject for item in await waiting_for_secretariat(house.desk, work, (given,))] == ["t"]
    assert await house.mail() == []


async def test_a_source_is_told_when_it_is_worth_asking_again(house: House) -> None:
    ana = await house.ana()
    given = Given([_matter(MatterKind.BOUNCED, "x", ana.id, house.now)])
    await said(house, given, house.now)
    assert given.looked == {"x": day(11, 15)}


async def test_who_cannot_be_reached_is_named_to_the_secretariat(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.visitor("bruno@example.org", bounced_at=house.now)
    assert await at(house, day(13)) == 1
    assert await ledger(house, f"invitation:{bruno}:") == {f"invitation:{bruno}:0:2025-08-10:3": "unreachable"}
    async with house.work() as work:
        (waiting,) = await waiting_for_secretariat(house.desk, work)
    assert (waiting.matter.kind, waiting.matter.subject) == (MatterKind.INVITATION, bruno)


async def test_silence_to_the_end_is_named_to_the_secretariat_until_there_is_an_answer(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    for number in (13, 17, 20):
        await at(house, day(number))
    async with house.work() as work:
        assert {item.matter.subject for item in await waiting_for_secretariat(house.desk, work)} == {bruno, carla}
    await house.take_off(carla)
    async with house.work() as work:
        assert [item.matter.subject for item in await waiting_for_secretariat(house.desk, work)] == [bruno]


@pytest.mark.parametrize("kind", list(MatterKind))
@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_there_are_words_for_every_kind_in_every_language(kind: MatterKind, language: str) -> None:
    item = {"kind": kind, "subject": "s", "generation": 0, "key": "k", "count": 2, "deadline": None, "title": "Voces"}
    letter = render("reminder", language, {"person_name": "Ana", "about": [item]}, CALL, LINKS)
    assert letter.subject


def _matter(kind: MatterKind, subject: str, person_id: str | None, since: datetime, **known: Any) -> Matter:
    return Matter(kind=kind, subject=subject, person_id=person_id, since=since, **known)
