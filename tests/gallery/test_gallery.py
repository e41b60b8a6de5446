"""The gallery shows everything that can stand on a screen, in every language, and every word of it is there."""

from __future__ import annotations

import html
import re
from functools import cache
from html.parser import HTMLParser

import pytest

from core.dialogue.entering import PLACE, EntryStep
from core.dialogue.forms.form import StepKind
from core.dialogue.places.erasing import ERASED
from core.dialogue.screen import BlockKind
from core.dialogue.state import Place
from templates.words import LANGUAGES
from tests.core.dialogue.cards import taken
from tests.core.dialogue.stage import CALL
from tests.core.dialogue.telling import assert_speakable
from tests.gallery.page import card_of, gallery, web_of
from tests.gallery.rooms import ROOMS
from tests.gallery.situation import Shown, Situation, shown

SITUATIONS = [situation for room in ROOMS for situation in room.situations]
_COMMAND = re.compile(r"/[a-z_]+")
_RAW = re.compile(
    r"\b[a-z]+(?:_[a-z]+)+\b|\b(?:chat|telegram|web|privacy|acts|findings|call)\.[a-z_]|[{}]|\bNone\b|\bTrue\b|Phrase\("
)
"""A key, a place that was not filled, or a value of the program where words should be."""


@cache
def seen(situation: Situation, language: str) -> Shown:
    return shown(situation, language)


def test_every_situation_has_a_name_of_its_own() -> None:
    names = [situation.name for situation in SITUATIONS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_every_kind_of_question_and_every_step_of_the_entry_stands_in_it(language: str) -> None:
    all_seen = [seen(situation, language) for situation in SITUATIONS]
    assert {item.screen.language for item in all_seen} == {language}
    assert {item.screen.place for item in all_seen} == {*Place, PLACE, ERASED}
    assert {item.step for item in all_seen} == {"", *StepKind, *EntryStep}
    assert {block.kind for item in all_seen for block in item.screen.blocks} == set(BlockKind) - {BlockKind.ANSWER}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_no_word_is_missing_and_no_key_shows(situation: Situation, language: str) -> None:
    item = seen(situation, language)
    assert_speakable(item.screen, CALL)
    card = card_of(item, language)
    assert raw_in("\n".join((taken(card), *(button.label for row in card.rows for button in row)))) == []
    if item.is_on_web:
        assert raw_in(text_of(web_of(item, language))) == []


def raw_in(text: str) -> list[str]:
    """Return what is no word for people; commands of the bot are."""
    return _RAW.findall(_COMMAND.sub("", text))


def test_the_page_shows_each_of_them_in_each_language() -> None:
    page = gallery()
    for situation in SITUATIONS:
        assert page.count(f">{html.escape(situation.name)}</a>") == 1
    cards = sum(page.count(f'class="telegram {language}"') for language in LANGUAGES)
    assert cards == len(SITUATIONS) * len(LANGUAGES)
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert not re.search(r"<(?:script|link|img)\b", page)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def text_of(source: str) -> str:
    reader = _Text()
    reader.feed(source)
    return "".join(reader.said)
