"""The catalogues of all rooms: the same keys with the same places in every language, and their plural forms."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from pathlib import Path

import pytest

import templates
from templates.words import LANGUAGES, SOURCE, catalogue

FOLDER = Path(templates.__file__).parent / "words"
ROOMS = sorted(path.name for path in (FOLDER / SOURCE).glob("*.toml"))
OTHERS = [language for language in LANGUAGES if language != SOURCE]

NEEDED = {"one", "other"}
"""Plural categories that our three languages use for whole numbers below a million ('many' falls back to 'other')."""

BY_POST = {"es": r"cartas?", "pt": r"cartas?|correios?", "en": r"letters?|e-mails?"}
"""What we call it in the code, or wrote before; readers have a correo, an e-mail, an email."""

ALPHABET = {"call.faults.bad_key", "check.problem.not_a_country", "commands.settings.selector"}
"""English words of the letters that words are made of."""


def texts(entry: object) -> Mapping[str, str]:
    """The words of an entry by plural category; one text stands under 'other'."""
    if isinstance(entry, Mapping):
        return {str(key): str(value) for key, value in entry.items() if key != "by"}
    return {"other": str(entry)}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_rooms(language: str) -> None:
    assert sorted(path.name for path in (FOLDER / language).glob("*.toml")) == ROOMS


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert sorted(catalogue(language)) == sorted(catalogue(SOURCE))


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_the_same_places_in_every_language(language: str) -> None:
    here, source = catalogue(language), catalogue(SOURCE)
    both = sorted(set(here) & set(source))
    differing = [key for key in both if _all_places(here[key]) != _all_places(source[key])]
    assert differing == []


def _all_places(entry: object) -> set[str]:
    return set().union(*(places(text) for text in texts(entry).values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_its_forms_and_what_decides(language: str) -> None:
    wrong = []
    for key, entry in catalogue(language).items():
        if isinstance(entry, Mapping) and (not set(entry) >= {"by", *NEEDED} or not isinstance(entry["by"], str)):
            wrong.append(key)
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_decides_a_plural_is_the_same_in_every_language(language: str) -> None:
    deciding = {key: entry["by"] for key, entry in catalogue(language).items() if isinstance(entry, Mapping)}
    source = {key: entry["by"] for key, entry in catalogue(SOURCE).items() if isinstance(entry, Mapping)}
    both = set(deciding) & set(source)
    assert {key: deciding[key] for key in both} == {key: source[key] for key in both}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_blank_and_every_place_is_named(language: str) -> None:
    blank = [key for key, entry in catalogue(language).items() for text in texts(entry).values() if not text.strip()]
    nameless = [
        key
        for key, entry in catalogue(language).items()
        for text in texts(entry).values()
        if not all(name.isidentifier() for name in places(text))
    ]
    assert (blank, nameless) == ([], [])


@pytest.mark.parametrize("language", OTHERS)
def test_whole_sentences_are_translated(language: str) -> None:
    """A sentence that reads the same in two languages was most likely forgotten."""
    here, source = catalogue(language), catalogue(SOURCE)
    same = [
        key
        for key in set(here) & set(source)
        for text in texts(source[key]).values()
        if text in texts(here[key]).values() and len(text.split()) > 6
    ]
    assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_email_has_one_name_in_every_room(language: str) -> None:
    posted = [
        key
        for key, entry in catalogue(language).items()
        for text in texts(entry).values()
        if key not in ALPHABET and re.search(rf"(?i)(?<!{{)\b({BY_POST[language]})\b", text)
    ]
    assert posted == []
