"""What goes wrong goes wrong as told: before or after the deed, once or at a rate."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from tests.telegram.fake import FakeTelegram, Faults, Person, fake_telegram

ANA, LUIS = 11, 12


@pytest.fixture
async def ana(fake: FakeTelegram) -> Person:
    person = fake.person(ANA, "Ana")
    await person.opens()
    return person


@pytest.mark.parametrize("code", [500, 502])
async def test_a_server_error_does_nothing(fake: FakeTelegram, bot: ExtBot[None], ana: Person, code: int) -> None:
    fake.fail_next("sendMessage", code)
    with pytest.raises(NetworkError, match="Internal Server Error" if code == 500 else "Bad Gateway"):
        await bot.send_message(ANA, "uno")
    await bot.send_message(ANA, "dos")
    assert ana.screen() == "Ana: /start\n\nbot: dos"
    assert [call.outcome for call in fake.calls("sendMessage")] == [code, 200]


async def test_a_refusal_can_be_worded(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    fake.fail_next("sendMessage", 400, description="Bad Request: message thread not found")
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(ANA, "uno")


async def test_a_dropped_call_was_not_done_and_a_lost_one_was(
    fake: FakeTelegram, bot: ExtBot[None], ana: Person
) -> None:
    fake.drop_next("sendMessage")
    fake.lose_answer_next("sendMessage")
    for text in ("uno", "dos"):
        with pytest.raises(NetworkError):
            await bot.send_message(ANA, text)
    assert ana.screen() == "Ana: /start\n\nbot: dos"
    assert [call.outcome for call in fake.calls("sendMessage")] == ["dropped", "lost"]


async def test_updates_whose_answer_was_lost_come_again(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    fake.lose_answer_next("getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_a_slow_call_and_a_held_one_are_done_later(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    fake.slow_next("sendMessage", 0.01)
    gate = fake.hold_next("sendMessage")
    slow = asyncio.create_task(bot.send_message(ANA, "despacio"))
    await slow
    held = asyncio.create_task(bot.send_message(ANA, "en espera"))
    await gate.reached()
    assert ana.last.text == "despacio"
    gate.release()
    await held
    assert ana.last.text == "en espera"


async def test_what_is_never_released_ends_with_the_fake() -> None:
    async with fake_telegram() as fake, fake.bot() as bot:
        await fake.person(ANA, "Ana").opens()
        gate = fake.hold_next("sendMessage")
        held = asyncio.create_task(bot.send_message(ANA, "nunca"))
        await gate.reached()
    with pytest.raises(NetworkError):
        await held


async def test_a_429_closes_its_chat_and_only_that(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    luis = fake.person(LUIS, "Luis")
    await luis.opens()
    fake.fail_next("sendMessage", 429, retry_after=30)
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(ANA, "uno")
    assert flood.value.retry_after == timedelta(seconds=30)
    await bot.send_message(LUIS, "uno")
    assert fake.impatient == []
    fake.later(20)
    with pytest.raises(RetryAfter) as again:
        await bot.edit_message_text("dos", ANA, 1)
    assert again.value.retry_after == timedelta(seconds=10)
    [early] = fake.impatient
    assert (early.method, early.chat_id, round(early.seconds_early)) == ("editMessageText", ANA, 10)
    fake.later(10)
    await bot.send_message(ANA, "tres")
    assert ana.screen() == "Ana: /start\n\nbot: tres"


async def attempts(faults: Faults, times: int) -> tuple[list[object], FakeTelegram, Person]:
    """Send as many messages, each once; return the outcomes."""
    async with fake_telegram() as fake, fake.bot() as bot:
        ana = fake.person(ANA, "Ana")
        await ana.opens()
        fake.faults = faults
        for number in range(times):
            try:
                await bot.send_message(ANA, str(number))
            except TelegramError:
                fake.later(5)
        return [call.outcome for call in fake.calls("sendMessage")], fake, ana


async def test_rates_are_about_kept_and_the_seed_repeats_them() -> None:
    def faults() -> Faults:
        return Faults(rate_500=0.2, rate_drop=0.1, rate_done_but_lost=0.1, floods=0.1, flood_seconds=5, seed=3)

    outcomes, fake, ana = await attempts(faults(), 200)
    assert outcomes == (await attempts(faults(), 200))[0]
    counts = {outcome: outcomes.count(outcome) for outcome in (200, "lost", "dropped", 429, 500, 502)}
    assert 20 <= counts[500] + counts[502] <= 60
    assert min(counts.values()) >= 8
    assert len([message for message in ana.messages if message.by_bot]) == counts[200] + counts["lost"]
    assert (fake.impatient, fake.violations) == ([], [])


async def test_spared_methods_never_fail() -> None:
    async with fake_telegram(Faults(rate_500=1.0, spare=frozenset({"getMe"}))) as fake, fake.bot() as bot:
        with pytest.raises(NetworkError):
            await bot.get_updates()


async def test_a_confirmed_update_may_come_again(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    fake.faults = Faults(redeliver=1.0)
    [first] = await bot.get_updates()
    await ana.types("dos")
    again, second = await bot.get_updates(offset=first.update_id + 1)
    assert again == first
    assert [update.update_id for update in await bot.get_updates(offset=second.update_id + 1)] == [second.update_id]
    assert await bot.get_updates() == ()
    fake.repeat_update()
    assert [update.update_id for update in await bot.get_updates(timeout=5)] == [second.update_id]


async def test_neighbours_of_one_person_are_swapped_and_a_last_one_is_not_kept(
    fake: FakeTelegram, bot: ExtBot[None], ana: Person
) -> None:
    fake.faults = Faults(shuffle=1.0)
    [start] = await bot.get_updates()
    for text in ("uno", "dos", "tres"):
        await ana.types(text)
    swapped = await bot.get_updates(offset=start.update_id + 1)
    kept = await bot.get_updates(offset=swapped[-1].update_id + 1, timeout=5)
    assert [each.message and each.message.text for each in [*swapped, *kept]] == ["dos", "uno", "tres"]
    assert swapped[0].update_id < swapped[1].update_id


async def send_in_a_broken_fake() -> None:
    async with fake_telegram() as fake, fake.bot() as bot:
        await fake.person(ANA, "Ana").opens()
        fake.world.chats[ANA].messages = None  # type: ignore[assignment]  # a broken fake is wanted
        with pytest.raises(NetworkError):
            await bot.send_message(ANA, "uno")


async def test_what_fails_in_the_fake_itself_fails_the_test() -> None:
    with pytest.raises(ExceptionGroup, match="the fake Telegram itself failed"):
        await send_in_a_broken_fake()
