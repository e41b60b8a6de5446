"""The service that a transcript is played in: a real store, a clock of its own, and what can happen meanwhile."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from convoca.example.clock import HandClock
from core.call.shipped import shipped_call
from core.store import SqlStore
from core.system import SystemIds
from core.usecases.desk import Desk
from tests.core.dialogue.player import DIRECTION, lines_of

OPENING = datetime(2025, 8, 10, 15, 0, tzinfo=UTC)
"""When every transcript begins: the call is open."""
CALL = shipped_call("lacigf-2025")
_ENTERS = re.compile(r"entra (?P<address>\S+@\S+) \((?P<language>es|pt|en)\)")


@dataclass(frozen=True)
class Step:
    """What the person does (or looks again, where there are no words), or what happens meanwhile."""

    words: str
    is_act: bool


def did(words: str) -> Step:
    """The person typed or pressed this."""
    return Step(words, is_act=True)


def meanwhile(words: str) -> Step:
    """This happened elsewhere."""
    return Step(words, is_act=False)


class Script:
    """What is typed and directed in a transcript; its first line tells who comes."""

    def __init__(self, transcript: str) -> None:
        self.first, *self.rest = lines_of(transcript)
        who = _ENTERS.fullmatch(self.first.removeprefix(DIRECTION))
        assert who, f"a transcript begins with '# entra <address> (<language>)', not with {self.first!r}"
        self.address, self.language = who["address"], who["language"]


class House:
    """One service. `directions` are what a transcript can say that happens, each carried out by the use cases."""

    def __init__(self, store: SqlStore, directions: dict[str, Callable[[House], Awaitable[None]]]) -> None:
        self.store, self.directions = store, directions
        self.clock = HandClock(OPENING)
        self.desk = Desk(call=CALL, clock=self.clock, ids=SystemIds(), key=b"k" * 32)

    async def direct(self, words: str) -> None:
        """Let something happen."""
        if (days := re.fullmatch(r"pasan (\d+) días", words)) is not None:
            self.clock.forward(timedelta(days=int(days[1])))
        else:
            await self.directions[words](self)
