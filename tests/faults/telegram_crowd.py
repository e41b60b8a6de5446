"""People who fill a proposal in Telegram and send it, whatever happens to the service: nobody types a thing twice."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.telegram.courier import LONGEST_PAUSE, SHORTEST_PAUSE
from convoca.example.mailbox import Mailbox
from core.call.definition import Call
from tests.faults.telegram_steps import WORDS, Step, steps_of
from tests.telegram.fake import Call as ApiCall
from tests.telegram.fake import FakeTelegram, Message
from tests.telegram.fake.chats import Changes

HANGS = 120.0
"""Seconds after which somebody who waits waits for nothing."""
DOUBLES = 0.25
"""How often a finger slips and a button is tapped twice."""
HURRIES = 0.3
"""How often somebody who knows the next question answers it before it is there."""
ACTS = 20
"""What everybody does at least, from /start to the number of the proposal."""
WAY = ("submit", "send", "skip", "no_co_proponent", "nobody_else", "new", "begin", "summary")
"""Buttons to the next question or to the end, the farthest first."""
_CODE = re.compile(r"\b(\d{3} \d{3})\b")
_NUMBERED = re.compile(r"^\d+\. ")
_AFTER = re.compile(r"retry after (\d+)")


@dataclass(frozen=True, slots=True)
class Silence:
    """How long somebody waited for the chat to go on; `explained` are the seconds that its failed calls account for.

    A 429 demands its own; after another failure the service may wait twice as long as after the one before.
    """

    chat: int
    began: float
    ended: float
    explained: float


@dataclass(slots=True)
class Outside:
    """What all of them share; `acts` counts what they did."""

    fake: FakeTelegram
    mailbox: Mailbox
    call: Call
    acts: int = 0
    acted: Changes = field(default_factory=Changes)
    silences: list[Silence] = field(default_factory=list)

    def act(self) -> None:
        self.acts += 1
        self.acted.tell()


class Writer:
    """One person and their telephone.

    `given` is what they answered and the chat went on from, by path; `typed` counts how often they had to. An answer
    in `crossed` overtook the tap before it, and the chat said that it was for no question.
    """

    def __init__(self, outside: Outside, number: int) -> None:
        self.number, self.outside = number, outside
        self.person = outside.fake.person(1_000 + number, f"Ana {number}", "es")
        self.address = f"ana{number}@proponents.example"
        self.steps = steps_of(outside.call, number)
        self.given: dict[str, object] = {}
        self.typed: Counter[str] = Counter()
        self.crossed: set[str] = set()
        self.orphans: set[int] = set()
        """Cards that the service had sent when it was killed, and did not live to know of."""
        self._chance = random.Random(number)
        self._way = [WORDS(f"chat.action.{key}") for key in WAY]

    @property
    def cards(self) -> list[Message]:
        """What the bot said, the last first."""
        return [message for message in reversed(self.person.messages) if message.by_bot]

    @property
    def moment(self) -> str:
        """Which moment of the conversation the last card belongs to; '' where it has no buttons."""
        data = [button["callback_data"] for card in self.cards[:1] for row in card.rows for button in row]
        return "|".join(data[0].split("|")[:3]) if data else ""

    @property
    def has_sent(self) -> bool:
        number = WORDS("chat.receipt.number", number="").rstrip(".")
        return any(number in card.text for card in self.cards[:1])

    def shows(self, line: str) -> bool:
        return any(line in card.text.splitlines() for card in self.cards[:1])

    def label(self, words: str) -> str | None:
        """The label of the button on the last card that says this, whatever its number."""
        labels = [label for card in self.cards[:1] for label in card.labels]
        return next((label for label in labels if words in (label, _NUMBERED.sub("", label))), None)

    async def live(self) -> None:
        """Go all the way from /start to the number of the proposal."""
        self.outside.act()
        await self.person.opens()
        await self._until(lambda: self.label(WORDS("chat.entry.agree")))
        await self._tap(WORDS("chat.entry.agree"))
        await self._until(lambda: self.shows(WORDS("chat.entry.address")))
        asked = WORDS("chat.entry.code", address=self.address)
        await self._type("address", self.address, lambda: self.shows(asked))
        await self._type("code", await self._code(), lambda: not self.shows(asked))
        while not self.has_sent:
            await self._next()

    async def _next(self) -> None:
        """One act, by what the card shows; one without buttons is about to be followed by another."""
        await self._until(lambda: self.moment)
        asked = [index for index, step in enumerate(self.steps) if self.shows(step.asked)]
        if asked:
            await self._answer(self.steps[asked[0]], *self.steps[asked[0] + 1 :][:1])
            return
        words = next(filter(self.label, self._way), None)
        assert words, f"no way on from here:\n{self.person.screen(1)}"
        await self._tap(words)

    async def _answer(self, step: Step, after: Step | None = None) -> None:
        assert step.path not in self.given, f"asked again for {step.path}:\n{self.person.screen(3)}"
        if not step.is_tapped:
            await self._type(step.path, step.said, lambda: not self.shows(step.asked))
        elif after and not after.is_tapped and after.path not in self.crossed and self._chance.random() < HURRIES:
            await self._hurry(step, after)
            return
        else:
            await self._tap(step.said)
            if self.shows(step.asked):  # an old tap of theirs came in between, and only drew the card anew
                return
        self.given[step.path] = step.kept

    async def _hurry(self, step: Step, after: Step) -> None:
        """Tap, and type what comes next at once; where the text overtakes the tap, it is for no question."""
        label, before = self.label(step.said), self.moment
        assert label
        self.outside.act()
        await self.person.taps(label)
        self.outside.act()
        self.typed[after.path] += 1
        await self.person.types(after.said)

        def has_crossed() -> bool:
            return self.shows(step.asked) and self.moment not in ("", before)

        await self._until(lambda: has_crossed() or not (self.shows(step.asked) or self.shows(after.asked)))
        if has_crossed():
            self.crossed.add(after.path)
        else:
            self.given |= {step.path: step.kept, after.path: after.kept}

    async def _type(self, path: str, text: str, went_on: Callable[[], bool]) -> None:
        self.outside.act()
        self.typed[path] += 1
        await self.person.types(text)
        await self._until(went_on)

    async def _tap(self, words: str) -> None:
        """Tap a button that is there, now and then twice; wait until the chat has moved."""
        label, before = self.label(words), self.moment
        assert label
        self.outside.act()
        await self.person.taps(label)
        if self._chance.random() < DOUBLES:
            await self.person.taps(label)
        await self._until(lambda: self.moment != before)

    async def _until(self, holds: Callable[[], object]) -> None:
        """Wait for the chat, and keep how long it was silent."""
        loop, calls = asyncio.get_running_loop(), self.outside.fake.world.calls
        began, first = loop.time(), len(calls)
        await self.person.until(holds, HANGS)
        ours = [call for call in calls[first:] if call.parameters.get("chat_id") == str(self.person.id)]
        self.outside.silences.append(Silence(self.person.id, began, loop.time(), _explained(ours)))

    async def _code(self) -> str:
        """The digits of the letter, once it is there."""
        for _ in range(int(HANGS / 0.05)):
            for letter in self.outside.mailbox.of(self.address):
                if found := _CODE.search(letter.subject):
                    return found[1]
            await asyncio.sleep(0.05)
        raise AssertionError(f"no code for {self.address}")


def _explained(calls: Sequence[ApiCall]) -> float:
    demanded = sum(int(found[1]) for call in calls if (found := _AFTER.search(call.description)))
    failures = sum(call.outcome not in (200, 400, 429) for call in calls)
    return demanded + sum(min(SHORTEST_PAUSE * 2.0**nth, LONGEST_PAUSE) for nth in range(failures))
