"""A card as Telegram would take it, or not: read here anew, with nothing of the code that drew it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.telegram.card import Card

LONGEST_TEXT, MOST_ENTITIES, LARGEST_SOURCE = 4096, 100, 32_768
MOST_BUTTONS, WIDEST_ROW, LONGEST_LABEL, LARGEST_DATA = 100, 8, 64, 64
_REFERENCES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


@dataclass(frozen=True)
class Message:
    """What is shown: the text, and the runs of it that look different."""

    text: str
    runs: tuple[tuple[str, str], ...]


def read(source: str) -> Message:
    """Return what is shown; fails on anything that Telegram would refuse or show as it is written."""
    assert len(source.encode("utf-8")) <= LARGEST_SOURCE
    shown, runs, inside = "", [], ""
    for part in re.split(r"(<[^>]*>)", source):
        if re.fullmatch("<(b|i|blockquote|blockquote expandable)>", part):
            assert not inside, f"{part} within {inside}"
            inside, begun = part[1:-1].split()[0], len(shown)
        elif part.startswith("<"):
            assert inside, f"{part} closes nothing"
            assert part == f"</{inside}>", part
            assert shown[begun:].strip(), "nothing looks different"
            runs.append((inside, shown[begun:]))
            inside = ""
        else:
            shown += _unescaped(part)
    assert not inside, f"{inside} stays open"
    assert 0 < len(shown.strip()) <= LONGEST_TEXT, len(shown)
    assert len(runs) <= MOST_ENTITIES
    return Message(shown, tuple(runs))


def _unescaped(part: str) -> str:
    assert "<" not in part, part
    assert ">" not in part, part
    assert len(re.findall("&", part)) == len(re.findall("&(?:lt|gt|amp);", part)), part
    return re.sub("&[a-z]+;", lambda found: _REFERENCES[found[0]], part)


def assert_sound(card: Card) -> Message:
    """Everything of a card is within Telegram's limits; return what its text shows."""
    labels = [button.label for row in card.rows for button in row]
    assert len(labels) <= MOST_BUTTONS
    assert all(1 <= len(row) <= WIDEST_ROW for row in card.rows)
    assert all(label.strip() and "\n" not in label and len(label) <= LONGEST_LABEL for label in labels), labels
    assert len(set(labels)) == len(labels), labels
    for row in card.rows:
        for button in row:
            assert 1 <= len(button.data.encode("utf-8")) <= LARGEST_DATA
            button.label.encode("utf-8")
    return read(card.text)
