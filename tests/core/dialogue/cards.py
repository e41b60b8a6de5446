"""A screen as Telegram's card, held against what Telegram takes: read by the strict parser of the fake."""

from __future__ import annotations

from bot.telegram.card import Card
from bot.telegram.drawing import drawn
from core.call.definition import Call
from core.dialogue.screen import BlockKind, Screen
from templates.say import say
from templates.words import LANGUAGES, Words
from tests.telegram.fake.schema.keyboards import inline_rows
from tests.telegram.fake.schema.text import said

LONGEST_LABEL = 64


def assert_fits(screen: Screen, call: Call) -> None:
    """In every language the card is taken: text, entities, buttons, their data; question and errors are whole."""
    for language in LANGUAGES:
        words = Words(language)
        card = drawn(screen, words, call, tag="abcd1234")
        text = taken(card)
        needed = [block for block in screen.blocks if block.kind in (BlockKind.QUESTION, BlockKind.ERROR)]
        assert all(say(block.label, words, call) in text for block in needed), (language, text)
        assert sum(map(len, card.rows)) == len(screen.actions), "a button is lacking"


def taken(card: Card) -> str:
    """Return the text as Telegram shows it; raises Refused where Telegram would refuse."""
    rows = [[{"text": item.label, "callback_data": item.data} for item in row] for row in card.rows]
    assert inline_rows({"inline_keyboard": rows}) == rows
    labels = [item.label for row in card.rows for item in row]
    assert all(1 <= len(label) <= LONGEST_LABEL for label in labels), labels
    assert len(set(labels)) == len(labels), labels
    return said({"text": card.text, "parse_mode": "HTML"}, "text").text
