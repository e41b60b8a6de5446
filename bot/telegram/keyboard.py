"""The buttons of a card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.telegram.card import Button, Tapped, data_of, fits, mark_of
from core.call.definition import Call
from core.dialogue.reading.cleaning import one_line, shortened
from core.dialogue.screen import Action, Expects, Screen, Style
from templates.say import say
from templates.words import Words

LONGEST_LABEL = 64
MOST_BUTTONS = 100
WIDEST_ROW = 8
LINE = 34
"""Characters that buttons side by side can show on a telephone; they are all as wide as the widest."""

Rows = tuple[tuple[Button, ...], ...]


def keyboard(screen: Screen, words: Words, call: Call, *, tag: str) -> Rows:
    """Return a button for each action, in reading order.

    Where no words are expected each begins with the number by which it can be chosen, as `understood` reads numbers.
    """
    actions = screen.actions
    labels = _labels([say(action.label, words, call) for action in actions], is_numbered=numbers_choose(screen))
    buttons = [
        Button(label, _data(Tapped(tag, screen.revision, action.verb, action.argument)))
        for action, label in zip(actions, labels, strict=True)
    ]
    within = len(actions) - sum(map(len, screen.rows))
    kept = _kept(actions)
    rows: list[tuple[Button, ...]] = []
    for start, end in _spans([within, *map(len, screen.rows)]):
        rows += _side_by_side([buttons[place] for place in range(start, end) if place in kept])
    return tuple(rows)


def _data(tapped: Tapped) -> str:
    return data_of(tapped if fits(tapped) else replace(tapped, argument=mark_of(tapped.argument)))


def numbers_choose(screen: Screen) -> bool:
    """Whether a number alone chooses; elsewhere it may well be the answer."""
    return screen.input.expects is Expects.NOTHING


def _labels(said: Sequence[str], *, is_numbered: bool) -> list[str]:
    """Return labels that fit, each different from the others."""
    labels: list[str] = []
    for number, text in enumerate(said, 1):
        clean = one_line(text)
        label = shortened(f"{number}. {clean}" if is_numbered else clean, LONGEST_LABEL).strip()
        if not label or label in labels:
            end = f" (/{number})"
            label = (shortened(clean, LONGEST_LABEL - len(end)) + end).strip()
        labels.append(label)
    return labels


def _kept(actions: Sequence[Action]) -> set[int]:
    """Return the places of the actions that get a button: ways to other places first, then in order."""
    places = sorted(range(len(actions)), key=lambda place: actions[place].style is not Style.NAVIGATION)
    return set(places[:MOST_BUTTONS])


def _spans(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for length in lengths:
        yield start, start + length
        start += length


def _side_by_side(buttons: Sequence[Button]) -> Iterator[tuple[Button, ...]]:
    """Lay buttons in rows, as many beside one another as can be read."""
    row: list[Button] = []
    for button in buttons:
        widest = max(len(item.label) for item in (*row, button))
        if row and (len(row) == WIDEST_ROW or widest * (len(row) + 1) > LINE):
            yield tuple(row)
            row = []
        row.append(button)
    if row:
        yield tuple(row)
