"""A conversation in a terminal. It knows no store: looking and acting are handed in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.terminal.drawing import drawn
from bot.terminal.lines import Lines
from bot.understanding import understood
from core.call.definition import Call
from core.dialogue.events import Event
from core.dialogue.places.erasing import ERASED
from core.dialogue.screen import Expects, Screen
from core.model.folding import folded
from templates.words import Words

END = "."
"""A line with nothing but this ends a text of many lines."""

LINE = 250
"""Characters that are still comfortable to mend in one line."""

Look = Callable[[], Awaitable[Screen]]
Act = Callable[[Event], Awaitable[Screen]]


async def talk(look: Look, act: Act, call: Call, lines: Lines) -> None:
    """Show screens and hand in what is typed, until the person quits or the input ends.

    An empty line looks again: something may have happened meanwhile.
    """
    screen = await look()
    while True:
        words = Words(screen.language, screen.zone)
        lines.write(drawn(screen, words, call))
        if screen.place == ERASED:
            return
        line = await lines.read(_standing(screen))
        if line is None or is_quit(line, words):
            lines.write(words("chat.terminal.bye"))
            return
        if not line.strip():
            screen = await look()
            continue
        whole = await _whole(line, screen, lines)
        screen = await act(understood(screen, whole, words, call))


def is_quit(line: str, words: Words) -> bool:
    """Whether a line asks to close the conversation, in the person's language or as '/quit'."""
    return folded(line) in ("/quit", folded(words("chat.terminal.quit")))


def _standing(screen: Screen) -> str:
    """Return what a one-line field holds already (a refused answer, or the one being changed), for mending in place."""
    return screen.input.typed if "\n" not in screen.input.typed and len(screen.input.typed) <= LINE else ""


async def _whole(first: str, screen: Screen, lines: Lines) -> str:
    """Return a text of many lines whole, up to the line that ends it; one line anywhere else."""
    if screen.input.expects not in (Expects.LONG_TEXT, Expects.LIST) or first.startswith("/"):
        return first
    gathered: list[str] = []
    line: str | None = first
    while line is not None and line.strip() != END:
        gathered.append(line)
        line = await lines.read()
    return "\n".join(gathered)
