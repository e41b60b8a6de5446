"""Updates by getUpdates: confirmed only by a later offset, one poller at a time."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from telegram import Update
from telegram.error import Conflict
from telegram.ext import ExtBot

from tests.telegram.fake import FakeTelegram


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else None for update in updates]


async def test_an_update_comes_again_until_a_later_offset_is_asked_for(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    ana = fake.person(11, "Ana")
    await ana.types("uno")
    await ana.types("dos")
    first = await bot.get_updates()
    assert texts(first) == ["uno", "dos"]
    assert texts(await bot.get_updates(offset=first[0].update_id)) == ["uno", "dos"]
    assert texts(await bot.get_updates(offset=first[1].update_id)) == ["dos"]
    assert texts(await bot.get_updates(offset=first[0].update_id)) == ["dos"]
    assert texts(await bot.get_updates(offset=first[1].update_id + 1)) == []
    assert texts(await bot.get_updates()) == []


async def test_the_limit_and_a_negative_offset_choose_from_the_queue(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    ana = fake.person(11, "Ana")
    for text in ("uno", "dos", "tres"):
        await ana.types(text)
    assert texts(await bot.get_updates(limit=2)) == ["uno", "dos"]
    assert texts(await bot.get_updates(offset=-1)) == ["tres"]
    assert texts(await bot.get_updates()) == ["tres"]


async def test_numbers_rise_and_jump(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    ana = fake.person(11, "Ana")
    for number in range(30):
        await ana.types(str(number))
    ids = [update.update_id for update in await bot.get_updates()]
    steps = {later - earlier for earlier, later in pairwise(ids)}
    assert min(steps) == 1
    assert max(steps) > 1


async def test_after_an_idle_week_lower_numbers_are_not_lost(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    ana, offset = fake.person(11, "Ana"), 2_000_000_000
    fake.restart_numbering()
    await ana.types("hola")
    assert texts(await bot.get_updates(offset=offset)) == ["hola"]


async def test_updates_live_a_day(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    ana = fake.person(11, "Ana")
    await ana.types("ayer")
    fake.later(24 * 3600 + 1)
    await ana.types("hoy")
    assert texts(await bot.get_updates()) == ["hoy"]


async def test_a_long_poll_waits_for_what_comes(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    gate = fake.hold_next("getUpdates")
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await gate.reached()
    gate.release()
    await fake.person(11, "Ana").types("hola")
    assert texts(await poll) == ["hola"]


async def test_a_second_poller_ends_the_first(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await fake.until_polled()
    async with fake.bot() as other:
        second = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        await fake.person(11, "Ana").types("hola")
        assert texts(await second) == ["hola"]
    assert fake.violations == []


async def test_a_poller_that_went_away_is_no_second_one(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    async with fake.bot() as other:
        gone = asyncio.create_task(other.get_updates(timeout=30))
        await fake.until_polled()
        gone.cancel()
        await asyncio.wait([gone])
    await fake.until(lambda: not fake.is_polled)
    await fake.person(11, "Ana").types("hola")
    assert texts(await bot.get_updates(timeout=30)) == ["hola"]
    assert fake.refusals == []


async def test_only_the_kinds_asked_for_are_told(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    ana = fake.person(11, "Ana")
    await bot.get_updates(allowed_updates=["edited_message"])
    [message] = await ana.types("uno")
    await ana.edits(message, "dos")
    assert texts(await bot.get_updates()) == ["dos"]
    await bot.get_updates(allowed_updates=[])
    await ana.types("tres")
    assert texts(await bot.get_updates()) == ["dos", "tres"]


async def test_beside_a_webhook_nobody_polls(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    await bot.set_webhook("https://igf.example/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    assert [call.outcome for call in fake.violations] == [409]
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
