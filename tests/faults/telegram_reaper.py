"""Kills at random moments of what people do, and what must hold each time."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.ports import UnitOfWork
from tests.faults.telegram_crowd import ACTS, Outside, Writer
from tests.faults.telegram_kept import kept_of, records_of
from tests.faults.telegram_service import BotService

BURST = 0.4
"""Of the calls that write: 429, in the moments before a kill."""
LATENCY = 5.0
"""Seconds that an answer of Telegram may take to be read, on a busy machine."""
EXACT = 0.01
"""Seconds by which the fake lets a call be too early."""


@dataclass(frozen=True, slots=True)
class Life:
    """From one kill to the next: how many impatient calls came before it, and which chats were closed when it began.

    Of the 429s of some it was `heard` before the kill; the others' came too late, or never, for who was killed.
    """

    impatient: int
    heard: frozenset[int]
    unheard: frozenset[int]


class Reaper:
    """Kills the service once so much was done, and looks at what it left before it comes again."""

    def __init__(self, service: BotService, outside: Outside, writers: Sequence[Writer], seed: int) -> None:
        self._service, self._outside, self._writers = service, outside, writers
        self._chance = random.Random(seed)
        self._lives = [Life(0, frozenset(), frozenset())]

    async def reap(self, kills: int, first: float, last: float) -> None:
        """Kill so often, spread over this part of all that people will do."""
        faults, everything = self._outside.fake.faults, ACTS * len(self._writers)
        usual = faults.floods
        for index in range(kills):
            share = first + (last - first) * (index + self._chance.random()) / kills
            enough = int(share * everything)
            await self._outside.acted.until(lambda enough=enough: self._outside.acts >= enough, None)
            faults.floods = BURST
            await asyncio.sleep(self._chance.uniform(0, 1.5))
            await self._kill()
            faults.floods = usual

    async def _kill(self) -> None:
        killed_at = asyncio.get_running_loop().time()
        self._service.kill()
        given = [dict(writer.given) for writer in self._writers]
        async with self._service.left() as store, store.look() as work:
            assert await self._lost(work, given) == []
            life = await self._life(work)
            await self._note_orphans(work)
        self._lives.append(life)
        await self._service.revive(killed_at)

    async def _lost(self, work: UnitOfWork, given: Sequence[dict[str, object]]) -> list[tuple[int, str]]:
        """Answers from which a chat had gone on, and that are not in the file."""
        records = await records_of(work, self._outside.call)
        lost: list[tuple[int, str]] = []
        for writer, answers in zip(self._writers, given, strict=True):
            kept = await kept_of(work, writer, records)
            lost += [(writer.number, path) for path, value in answers.items() if kept.get(path) != value]
        return lost

    async def _life(self, work: UnitOfWork) -> Life:
        """What the next process can know of the chats that are closed, and what it cannot."""
        world = self._outside.fake.world
        now, heard, unheard = world.clock.now(), set(), set()
        for writer in self._writers:
            chat = await work.chats.get(writer.person.id)
            closed = world.closed_until.get(writer.person.id, 0.0)
            silent = chat.silent_until.timestamp() if chat and chat.silent_until else 0.0
            if closed > now:
                (heard if silent >= closed - EXACT else unheard).add(writer.person.id)
            if chat and not chat.failures:
                assert silent <= max(closed + LATENCY, now), "a chat is silent without a reason"
        return Life(len(world.impatient), frozenset(heard), frozenset(unheard))

    async def _note_orphans(self, work: UnitOfWork) -> None:
        for writer in self._writers:
            chat = await work.chats.get(writer.person.id)
            known = chat.card if chat and chat.card else 0
            writer.orphans |= {card.id for card in writer.cards if card.id > known}

    @property
    def survived(self) -> int:
        """How many floods the service knew of when it was killed."""
        return sum(len(life.heard) for life in self._lives)

    def impatient(self) -> list[tuple[int, int]]:
        """Calls that came before a 429 was over, by chat: beyond the one that a killed service could not know of."""
        calls = self._outside.fake.impatient
        ends = [life.impatient for life in self._lives[1:]] + [len(calls)]
        blamed: list[tuple[int, int]] = []
        for life, end in zip(self._lives, ends, strict=True):
            early = Counter(call.chat_id for call in calls[life.impatient : end])
            early.subtract(life.unheard)
            blamed += [(chat, times) for chat, times in early.items() if times > 0]
        return blamed
