"""Countries by any of their names in the languages of the service.

The names are the Unicode consortium's (CLDR, through Babel), a table like the telephone plans: none of our words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from core.dialogue.reading.also_called import ALSO
from core.model.folding import folded
from core.model.words import LANGUAGES

_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "ZZ", "XA", "XB"})
"""Groupings and test codes that CLDR lists among two-letter territories."""


@cache
def codes() -> frozenset[str]:
    """Return the ISO 3166 alpha-2 codes of all countries and territories that have a name in every language."""
    known = (_territories(language) for language in LANGUAGES)
    return frozenset.intersection(*(frozenset(names) for names in known)) - _NO_COUNTRIES


@cache
def _territories(language: str) -> Mapping[str, str]:
    return {
        str(code): str(name)
        for code, name in Locale(language).territories.items()
        if re.fullmatch("[A-Z]{2}", str(code))
    }


@cache
def _by_name() -> Mapping[str, str]:
    return {_key(name): code for code in sorted(codes()) for name in names(code)}


def names(code: str) -> tuple[str, ...]:
    """Return what a country is called: in the tables of all our languages, spelled out, and by what people write."""
    tables = [_territories(language)[code] for language in LANGUAGES]
    tables += [name.replace("&", "and") for name in tables if "&" in name]
    tables += [re.sub(r"^St\.? ", "Saint ", name) for name in tables if name.startswith("St")]
    return (*tables, *(ALSO[code].split("|") if code in ALSO else ()))


def country(text: str) -> str | None:
    """Return the code of a country by its name in any of our languages, or by the code itself."""
    plain = _key(text)
    found = _by_name().get(plain)
    if found is None and plain.upper() in codes():
        return plain.upper()
    return found


def countries_like(text: str, maximum: int = 6) -> tuple[str, ...]:
    """Return the countries whose name begins with, or else holds, what was typed (three letters at least)."""
    plain = _key(text)
    if len(plain) < 3:
        return ()
    ranked = sorted((not name.startswith(plain), name) for name in _by_name() if plain in name)
    found = dict.fromkeys(_by_name()[name] for _, name in ranked)
    return tuple(found)[:maximum]


def _key(text: str) -> str:
    return folded(text.replace(".", "").replace("-", " ").replace("(", " ").replace(")", " "))
