"""A screen as plain text: top to bottom, everything that can be chosen with its number."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Mapping

from bot.understanding import TICK
from core.call.definition import Call
from core.dialogue.screen import Action, Block, BlockKind, Expects, Phrase, Screen, Style
from templates.say import say
from templates.words import Words

WIDTH = 80

_MARKS: Mapping[BlockKind, str] = {
    BlockKind.ERROR: "! ",
    BlockKind.GOOD: "✓ ",
    BlockKind.ROW: "• ",
    BlockKind.ANSWER: "  ",
    BlockKind.NOTE: "  ",
    BlockKind.HELP: "? ",
}


def drawn(screen: Screen, words: Words, call: Call, width: int = WIDTH) -> str:
    """Return the screen as lines of at most `width` characters (one long word may stand out)."""
    return "\n".join(_lines(screen, _Pen(screen, words, call, width)))


class _Pen:
    """Says and wraps; numbers what can be chosen in the order in which the dialogue reads numbers."""

    def __init__(self, screen: Screen, words: Words, call: Call, width: int) -> None:
        self.words, self.call, self.width = words, call, width
        self.numbers = {id(action): number for number, action in enumerate(screen.actions, 1)}
        self.sign = "" if screen.input.expects is Expects.NOTHING else "/"

    def say(self, phrase: Phrase) -> str:
        return _harmless(say(phrase, self.words, self.call))

    def wrap(self, text: str, first: str = "", then: str | None = None) -> Iterator[str]:
        """Break a text into lines; its own line breaks stay."""
        indent = first
        rest = " " * len(first) if then is None else then
        for line in text.split("\n"):
            yield from textwrap.wrap(
                line, self.width, initial_indent=indent, subsequent_indent=rest, break_long_words=False
            ) or [""]
            indent = rest

    def fits(self, text: str) -> bool:
        """Whether a text is one short line."""
        return "\n" not in text and len(text) <= self.width - 4

    def choice(self, action: Action) -> str:
        return f"[{self.sign}{self.numbers[id(action)]}] {self.say(action.label)}"


def _lines(screen: Screen, pen: _Pen) -> Iterator[str]:
    yield "─" * pen.width
    yield from pen.wrap(_title(screen, pen))
    if screen.toast:
        yield from pen.wrap(pen.say(screen.toast), "» ")
    for phrase in screen.news:
        yield from pen.wrap(pen.say(phrase), "» ")
    for block in (*screen.trail, *screen.blocks):
        yield from _block(block, pen)
    yield from _choices(screen, pen)
    if any(action.verb == TICK for action in screen.actions):
        yield from ("", *pen.wrap(pen.words("chat.terminal.several_numbers")))
    if blocking := sum(finding.blocks for finding in screen.missing):
        yield from ("", *pen.wrap(pen.words("chat.state.blocking", count=blocking), "· "))
    if screen.input.expects in (Expects.LONG_TEXT, Expects.LIST):
        yield from ("", *pen.wrap(pen.words("chat.terminal.many_lines")))


def _title(screen: Screen, pen: _Pen) -> str:
    done = f" ({screen.progress.done}/{screen.progress.total})" if screen.progress else ""
    return pen.say(screen.title).upper() + done


def _block(block: Block, pen: _Pen) -> Iterator[str]:
    details = [pen.say(item) for item in block.detail]
    label = pen.say(block.label)
    if block.kind in (BlockKind.QUESTION, BlockKind.HEADING):
        yield ""
    in_line = f"{label}: {'; '.join(details)}"
    if block.kind is BlockKind.ANSWER or (block.kind is BlockKind.ROW and len(details) == 1 and pen.fits(in_line)):
        label, details = in_line, []
    mark = _MARKS.get(block.kind, "")
    yield from pen.wrap(label, mark)
    for detail in details:
        yield from pen.wrap(detail, " " * len(mark) + "  ")
    for action in block.actions:
        yield from pen.wrap(pen.choice(action), " " * len(mark) + "  ")


def _choices(screen: Screen, pen: _Pen) -> Iterator[str]:
    """Draw ways to other places side by side, everything else one a line."""
    if screen.rows:
        yield ""
    for row in screen.rows:
        if all(action.style is Style.NAVIGATION for action in row):
            yield from pen.wrap("   ".join(pen.choice(action).replace(" ", "\N{NO-BREAK SPACE}") for action in row))
        else:
            for action in row:
                yield from pen.wrap(pen.choice(action), "", "    ")


def _harmless(text: str) -> str:
    """Return a text that cannot steer the terminal."""
    return "".join(char if char == "\n" or unicodedata.category(char) != "Cc" else " " for char in text)
