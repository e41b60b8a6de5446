"""Many people in their chats with the bot, all at the same question of a proposal of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.telegram.card import Card
from bot.telegram.conversing import Conversing
from bot.telegram.office import Groups
from bot.telegram.worker import UpdateWorker
from core.model.chats import Chat
from core.model.records import Person
from core.store import SqlStore
from core.usecases.desk import Desk

ROUNDS = (
    "/nueva", "Universidad del Valle Claro", "+54 351 555 0147", "[Debate o mesa redonda]",
    "[Acceso universal y conectividad significativa]", "Redes comunitarias: ¿quién responde?",
    "Redes de cinco países cuentan cómo se organizan.", "Acordar qué debería poder exigir una comunidad.",
    "La resiliencia de las redes pequeñas importa.", "Acceso al espectro", "Una lista corta de recomendaciones.",
    "[Atrás]", "Una lista de recomendaciones.", "Apertura, tres relatos y cierre.",
    "La moderación virtual lee preguntas.", "25", "[Pasar]", "[Pasar]", "[No hay copropuesta]",
)  # fmt: skip
"""What everybody types, and taps where it stands in brackets."""
_SENT_AT = 1_770_000_000

Raw = dict[str, object]


@dataclass
class Crowd:
    """People with linked chats, who are numbered from 1; the chat's number is the person's."""

    store: SqlStore
    desk: Desk
    count: int
    last: int = 0
    """The number of the update that came last."""

    def __post_init__(self) -> None:
        self.conversing = Conversing(self.desk)
        groups = Groups(self.desk, lambda: "bench_bot")
        self.worker = UpdateWorker(
            self.store,
            self.desk.clock,
            self.conversing,
            groups,
            answer=_answered,
            fetch=_no_file,
            caught_up=self.desk.clock.now,
        )

    @property
    def numbers(self) -> range:
        """Everybody."""
        return range(1, self.count + 1)

    async def link(self) -> None:
        """Let everybody be known, with an address of their own that they have proved."""
        now = self.desk.clock.now()
        async with self.store.work() as work:
            for number in self.numbers:
                who = f"p{number}"
                address, name = f"{who}@bench.example", f"Persona {number}"
                person = Person(id=who, address=address, created_at=now, name=name, country="AR", proved_at=now)
                await work.people.add(person)
                await work.chats.put(Chat(id=number, opened_at=now, person_id=who, linked_at=now))

    async def cards(self) -> dict[int, Card]:
        """Compute every chat's card, each in a view of its own, as the courier does."""
        cards = {}
        for number in self.numbers:
            async with self.store.look() as work:
                chat = await work.chats.get(number)
                assert chat is not None
                cards[number] = await self.conversing.card_of(work, chat)
        return cards

    def updates(self, said: str, cards: dict[int, Card]) -> list[Raw]:
        """Return everybody's update of a round, as Telegram would send it."""
        if said.startswith("["):
            return [self._tapped(number, _data(card, said.strip("[]"))) for number, card in cards.items()]
        return self.typed(said, cards)

    def typed(self, said: str, numbers: Iterable[int]) -> list[Raw]:
        """Return the update of each of these people writing a text."""
        return [self._update(message={**self._message(number), "text": said}) for number in numbers]

    def _tapped(self, number: int, data: str) -> Raw:
        message = {**self._message(number), "text": "…"}
        query = {"id": f"q{self.last}", "from": _person(number), "chat_instance": "1", "data": data}
        return self._update(callback_query={**query, "message": message})

    def _message(self, number: int) -> Raw:
        chat = {"id": number, "type": "private", "first_name": "Persona"}
        return {"message_id": self.last, "date": _SENT_AT, "chat": chat, "from": _person(number)}

    def _update(self, **what: Raw) -> Raw:
        self.last += 1
        return {"update_id": self.last, **what}


def _person(number: int) -> Raw:
    return {"id": number, "is_bot": False, "first_name": "Persona", "language_code": "es"}


def _data(card: Card, label: str) -> str:
    buttons = [button for row in card.rows for button in row]
    found = [button.data for button in buttons if label in button.label]
    assert found, f"no button {label!r} among {[button.label for button in buttons]}"
    return found[0]


async def _answered(_query: str) -> None:
    """Stand in for Telegram, which would be told that a tap has arrived."""


async def _no_file(_file: object) -> None:
    """Stand in for Telegram, which would be asked for a file."""
