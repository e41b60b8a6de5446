"""Somebody who reads what the chat shows, taps a button by its words, types, and waits for what comes of it."""

from __future__ import annotations

import re
from collections.abc import Awaitable

from convoca.example.people import ANA, INVITED, ExamplePerson
from core.model.proposal import Attendance
from tests.telegram.fake import Message, Person

TITLE = "Redes comunitarias: ¿quién responde?"
ANSWERS = (
    "Redes de cinco países cuentan cómo se organizan cuando falla la conexión.",
    "Acordar qué debería poder exigir una comunidad.",
    "La resiliencia de las redes pequeñas importa en toda la región.",
    "Acceso al espectro\nResponsabilidad ante fallas",
    "Una lista corta de recomendaciones.",
    "Apertura, tres relatos, trabajo con el público y cierre.",
    "La moderación virtual lee preguntas en cada tramo.",
    "25",
)
PASSING = ("Pasar", "No hay copropuesta", "No hay nadie más")
ROLES = {
    "speaker": "Ponente",
    "moderator": "Moderación",
    "online_moderator": "Moderación virtual",
    "rapporteur": "Relatoría",
}
_NUMBERED = re.compile(r"^\d+\. ")


class Talker:
    """One person in their private chat with the bot."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @property
    def card(self) -> Message:
        """What the bot said last."""
        return [message for message in self.person.messages if message.by_bot][-1]

    def label(self, words: str) -> str | None:
        """The label of the button on the card that says this, whatever its number."""
        return next((label for label in self.card.labels if words in (label, _NUMBERED.sub("", label))), None)

    async def tap(self, words: str) -> None:
        await self.person.until(lambda: self.label(words))
        label, before = self.label(words), self.revision
        assert label is not None
        await self.person.taps(label)
        await self.person.until(lambda: self.revision != before)

    async def type(self, text: str) -> None:
        before = self.card.id
        await self.person.types(text)
        await self.person.until(lambda: self.card.id != before)

    async def sees(self, words: str) -> None:
        """Wait until the newest card says so; one that says so already needs `sees_after`."""
        await self.person.until(lambda: words in self.card.text)

    async def sees_after(self, act: Awaitable[object], words: str) -> None:
        """Do something, and wait until a card that comes after it says so."""
        before = self.card.id
        await act
        await self.person.until(lambda: self.card.id != before and words in self.card.text)

    @property
    def revision(self) -> str:
        """Which moment of the conversation the card's buttons belong to; '' where it has none."""
        data = [button.get("callback_data", "") for row in self.card.rows for button in row]
        return "|".join(data[0].split("|")[1:3]) if data else ""

    async def begin(self) -> None:
        """Say who one is, once."""
        await self.tap("Empezar")
        await self.type(ANA.name)
        await self.type("Argentina")

    async def propose(self) -> None:
        """Answer every question of a debate."""
        await self.tap("Nueva propuesta")
        await self.type(ANA.profile["organisation"])
        await self.type(ANA.profile["phone"])
        await self.tap("Debate o mesa redonda")
        await self.tap("Acceso universal y conectividad significativa")
        await self.type(TITLE)
        for text in ANSWERS:
            await self.type(text)
        while passing := next(filter(self.label, PASSING), None):
            await self.tap(passing)

    async def name_people(self) -> None:
        for person in INVITED:
            await self.add(person)

    async def add(self, person: ExamplePerson) -> None:
        await self.tap("Sumar a una persona")
        await self.type(person.name)
        await self.tap(ROLES[person.role])
        await self.tap("Listo")
        await self.tap("Presencial" if person.attendance is Attendance.IN_PERSON else "En línea")
        await self.type(person.address)
