"""What the documentation shows as orders is understood."""

from __future__ import annotations

import re
from pathlib import Path

from core.dialogue.reading.orders import verb_of
from core.model.order import Order
from mail.reading.orders import read_orders

DOCS = Path(__file__).parents[3] / "docs" / "secretariat.md"


def test_every_line_that_the_guide_shows_is_an_order() -> None:
    (shown,) = re.findall(r"```\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    lines = shown.splitlines()
    read = read_orders(lines, sender="")
    assert [line for line, order in zip(lines, read, strict=True) if not isinstance(order, Order)] == []


def test_every_word_that_the_guide_names_for_a_verb_is_that_verb() -> None:
    rows = re.findall(r"^\| `(\w+)[^|]*\|[^|]*\|([^|]*)\|$", DOCS.read_text("utf-8"), re.MULTILINE)
    named = [(verb, word.strip()) for verb, words in rows for word in words.split(",") if word.strip()]
    assert len(named) >= 15
    assert [word for verb, word in named if verb_of(word) != verb] == []
