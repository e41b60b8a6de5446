"""Plays a transcript: lines typed in a terminal, what the terminal shows, and what happens meanwhile.

A transcript is plain text. Lines that begin with '> ' were typed; lines that begin with '# ' are stage directions;
everything else was shown. Playing the typed lines and directions anew must give the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from bot.terminal.talk import talk
from core.dialogue.events import Event
from core.dialogue.screen import Screen
from core.dialogue.state import State
from tests.core.dialogue.stage import Stage

TYPED, DIRECTION = "> ", "# "

Directions = Mapping[str, Callable[[Stage], None]]


class Script:
    """The lines of a play: reads the next typed one, carries out directions, keeps all that was shown."""

    def __init__(self, lines: list[str], stage: Stage, directions: Directions) -> None:
        self.rest, self.stage, self.directions = lines, stage, directions
        self.shown: list[str] = []

    async def read(self, typed: str = "") -> str | None:
        while self.rest and self.rest[0].startswith(DIRECTION):
            self._direct(self.rest.pop(0))
        if not self.rest:
            return None
        line = self.rest.pop(0)
        self.write(line)
        return line.removeprefix(TYPED)

    def write(self, text: str) -> None:
        self.shown.append(text)

    def _direct(self, line: str) -> None:
        self.write(line)
        direction = line.removeprefix(DIRECTION)
        if (days := re.fullmatch(r"pasan (\d+) días", direction)) is not None:
            self.stage.now += timedelta(days=int(days[1]))
        else:
            self.directions[direction](self.stage)


def lines_of(transcript: str) -> Iterator[str]:
    """Return what was typed and directed in a transcript."""
    return (line for line in transcript.split("\n") if line.startswith((TYPED, DIRECTION)))


async def play(transcript: str, stage: Stage, directions: Directions) -> str:
    """Play a transcript's lines on a stage; closing the terminal opens it again, as on another day."""
    script = Script(list(lines_of(transcript)), stage, directions)

    async def look() -> Screen:
        return stage.screen

    async def act(event: Event) -> Screen:
        return stage.act(event)

    while script.rest:
        stage.state = State.from_json(stage.state.to_json())
        await talk(look, act, stage.call, script)
    return "\n".join(script.shown) + "\n"
