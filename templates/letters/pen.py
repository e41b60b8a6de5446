"""What every letter needs to speak: the words of a language, the call's names, the facts of the notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from core.call.definition import Call, Option
from core.dialogue.news import field_name
from core.dialogue.screen import Phrase
from core.model.proposal import Attendance
from templates.say import country, instant, listed, moment, say
from templates.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where a letter's links lead; '' where the letter has none of that sort."""

    home: str
    page: str = ""
    enter: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """Says things in the language of one letter."""

    words: Words
    call: Call
    facts: Mapping[str, Any]
    links: Links = field(default_factory=lambda: Links(home=""))

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return words of the room of letters."""
        return self.words(f"letters.{key}", **facts)

    @property
    def language(self) -> str:
        """The language of the letter."""
        return self.words.language

    def text(self, key: str) -> str:
        """Return a fact that is text, '' where it is unknown."""
        value = self.facts.get(key)
        return value if isinstance(value, str) else ""

    def many(self, key: str) -> list[Any]:
        """Return a fact that is a list."""
        return list(self.facts.get(key) or [])

    @property
    def title(self) -> str:
        """The proposal's title, in quotation marks, or the words for one that has none yet."""
        title = self.text("proposal_title")
        return self("title", title=title) if title else self("untitled")

    @property
    def proponent(self) -> str:
        """The proponent's name, or the words for somebody unnamed."""
        return self.text("proponent_name") or self("somebody")

    def greeting(self) -> str:
        """Return the opening line: it names the person where the name is known."""
        name = self.text("person_name")
        return self("greeting_named", name=name) if name else self("greeting")

    def when(self, key: str) -> str:
        """Return a moment among the facts, in the call's zone and in UTC."""
        at = datetime.fromisoformat(self.text(key))
        # The end of a whole day is told as its last minute, as the chat tells it.
        known = next((item for item in self.call.moments.values() if item.at is not None and item.at == at), None)
        return moment(known, self.words, self.call) if known else instant(at, self.words, self.call)

    def option(self, options: tuple[Any, ...], key: object) -> str:
        """Return the name of an option, the key itself where the call has none of that key."""
        found = next((cast(Option, item) for item in options if item.key == key), None)
        return found.name.said_in(self.language) if found else str(key)

    def roles(self) -> str:
        """Return the person's roles as a list of the language."""
        return listed([self.option(self.call.roles, role) for role in self.many("roles")], self.language)

    def label(self, key: str) -> str:
        """Return what a profile field is called."""
        return say(field_name(self.call, key), self.words, self.call)

    def value(self, key: str, value: str) -> str:
        """Return a profile value as people say it."""
        if key == "attendance":
            return say(Phrase(f"chat.attendance.{value}"), self.words, self.call) if value in set(Attendance) else value
        attribute = self.call.attribute(key)
        if attribute is None:
            return value
        return country(value, self.language) if attribute.is_country else self.option(attribute.options, value)

    def choices(self, key: str) -> str:
        """Return the values that a profile field takes, as an example shows them; never one value alone."""
        if key == "attendance":
            return self("or").join(self.value(key, item) for item in Attendance)
        attribute = self.call.attribute(key)
        if attribute is None or not attribute.options:
            return self("free_value")
        return self("or").join(option.name.said_in(self.language) for option in attribute.options)
