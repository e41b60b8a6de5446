"""The terminal: it is talked with as a person does, and its screens are read as they are drawn."""

from __future__ import annotations

import itertools
import re

from bot.terminal.drawing import drawn
from bot.terminal.talk import talk
from core.call.definition import Call
from core.dialogue.events import Event, Text
from core.dialogue.screen import Screen
from core.usecases.converse import converse, look
from core.usecases.entering.proving import proved
from core.usecases.people import person_at
from templates.words import Words
from tests.core.dialogue.player import DIRECTION, TYPED
from tests.golden.house import House, Script, Step, did, meanwhile
from tests.golden.view import View

CHANNEL = "terminal"
_WIDE = 20_000
"""Columns at which nothing is broken into lines."""
_TITLE = re.compile(r"(?P<title>.*?)(?: \((?P<progress>\d+/\d+)\))?")
_OPTION = re.compile(r"\[/?\d+\] (.*?)(?=   \[|$)")
_COUNT = re.compile(r"· \D*(\d+)")


class Talk:
    """A conversation in the terminal: what was shown, each act that was understood, and what each led to."""

    def __init__(self, house: House, script: Script) -> None:
        self.house, self.script = house, script
        self.text: list[str] = []
        self.steps: list[Step] = []
        self.views: list[View] = []
        self._taken: list[str] = []

    async def play(self) -> None:
        """Talk until the script ends; closing the terminal opens it again, as on another day."""
        house = self.house
        async with house.store.work() as work:
            now = house.desk.clock.now()
            person = await person_at(house.desk, work, self.script.address, now, language=self.script.language)
            await proved(house.desk, work, person, now)
        self.person_id = person.id
        while self.script.rest:
            await talk(self._look, self._act, house.desk.call, self)

    async def read(self, typed: str = "") -> str | None:
        """Hand in the next line; what is directed happens before it."""
        rest = self.script.rest
        while rest and rest[0].startswith(DIRECTION):
            self.write(rest[0])
            self.steps.append(meanwhile(rest.pop(0).removeprefix(DIRECTION)))
            await self.house.direct(self.steps[-1].words)
        if not rest:
            return None
        self.write(rest[0])
        self._taken.append(rest.pop(0).removeprefix(TYPED))
        return self._taken[-1]

    def write(self, text: str) -> None:
        """Keep what is shown."""
        self.text.append(text)

    async def _look(self) -> Screen:
        async with self.house.store.look() as work:
            screen = await look(self.house.desk, work, self.person_id, CHANNEL)
        return self._shown(screen, "")

    async def _act(self, event: Event) -> Screen:
        async with self.house.store.work() as work:
            screen = await converse(self.house.desk, work, self.person_id, CHANNEL, event)
        return self._shown(screen, event.text if isinstance(event, Text) else self._taken[0])

    def _shown(self, screen: Screen, words: str) -> Screen:
        if self._taken:
            self.steps.append(did(words))
        self._taken.clear()
        self.views.append(read(screen, self.house.desk.call))
        return screen


def read(screen: Screen, call: Call) -> View:
    """Return what the terminal shows of a screen, read from its text alone."""
    words = Words(screen.language)
    hints = {words("chat.terminal.several_numbers"), words("chat.terminal.many_lines")}
    _, first, *lines = drawn(screen, words, call, _WIDE).replace("\N{NO-BREAK SPACE}", " ").split("\n")
    head = _TITLE.fullmatch(first)
    assert head
    alone = [line for before, line in itertools.pairwise([first, *lines]) if not before and line not in hints]
    return View(
        title=head["title"],
        progress=head["progress"] or "",
        passing=tuple(line[2:] for line in lines if line.startswith("» ")),
        errors=tuple(line[2:] for line in lines if line.startswith("! ")),
        questions=tuple(line for line in alone if line and line[0] not in " [·»!•✓?"),
        options=tuple(label for line in lines for label in _OPTION.findall(line)),
        missing=next((int(found[1]) for found in map(_COUNT.match, lines) if found), 0),
        writes=any("[/1] " in line for line in lines),
    )
