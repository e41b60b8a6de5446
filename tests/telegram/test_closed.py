"""Somebody blocks the bot: nothing is tried in their chat any more, and what they would have seen comes by mail."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from convoca.example.mailbox import Received
from convoca.example.people import ANA, INVITED
from scheduler.ticks import Scheduler
from tests.telegram.fake import FakeTelegram
from tests.telegram.stage import Stage, staged
from tests.telegram.talker import Talker
from tests.telegram.test_invited import with_luis_invited
from tests.telegram.test_story import answers

NEWS = f"{INVITED[0].name} confirmó que participa."


def letters(stage: Stage) -> list[Received]:
    return [letter for letter in stage.mailbox.of(ANA.address) if "novedad" in letter.subject]


def never_at_night(stage: Stage) -> None:
    """Nobody sleeps, whenever this is run."""
    desk = stage.service.desk
    desk.adopt(replace(desk.call, reminding=replace(desk.call.reminding, quiet_from=time(), quiet_until=time())))


async def until_closed(stage: Stage) -> None:
    for _ in range(1_000):
        async with stage.service.store.look() as work:
            if await work.chats.closed():
                return
        await asyncio.sleep(0.01)
    raise AssertionError("the chat is still open")


async def until_told(stage: Stage, scheduler: Scheduler) -> Received:
    for _ in range(500):
        await scheduler.run_once()
        if found := letters(stage):
            return found[0]
        await asyncio.sleep(0.02)
    raise AssertionError([letter.subject for letter in stage.mailbox.of(ANA.address)])


@pytest.mark.parametrize("is_told", [True, False], ids=["told", "found out"])
async def test_news_come_by_mail_once_until_the_chat_is_opened_again(
    tmp_path: Path, fake: FakeTelegram, is_told: bool
) -> None:
    """Telegram tells at once that somebody blocked us; where that was lost, the next message does not arrive."""
    async with staged(tmp_path, fake) as stage:
        never_at_night(stage)
        scheduler = Scheduler(stage.service.desk, stage.service.store, seconds=60)
        ana = Talker(fake.person(11, "Ana", "es"))
        await with_luis_invited(stage, ana)
        if is_told:
            await ana.person.blocks()
            await until_closed(stage)
        else:
            ana.person.chat.blocked = True
        await answers(stage, 0)
        await until_closed(stage)
        letter = await until_told(stage, scheduler)
        assert (NEWS in letter.text, "/start" in letter.text, stage.service.links in letter.text) == (True,) * 3

        for _ in range(3):
            await scheduler.run_once()
        await ana.person.opens()
        await ana.sees("Presencial; Confirmada")
        await scheduler.run_once()
        assert len(letters(stage)) == 1
    assert fake.violations == []
    assert [call.outcome for call in fake.refusals].count(403) == (0 if is_told else 1)
