"""A Telegram that fails: every answer is kept, everybody's last card is right, and nobody is written to too soon."""

from __future__ import annotations

import asyncio
from pathlib import Path

from core.model.records import ProposalState
from core.ports import ProposalFilter
from tests.telegram.fake import FakeTelegram, Faults
from tests.telegram.stage import staged
from tests.telegram.talker import TITLE, Talker

PEOPLE = 12
FAULTY = Faults(
    rate_500=0.05, rate_drop=0.02, rate_done_but_lost=0.02, floods=0.02, redeliver=0.05, shuffle=0.05, flood_seconds=1
)


async def test_a_crowd_gets_through_a_telegram_that_fails(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        crowd = [Talker(fake.person(100 + number, f"P{number}", "es")) for number in range(PEOPLE)]
        fake.faults = FAULTY

        async def lives(number: int, talker: Talker) -> None:
            await stage.link(talker.person, f"p{number}@example.org")
            await talker.begin()
            await talker.tap("Nueva propuesta")
            await talker.type("Organización")
            await talker.type("+54 351 555 0147")
            await talker.tap("Debate o mesa redonda")
            await talker.tap("Ciberseguridad")
            await talker.type(f"{TITLE} {number}")
            await talker.sees("Descripción")

        await asyncio.gather(*(lives(number, talker) for number, talker in enumerate(crowd)))
        async with stage.service.store.look() as work:
            kept = await work.proposals.find(stage.service.desk.call.id, ProposalFilter())
        assert sorted(str(record.values["answers.title"]) for record in kept) == sorted(
            f"{TITLE} {number}" for number in range(PEOPLE)
        )
        assert {record.state for record in kept} == {ProposalState.DRAFT}
    assert fake.violations == []
    assert fake.impatient == []
