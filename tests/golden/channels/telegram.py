"""Telegram: updates as its servers send them, stored and handled; each card read as its apps show it."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

from bot.telegram.card import Card, parsed
from bot.telegram.conversing import Conversing
from bot.telegram.heard import FileSent
from bot.telegram.office import Groups
from bot.telegram.storing import stored_of
from bot.telegram.worker import UpdateWorker
from core.model.records import Channel
from core.model.token import code_of
from core.usecases.entering.linking import CHAT_CODE
from templates.words import LANGUAGES, Words
from tests.golden.house import House, Script, Step
from tests.golden.view import FEW, Pressable, View, pressed
from tests.telegram.fake.schema.keyboards import inline_rows
from tests.telegram.fake.schema.text import said

CHAT = 77
_FIRST = re.compile(r"(?P<title>.*?)(?: · (?P<progress>\d+/\d+))?")
_MANY = 200


class Phone:
    """A conversation in Telegram, step by step."""

    def __init__(self, house: House, script: Script) -> None:
        self.house, self.script = house, script
        self.conversing = Conversing(house.desk)
        groups = Groups(house.desk, str)
        self.worker = UpdateWorker(
            house.store,
            house.desk.clock,
            self.conversing,
            groups,
            answer=_answered,
            fetch=_fetched,
            caught_up=house.desk.clock.now,
        )
        self.updates = 0
        self.card = Card("")
        self.read_out: list[str] = []
        self.views: list[View] = []

    async def play(self, steps: list[Step]) -> None:
        """Start the bot, prove the address by the code sent to it, and do what the steps say."""
        await self._enter()
        self.views.append(view_of(self.card))
        for step in steps:
            if step.is_act:
                await self._do(step.words)
                self.views.append(view_of(self.card))
            else:
                await self.house.direct(step.words)
        await self.worker.stop()

    async def _enter(self) -> None:
        await self.says("/start")
        await self.taps(0)
        await self.says(self.script.address)
        await self.says(await self._code())

    async def _code(self) -> str:
        async with self.house.store.look() as work:
            person = await work.people.by_address(self.script.address)
            assert person
            letters = await work.outbox.of_person(person.id, Channel.MAIL, 9)
        token = next(letter.token for letter in letters if letter.kind == CHAT_CODE)
        assert token
        return code_of(self.house.desk.key, str(token["subject"]), int(str(token["generation"])))

    async def _do(self, words: str) -> None:
        place = pressed(words, offered(self.card), writes=writes(self.card)) if words else None
        if not words:
            await self._drawn()
        elif place is not None:
            await self.taps(place)
        else:
            await self.says(words)

    async def says(self, text: str) -> None:
        """Send a message."""
        await self._comes({"message": {**self._message(), "text": text}})

    async def taps(self, place: int) -> None:
        """Tap a button of the card."""
        button = [button for row in self.card.rows for button in row][place]
        query = {"id": str(self.updates), "from": self._sender(), "data": button.data, "message": self._message()}
        await self._comes({"callback_query": query})

    async def _comes(self, what: dict[str, Any]) -> None:
        self.updates += 1
        raw = {"update_id": self.updates, **what}
        async with self.house.store.work() as work:
            await work.updates.add([stored_of(raw, self.house.desk.clock.now())])
        await self.worker.drain()
        await self._drawn()

    def _message(self) -> dict[str, Any]:
        chat = {"id": CHAT, "type": "private"}
        return {"message_id": self.updates * 2, "date": 1, "chat": chat, "from": self._sender()}

    def _sender(self) -> dict[str, Any]:
        return {"id": CHAT, "is_bot": False, "first_name": "Ana", "language_code": self.script.language}

    async def _drawn(self) -> None:
        """Draw the card, after the pieces of a long text that go before it."""
        while True:
            async with self.house.store.look() as work:
                chat = await work.chats.get(CHAT)
                assert chat
                self.card = await self.conversing.card_of(work, chat)
            if not self.card.reads:
                return
            self.read_out.append(self.card.text)
            async with self.house.store.work() as work:
                await work.chats.put(replace(chat, read_out=self.card.reads))


async def _answered(query_id: str) -> None:
    """Take note that a tap was heard; nothing shows it here."""


async def _fetched(file: FileSent) -> str | None:
    return None


def shown(card: Card) -> tuple[str, list[dict[str, Any]]]:
    """Return a card's text and its entities, as the strict fake takes them; raises what Telegram would refuse."""
    inline_rows(
        {"inline_keyboard": [[{"text": item.label, "callback_data": item.data} for item in row] for row in card.rows]}
    )
    read = said({"text": card.text, "parse_mode": "HTML"}, "text")
    return read.text, list(read.entities)


def offered(card: Card) -> list[Pressable]:
    """Return the buttons, without the numbers before their labels."""
    buttons = [button for row in card.rows for button in row]
    labels = [item.label.removeprefix(f"{place}. ") for place, item in enumerate(buttons, 1)]
    found = [parsed(item.data) for item in buttons]
    return [Pressable(label, item.verb) for label, item in zip(labels, found, strict=True) if item]


def writes(card: Card) -> bool:
    """Whether the card asks for words."""
    return "\n✏️ " in card.text


def view_of(card: Card) -> View:
    """Return what a card shows."""
    text, entities = shown(card)
    bold = {_at(text, item): item for item in entities if item["type"] == "bold"}
    lines = text.split("\n")
    first = _FIRST.fullmatch(lines[0])
    assert first
    head = lines[1 : lines.index("")]
    asked = [each for start, each in sorted(bold.items()) if start and text[start - 2 : start] == "\n\n"]
    return View(
        title=first["title"],
        progress=first["progress"] or "",
        passing=tuple(line for line in head if not line.startswith("• ")),
        news=_folded([line.removeprefix("• ") for line in head if line.startswith("• ")]),
        errors=tuple(line.removeprefix("⚠️ ") for line in lines if line.startswith("⚠️ ")),
        questions=tuple(_said(text, item) for item in asked),
        options=tuple(item.label for item in offered(card)),
        missing=next((_COUNTS[line] for before, line in itertools.pairwise(lines)
                      if not before and line in _COUNTS), 0),
        writes=writes(card),
    )  # fmt: skip


def _folded(news: list[str]) -> tuple[str, ...]:
    """Return news with the line that says how many more there are as '+4', whatever the language."""
    return (*news[:FEW], *(f"+{''.join(filter(str.isdigit, more))}" for more in news[FEW:]))


def _at(text: str, entity: dict[str, Any]) -> int:
    """Return where an entity begins, in code points."""
    return len(text.encode("utf-16-le")[: entity["offset"] * 2].decode("utf-16-le"))


def _said(text: str, entity: dict[str, Any]) -> str:
    start = entity["offset"] * 2
    return text.encode("utf-16-le")[start : start + entity["length"] * 2].decode("utf-16-le")


_COUNTS = {
    Words(language)("chat.state.blocking", count=count): count for language in LANGUAGES for count in range(1, _MANY)
}
