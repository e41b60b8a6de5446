"""What every letter needs to speak: the words of a language, the call's names, the facts of the notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.call.definition import Call, Moment, Option
from core.dialogue.news import field_name
from core.dialogue.reading.cleaning import one_line, shortened
from core.model.proposal import Attendance
from core.rules.calendar.standing import closing_at
from templates.say import country, day, instant, listed, moment, number, reading_zone, say
from templates.words import Words

ZONE = "zone"
"""The fact that says by which clock the reader lives, where that is not the call's."""
LONGEST_NAME = 90
"""Characters of a title or a name that a sentence repeats."""
LONGEST_IN_SUBJECT = 30
"""Characters of a title or a name in a subject: phones show about 40, programs about 78 of the whole line."""
_END_OF_DAY = (23, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where a letter's links lead; '' where the letter has none of that sort."""

    home: str
    answer: str = ""
    """The address that answers go to, '' where none is understood."""
    page: str = ""
    chat: str = ""
    """Opens the messenger for the letter's reader, once."""
    enter: str = ""
    code: str = ""
    """Six digits that prove an address in a chat."""
    stop: str = ""
    """Ends letters of this sort, in one click."""
    of: Mapping[str, Links] = field(default_factory=dict)
    """Those of each place on a list that a letter about several things asks about, by its id."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Says things in the language of one letter."""

    words: Words
    call: Call
    facts: Mapping[str, Any]
    links: Links = field(default_factory=lambda: Links(home=""))

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return words of the room of letters; a sentence that begins with a fact still begins with a capital."""
        said = self.words(f"letters.{key}", **facts)
        return said[:1].upper() + said[1:]

    @property
    def language(self) -> str:
        """The language of the letter."""
        return self.words.language

    # ── facts

    def text(self, key: str, longest: int = LONGEST_NAME) -> str:
        """Return a fact that somebody typed, as one line; '' where it is unknown."""
        value = self.facts.get(key)
        return shortened(one_line(value), longest) if isinstance(value, str) else ""

    def many(self, key: str) -> list[Any]:
        """Return a fact that is a list."""
        return list(self.facts.get(key) or [])

    def amount(self, value: object) -> int:
        """Return a number that shows itself as the language writes it."""
        return number(int(str(value)), self.language)

    # ── names

    @property
    def title(self) -> str:
        """The proposal's title, in quotation marks, or the words for one that has none yet."""
        return self.titled(self.facts.get("proposal_title"))

    @property
    def short_title(self) -> str:
        """The title as a subject bears it."""
        return self.titled(self.facts.get("proposal_title"), LONGEST_IN_SUBJECT)

    def titled(self, title: object, longest: int = LONGEST_NAME) -> str:
        """Return a title that may be missing, in quotation marks."""
        said = shortened(one_line(title), longest) if isinstance(title, str) else ""
        return self("title", title=said) if said else self.words("letters.untitled")

    @property
    def proponent(self) -> str:
        """The proponent's name, or the words for somebody unnamed."""
        return self.text("proponent_name") or self.words("letters.somebody")

    @property
    def short_proponent(self) -> str:
        """The proponent's name as a subject bears it."""
        return self.text("proponent_name", LONGEST_IN_SUBJECT) or self.words("letters.somebody")

    def greeting(self) -> str:
        """Return the opening line: it names the person where the name is known."""
        name = self.text("person_name")
        return self("greeting_named", name=name) if name else self("greeting")

    def option(self, options: tuple[Option, ...], key: object) -> str:
        """Return the name of an option, the key itself where the call has none of that key, '' for no key."""
        found = next((item for item in options if item.key == key), None)
        return found.name.said_in(self.language) if found else str(key or "")

    def listed(self, names: Iterable[str]) -> str:
        """Return names as a list of the language."""
        return listed(list(names), self.language)

    def roles(self) -> str:
        """Return the person's roles as a list of the language."""
        return self.listed(self.option(self.call.roles, role) for role in self.many("roles"))

    def label(self, key: str) -> str:
        """Return what a profile field is called."""
        return say(field_name(self.call, key), self.words, self.call)

    def labels(self, keys: Iterable[str]) -> str:
        """Return what some profile fields are called, as a list."""
        return self.listed(self.label(key) for key in keys)

    def value(self, key: str, value: str) -> str:
        """Return a profile value as people say it; what is private is not repeated."""
        if key == "attendance":
            return self.attendance(value)
        attribute = self.call.attribute(key)
        if attribute is not None and attribute.private:
            return self.words("letters.kept_private")
        if attribute is not None and attribute.is_country:
            return country(value, self.language)
        options = attribute.options if attribute is not None else ()
        return shortened(one_line(self.option(options, value)), LONGEST_NAME)

    def attendance(self, way: object) -> str:
        """Return how somebody takes part, '' where it is not known."""
        return self.words(f"chat.attendance.{Attendance(str(way))}") if way else ""

    def profile(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return a fact that maps profile keys to values as labels and words."""
        told = self.facts.get(key) or {}
        return tuple((self.label(name), self.value(name, str(value))) for name, value in told.items() if value)

    # ── times

    @property
    def closes(self) -> str:
        """Until when proposals can be sent, by the reader's clock and in UTC; '' while nobody knows."""
        end = self._end
        return moment(end, self.words, self.call) if end is not None and end.at is not None else ""

    @property
    def last_day(self) -> str:
        """The last day for sending, as `day_of`, short enough for a phone's preview; '' while nobody knows."""
        end = self._end
        last = end.last_second if end is not None else None
        return self.day_of(last) if last is not None else ""

    @property
    def _end(self) -> Moment | None:
        """The close as it is now; of a proposal that has more time its own, which the facts name."""
        end, told = self.call.moments.get("submission_closes"), self.facts.get("closes")
        at = datetime.fromisoformat(str(told)) if told else None
        return closing_at(end, at, self.call.zone) if end and end.at and at and at > end.at else end

    def day_of(self, at: datetime) -> str:
        """Return the day on which a deadline falls, by the reader's clock; with the hour where the day goes on then."""
        local = at.astimezone(ZoneInfo(reading_zone(at, self.words, self.call)))
        said = day(local.date(), self.language)
        return said if (local.hour, local.minute) == _END_OF_DAY else f"{said}, {local:%H:%M}"

    def when(self, key: str) -> str:
        """Return a time among the facts, in the call's zone and in UTC."""
        return instant(datetime.fromisoformat(str(self.facts[key])), self.words, self.call)
