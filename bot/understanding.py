"""What a typed line means on a screen: a tap, a command, or words for the dialogue."""

from __future__ import annotations

from core.call.definition import Call
from core.dialogue.events import Command, Event, Tap, Text
from core.dialogue.screen import Action, Expects, Screen
from core.model.folding import folded
from templates.say import tapped
from templates.words import Words

_ANSWERS = frozenset({"choose", "skip", "keep", "clear"})
TICK = "toggle"
"""Options that are ticked one by one when tapped; typed ones are the whole answer, which the dialogue reads itself."""

_EVERYWHERE = (
    "home", "help", "language", "back", "skip", "leave", "summary", "people", "missing", "deadlines", "data", "news",
)  # fmt: skip
"""Commands that the dialogue knows by name, each also by its label in the person's language."""


def understood(screen: Screen, line: str, words: Words, call: Call) -> Event:
    """Return the event of a line.

    A slash chooses what stands on the screen, by number or label, or else is a command. Without one, a label chooses
    where no free text is expected (numbers there are the dialogue's own business); elsewhere only the labels that
    answer the question do, since 'Home' may well be a title.
    """
    if line.startswith("/") and "\n" not in line:
        return _chosen(screen, line[1:].strip(), words, call)
    meant = tapped(screen, line, words, call)
    free = screen.input.expects is not Expects.NOTHING
    if meant is None or meant.verb == TICK or (free and meant.verb not in _ANSWERS):
        return Text(line, screen.revision)
    return _tap(meant, screen)


def _chosen(screen: Screen, name: str, words: Words, call: Call) -> Event:
    if name.isdecimal() and len(name) < 4 and 1 <= int(name) <= len(screen.actions):
        return _tap(screen.actions[int(name) - 1], screen)
    if (meant := tapped(screen, name, words, call)) is not None:
        return _tap(meant, screen)
    by_label = {folded(words(f"chat.action.{verb}")): verb for verb in _EVERYWHERE}
    return Command(by_label.get(folded(name), name))


def _tap(action: Action, screen: Screen) -> Tap:
    return Tap(action.verb, action.argument, screen.revision)
