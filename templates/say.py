"""Phrases of the dialogue as words of a language: dates, numbers, lists and countries by the Unicode tables (Babel)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal

from core.call.definition import Call, Moment
from core.dialogue.screen import Action, Cause, Country, Cure, Hour, Phrase, Screen
from core.model.folding import folded
from core.model.words import LocalText
from templates.words import Words

if TYPE_CHECKING:
    from templates.findings import Told

_SOUND_I = re.compile(r"h?i(?![aeo])")
_SOUND_O = re.compile(r"h?o|8|11(?!\d)")
_LOCALES = {"es": "es", "pt": "pt", "en": "en_GB"}
"""Whose customs each language follows: our English is British, as in 'organisation'."""
_TAKES_PLACE = "event_"
"""How the keys of the dates begin that people go to, and do not only meet."""


class _Number(int):
    """A number that shows itself as a language writes it, and still chooses plural forms."""

    words: str

    def __str__(self) -> str:
        return self.words


def say(phrase: Phrase, words: Words, call: Call) -> str:
    """Return a phrase in the language of `words`; times are told in the zone of `call` and in UTC."""
    if phrase.own is not None:
        return phrase.own
    if phrase.local is not None:
        return phrase.local.said_in(words.language)
    return words(phrase.key, **said_facts(phrase.facts, words, call))


def said_facts(facts: Mapping[str, object], words: Words, call: Call) -> dict[str, object]:
    """Return facts ready to fill places; numbers stay numbers that know how they are written."""
    return {name: _fact(value, words, call) for name, value in facts.items()}


def _fact(value: object, words: Words, call: Call) -> object:
    match value:
        case bool():
            raise TypeError("a yes or no is no fact to be said")
        case int():
            return number(value, words.language)
        case Phrase():
            return say(value, words, call)
        case LocalText():
            return value.said_in(words.language)
        case Moment():
            return moment(value, words, call)
        case datetime():
            return instant(value, words, call)
        case date():
            return day(value, words.language)
        case Hour(at):
            return hour(at, words, call)
        case Country():
            return country(value.code, words.language)
        case Cause():
            return _told(value, words, call).message
        case Cure():
            return _told(value, words, call).cure
        case list() | tuple():
            return listed([str(_fact(item, words, call)) for item in value], words.language)
        case _:
            return str(value)


def _told(about: Cause | Cure, words: Words, call: Call) -> Told:
    """Say a finding; its room is made of this one's parts, so it is only fetched once both stand."""
    from templates.findings import told

    return told(about.finding, call, words, about.proposal)


def number(value: int, language: str) -> int:
    """Return a number that shows itself with the language's separators."""
    shown = _Number(value)
    shown.words = _separated(value, language)
    return shown


@lru_cache(maxsize=1000)  # a card says two dozen numbers, mostly the same ones, and each takes long to write
def _separated(value: int, language: str) -> str:
    return str(format_decimal(value, locale=_LOCALES[language]))


def listed(items: list[str], language: str, style: Literal["standard", "or"] = "standard") -> str:
    """Return items as a list of the language: 'a, b y c', 'a, b o c'."""
    text = str(format_list(items, style, locale=_LOCALES[language]))
    return _euphonic(text, items[-1]) if language == "es" and len(items) > 1 else text


def _euphonic(text: str, last: str) -> str:
    """Return a Spanish list with 'e' for 'y' before the sound i, and 'u' for 'o' before the sound o."""
    begins = folded(last).lstrip("«“‘\"'(¿¡ ")
    for word, other, sound in (("y", "e", _SOUND_I), ("o", "u", _SOUND_O)):
        end = f" {word} {last}"
        if text.endswith(end) and sound.match(begins):
            return f"{text.removesuffix(end)} {other} {last}"
    return text


def day(value: date, language: str) -> str:
    """Return a date in long form."""
    return str(format_date(value, "long", locale=_LOCALES[language]))


def country(code: str, language: str) -> str:
    """Return a country's name; a code that nobody knows stays as it is."""
    return str(_territories(language).get(code, code))


def moment(value: Moment, words: Words, call: Call) -> str:
    """Return a moment of the call: a day without an hour as the day, an end by the reader's clock.

    What takes place somewhere is told by the clock of the place: its last day is a day, and no deadline.
    """
    if value.last_second is None:
        return value.written
    takes_place = value.key.startswith(_TAKES_PLACE)
    if value.whole_day and value.day and (takes_place or not value.ends):
        return words("chat.day", day=day(value.day, words.language), place=zone_place(call.zone, words.language))
    return (instant if takes_place else deadline)(value.last_second, words, call)


def instant(at: datetime, words: Words, call: Call) -> str:
    """Return a time in the call's zone, where things take place, and in UTC: people read from other places."""
    return _instant(at, words, call.zone)


def deadline(at: datetime, words: Words, call: Call) -> str:
    """Return until when something can be done, by the reader's clock and in UTC."""
    return _instant(at, words, reading_zone(at, words, call))


def reading_zone(at: datetime, words: Words, call: Call) -> str:
    """Return the zone of the reader's clock; the call's where both show the same, or nobody in particular reads."""
    own = ZoneInfo(words.zone or call.zone)
    is_same = at.astimezone(own).utcoffset() == at.astimezone(ZoneInfo(call.zone)).utcoffset()
    return call.zone if is_same else own.key


def _instant(at: datetime, words: Words, zone: str) -> str:
    local, universal = at.astimezone(ZoneInfo(zone)), _clock(at.astimezone(UTC), words.language)
    if local.utcoffset() == timedelta():
        return f"{universal} UTC"
    place = zone_place(zone, words.language)
    return words("chat.moment", local=_clock(local, words.language), place=place, utc=universal)


def hour(at: datetime, words: Words, call: Call) -> str:
    """Return the hour of a time in the call's zone."""
    local = at.astimezone(ZoneInfo(call.zone))
    if local.utcoffset() == timedelta():
        return f"{local:%H:%M} UTC"
    return words("chasing.hour", hour=f"{local:%H:%M}", place=zone_place(call.zone, words.language))


def tapped(screen: Screen, text: str, words: Words, call: Call) -> Action | None:
    """Return the action whose label was typed (case and accents aside), which only the channel's words can tell."""
    typed = folded(text)
    return next((item for item in screen.actions if typed and folded(say(item.label, words, call)) == typed), None)


def _clock(at: datetime, language: str) -> str:
    return f"{day(at.date(), language)}, {at:%H:%M}"


@cache
def _territories(language: str) -> Mapping[str, str]:
    return Locale.parse(_LOCALES[language]).territories


@cache
def zone_place(name: str, language: str) -> str:
    """Return what a zone is called after: its city, or its country where the tables have no name for the city."""
    city = str(get_timezone_location(ZoneInfo(name), locale=_LOCALES[language], return_city=True))
    return city if "/" not in city else country(get_global("zone_territories").get(name, name), language)
