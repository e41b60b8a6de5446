"""`kill -9` at random moments while people chat and answer mail: nothing saved is lost, nothing happens twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from convoca.example.mailbox import Mailbox
from core.model.proposal import ParticipationStatus
from core.model.records import Channel, OutboxState
from core.ports import ProposalFilter
from core.store import SqlStore
from tests.faults.crowd import HOST, Proponent, Service, answer_letters, open_call


async def run(folder: Path, *, kills: int, crowd: int, seed: int) -> None:
    """Let a crowd live through so many kills, then look at what was kept."""
    open_call(folder)
    mailbox, accepted, stop = Mailbox(), list[str](), asyncio.Event()
    await mailbox.open(HOST)
    service = Service(folder, mailbox.port)
    service.start()
    await service.ready()
    chance = random.Random(seed)
    rounds = 0
    answering = asyncio.create_task(answer_letters(mailbox, service, accepted, stop))
    proponents: list[Proponent] = []
    while service.kills < kills or rounds == 0:
        batch = [Proponent(number, service, mailbox) for number in range(rounds * crowd, (rounds + 1) * crowd)]
        proponents += batch
        rounds += 1
        living = asyncio.gather(*(one.live() for one in batch))
        while not living.done() and service.kills < kills:
            await asyncio.sleep(chance.uniform(0.2, 1.2))
            service.kill()
            service.start()
            await service.ready()
        await asyncio.wait_for(living, 120)
    try:
        await _settled(folder, [address for one in proponents for address in one.invited()])
    finally:
        stop.set()
        await answering
        status = service.stop()
        await mailbox.close()
    assert status == 0
    assert service.kills == kills
    await _nothing_lost(folder, proponents, accepted)
    await _nothing_twice(folder, mailbox)


async def _settled(folder: Path, invited: list[str]) -> None:
    """Wait until everybody has confirmed and everything queued has left."""
    store = await SqlStore.open(str(folder / "convoca.sqlite"))
    try:
        for _ in range(1200):
            async with store.look() as work:
                people = [await work.people.by_address(address) for address in invited]
                stands = [
                    item for person in people if person for item in await work.participations.of_person(person.id)
                ]
                waiting = await work.inbox.waiting(1)
            confirmed = [item for item in stands if item.status is ParticipationStatus.CONFIRMED]
            if len(confirmed) == len(invited) and not waiting and not await _unsent(store, invited):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"{len(confirmed)} of {len(invited)} confirmed, {len(waiting)} letters wait")
    finally:
        await store.close()


async def _unsent(store: SqlStore, addresses: list[str]) -> list[str]:
    async with store.look() as work:
        people = [await work.people.by_address(address) for address in addresses]
        notices = [
            notice
            for person in people
            if person
            for notice in await work.outbox.of_person(person.id, Channel.MAIL, 100)
        ]
    return [notice.kind for notice in notices if notice.state is not OutboxState.SENT]


async def _nothing_lost(folder: Path, proponents: list[Proponent], accepted: list[str]) -> None:
    store = await SqlStore.open(str(folder / "convoca.sqlite"))
    try:
        async with store.look() as work:
            records = await work.proposals.find("lacigf-2025", ProposalFilter())
            handled = Counter(entry.kind for entry in await work.log.since(0, 100_000))
    finally:
        await store.close()
    kept = {text for record in records for value in record.values.values() for text in _texts(value)}
    saved = [text for one in proponents for text in one.saved]
    assert [text for text in saved if text not in kept] == []
    assert len(saved) >= 3 * len(proponents)
    assert handled["participant_confirmed"] == len(set(accepted)) == sum(one.people for one in proponents)


def _texts(value: object) -> list[object]:
    """What was typed for one answer; a question that asks for several keeps them in a list."""
    return value if isinstance(value, list) else [value]


async def _nothing_twice(folder: Path, mailbox: Mailbox) -> None:
    """One Message-ID for each notice, however often it arrived; one confirmation for each person."""
    store = await SqlStore.open(str(folder / "convoca.sqlite"))
    addresses = {letter.address for letter in mailbox.letters if letter.address.endswith("@people.example")}
    try:
        async with store.look() as work:
            for address in addresses:
                person = await work.people.by_address(address)
                assert person is not None
                queued = await work.outbox.of_person(person.id, Channel.MAIL, 100)
                arrived = {letter.message_id for letter in mailbox.of(address)}
                assert sorted(notice.kind for notice in queued) == ["echo_accepted", "invitation"]
                assert len(arrived) == len(queued)
            doubled = Counter(
                str(entry.facts.get("participation"))
                for entry in await work.log.since(0, 100_000)
                if entry.kind == "participant_confirmed"
            )
    finally:
        await store.close()
    assert set(doubled.values()) == {1}


async def test_four_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    await run(tmp_path, kills=4, crowd=3, seed=7)


@pytest.mark.soak
async def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    await run(tmp_path, kills=50, crowd=4, seed=11)
