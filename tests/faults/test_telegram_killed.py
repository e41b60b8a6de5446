"""A crowd fills proposals through a Telegram that fails while the service is killed: people notice no more than a wait.

Faults: 5 % errors 500 and 502, 2 % dropped connections, 2 % done though the answer is lost, 2 % floods and bursts of
them before every kill, 5 % updates that come twice, neighbours that swap. People double taps and type ahead.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect

from convoca.calls import find_call
from convoca.example.mailbox import Mailbox
from core.model.records import Channel, OutboxState
from core.ports import UnitOfWork
from core.store import SqlStore
from tests.faults.crowd import HOST
from tests.faults.telegram_crowd import HANGS, Outside, Writer
from tests.faults.telegram_kept import check_answers, check_old_cards, check_screens, check_sent_once
from tests.faults.telegram_reaper import Reaper
from tests.faults.telegram_service import BotService
from tests.faults.telegram_steps import lenient_call
from tests.telegram.fake import FakeTelegram, Faults, fake_telegram

PATIENCE = 30.0
"""Seconds of silence beyond what 429s and failures explain and restarts took: machines are busy."""


async def run(folder: Path, *, people: int, kills: int, first: float, letters: bool, seed: int) -> None:
    """Let people live through so many kills, the first after that part of what they do; then look at everything."""
    async with fake_telegram(seed=seed) as fake, outside_of(folder, fake) as (service, outside):
        fake.faults = Faults(
            rate_500=0.05, rate_drop=0.02, rate_done_but_lost=0.02, floods=0.02, redeliver=0.05, shuffle=0.2,
            flood_seconds=2, seed=seed,
        )  # fmt: skip
        writers = [Writer(outside, number) for number in range(1, people + 1)]
        reaper = Reaper(service, outside, writers, seed)
        async with asyncio.TaskGroup() as group:
            group.create_task(reaper.reap(kills, first, 0.97))
            for writer in writers:
                group.create_task(writer.live())
        fake.faults = Faults()
        # Who dies in the middle of a call is no failure of the fake.
        fake.world.crashes[:] = [crash for crash in fake.world.crashes if not isinstance(crash, ClientDisconnect)]
        store = await SqlStore.open(str(service.database))
        try:
            await settled(store, writers, letters=letters)
            check_old_cards(writers)
            await tap_what_is_left(writers)
            await settled(store, writers, letters=letters)
            async with store.look() as work:
                await check_answers(work, writers)
                await check_sent_once(work, writers, letters=letters)
                await check_screens(work, writers)
        finally:
            await store.close()
    assert service.kills == kills
    assert (fake.violations, reaper.impatient()) == ([], [])
    assert reaper.survived > 0, "no flood outlived a kill: this run shows nothing"
    longest = max(
        one.ended - one.began - one.explained - service.was_down(one.began, one.ended) for one in outside.silences
    )
    assert longest < PATIENCE


@asynccontextmanager
async def outside_of(folder: Path, fake: FakeTelegram) -> AsyncIterator[tuple[BotService, Outside]]:
    """The service beside Telegram and everybody's mailboxes; it ends when it is asked to."""
    call, mailbox = find_call(str(lenient_call(folder))), Mailbox()
    await mailbox.open(HOST)
    service = BotService(folder, mailbox.port, token=fake.token, telegram=fake.url)
    service.start()
    try:
        await service.ready()
        yield service, Outside(fake, mailbox, call)
    finally:
        status = await asyncio.to_thread(service.stop)
        await mailbox.close()
    assert status == 0


async def tap_what_is_left(writers: Sequence[Writer]) -> None:
    """Tap every button that stands above somebody's last card."""
    for writer in writers:
        for card in writer.cards[1:]:
            for button in (button for row in card.rows for button in row):
                await writer.person.taps_old(card, button["callback_data"])


async def settled(store: SqlStore, writers: Sequence[Writer], *, letters: bool) -> None:
    """Wait until everything that came was handled and drawn; `letters`: and every letter has left."""
    updates = writers[0].outside.fake.world.updates
    for _ in range(int(HANGS / 0.1)):
        async with store.look() as work:
            if not updates.waiting and not await under_way(work, writers, letters=letters):
                return
        await asyncio.sleep(0.1)
    raise AssertionError("something never came to rest")


async def under_way(work: UnitOfWork, writers: Sequence[Writer], *, letters: bool) -> bool:
    if await work.updates.waiting(1):
        return True
    for writer in writers:
        chat = await work.chats.get(writer.person.id)
        assert chat is not None
        assert chat.person_id is not None
        queued = await work.outbox.of_person(chat.person_id, Channel.MAIL, 100) if letters else ()
        if chat.wanted > chat.shown or any(notice.state is not OutboxState.SENT for notice in queued):
            return True
    return False


async def test_a_crowd_and_three_kills(tmp_path: Path) -> None:
    await run(tmp_path, people=10, kills=3, first=0.35, letters=False, seed=5)


@pytest.mark.soak
async def test_two_hundred_people_and_twenty_kills(tmp_path: Path) -> None:
    await run(tmp_path, people=200, kills=20, first=0.02, letters=True, seed=23)
