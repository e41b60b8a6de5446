"""What goes wrong between the bot and Telegram: at given rates, or once on demand."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field
from random import Random
from typing import Literal

Rate = Literal["redeliver", "shuffle"]


@dataclass(slots=True)
class Faults:
    """Rates between 0 and 1; the draws follow the seed."""

    rate_500: float = 0.0
    """500 or 502, and nothing done."""
    rate_drop: float = 0.0
    """The connection ends, and nothing done."""
    rate_done_but_lost: float = 0.0
    """Done, and the connection ends."""
    floods: float = 0.0
    """Of the calls that write in a chat: 429, and the chat refuses until its time is over."""
    redeliver: float = 0.0
    """Of the updates: given once more after they were confirmed."""
    shuffle: float = 0.0
    """Of the updates: overtaken by the next one of the same person."""
    flood_seconds: int = 1
    """The longest retry_after."""
    spare: frozenset[str] = frozenset()
    """Methods that the rates leave alone."""
    seed: int = 0
    random: Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def chance(self, rate: Rate) -> bool:
        chances = {"redeliver": self.redeliver, "shuffle": self.shuffle}
        return self.random.random() < chances[rate]

    def draw(self, method: str, *, writes: bool) -> Fate | None:
        """Return what befalls this call."""
        if method in self.spare:
            return None
        drawn = self.random.random()
        fates: list[tuple[float, Fate]] = [
            (self.rate_500, Fails(self.random.choice((500, 502)))),
            (self.rate_drop, Drops()),
            (self.rate_done_but_lost, Loses()),
            (self.floods if writes else 0.0, Fails(429, retry_after=self.random.randint(1, self.flood_seconds))),
        ]
        for rate, fate in fates:
            if drawn < rate:
                return fate
            drawn -= rate
        return None


@dataclass(frozen=True, slots=True)
class Fails:
    """Answered with an error, nothing done; 429 also closes the chat for as long."""

    code: int
    description: str = ""
    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class Drops:
    """The connection ends before anything is done."""


@dataclass(frozen=True, slots=True)
class Loses:
    """Done, and the connection ends without an answer."""


@dataclass(frozen=True, slots=True)
class Slow:
    """Done after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gate:
    """Holds a call back until a test lets it through."""

    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _open: asyncio.Event = field(default_factory=asyncio.Event)

    async def reached(self) -> None:
        async with asyncio.timeout(20):
            await self._came.wait()

    def release(self) -> None:
        self._open.set()

    async def opened(self) -> None:
        self._came.set()
        await self._open.wait()


Fate = Fails | Drops | Loses | Slow | Gate


class Script:
    """What befalls the next calls of a method, one each, before any rate is drawn."""

    def __init__(self) -> None:
        self._next: defaultdict[str, deque[Fate]] = defaultdict(deque)

    def add(self, method: str, fate: Fate) -> None:
        self._next[method].append(fate)

    def draw(self, method: str) -> Fate | None:
        return self._next[method].popleft() if self._next[method] else None
