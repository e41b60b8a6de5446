"""A screen as one card: top to bottom what the other channels show, within the limits of one message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.telegram.card import Card
from bot.telegram.keyboard import keyboard, numbers_choose
from bot.telegram.paper import Look, Piece, Rank, laid_out
from bot.understanding import TICK
from core.call.definition import Call
from core.dialogue.screen import Block, BlockKind, Expects, Phrase, Screen
from core.model.finding import Finding
from templates.findings import told
from templates.say import say
from templates.words import Words

FEW = 3
"""Lines of a folded list that are shown."""
LINE = 60
"""Characters of a line that can be taken in at a glance."""


def drawn(screen: Screen, words: Words, call: Call, *, tag: str) -> Card:
    """Return a screen as a card; `tag` marks whose it is (at most 8 of A-Z a-z 0-9 _ -).

    Never cut, as long as anything else can be: the question, what went wrong, and what is expected. Earlier answers
    leave first, then what is missing and news are shortened, then long answers. ValueError where the tag is none.
    """
    pen = _Pen(words, call)
    pieces = (*_head(screen, pen), *_blocks(screen.blocks, pen), *_typed(screen, pen), *_missing(screen, pen),
              *_ways(screen, pen))  # fmt: skip
    return Card(laid_out(pieces), keyboard(screen, words, call, tag=tag))


class _Pen:
    def __init__(self, words: Words, call: Call) -> None:
        self.words, self.call = words, call

    def say(self, phrase: Phrase) -> str:
        return say(phrase, self.words, self.call)

    def details(self, block: Block) -> list[str]:
        return [text for text in map(self.say, block.detail) if text.strip()]

    def few(self, lines: Sequence[str]) -> Iterator[str]:
        """Fold a list to its first lines and how many more there are."""
        yield from lines[:FEW]
        if len(lines) > FEW:
            yield self.words("telegram.card.more", count=len(lines) - FEW)


def _head(screen: Screen, pen: _Pen) -> Iterator[Piece]:
    yield Piece(pen.say(screen.title), Rank.NEEDED, Look.BOLD, before="")
    if screen.progress:
        yield Piece(f"{screen.progress.done}/{screen.progress.total}", Rank.NEEDED, before=" · ")
    if screen.toast:
        yield Piece(pen.say(screen.toast), Rank.SAID, Look.ITALIC)
    for line in pen.few([pen.say(phrase) for phrase in screen.news]):
        yield Piece(line, Rank.ASIDE, before="\n• ")
    for block in screen.trail:
        text = f"{pen.say(block.label)}: {'; '.join(pen.details(block))}"
        yield Piece(text, Rank.TRAIL, Look.ITALIC)


def _blocks(blocks: Sequence[Block], pen: _Pen) -> Iterator[Piece]:
    """Draw runs of one kind; what belongs together stands close."""
    before = None
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.HELP:
            texts = ["\n".join((pen.say(block.label), *pen.details(block))) for block in run]
            yield Piece("\n".join(texts), Rank.SAID, Look.QUOTE, before="\n\n")
            continue
        gap = "\n" if (before, kind) == (BlockKind.QUESTION, BlockKind.NOTE) else "\n\n"
        for block in run:
            yield from _row(block, pen, gap) if kind is BlockKind.ROW else _paragraph(block, pen, gap)
            gap = "\n\n" if kind in (BlockKind.TEXT, BlockKind.QUESTION, BlockKind.HEADING) else "\n"
        before = kind


_LOOKS = {
    BlockKind.QUESTION: (Rank.NEEDED, Look.BOLD, ""),
    BlockKind.HEADING: (Rank.SAID, Look.BOLD, ""),
    BlockKind.ERROR: (Rank.NEEDED, Look.BOLD, "⚠️ "),
    BlockKind.GOOD: (Rank.SAID, Look.PLAIN, "✅ "),
    BlockKind.NOTE: (Rank.ANSWER, Look.ITALIC, ""),
    BlockKind.TEXT: (Rank.SAID, Look.PLAIN, ""),
    BlockKind.ANSWER: (Rank.SAID, Look.PLAIN, ""),
}


def _paragraph(block: Block, pen: _Pen, gap: str) -> Iterator[Piece]:
    rank, look, sign = _LOOKS[block.kind]
    yield Piece(pen.say(block.label), rank, look, gap + sign)
    if details := pen.details(block):
        yield Piece("\n".join(details), Rank.ANSWER, Look.QUOTE)


def _row(block: Block, pen: _Pen, gap: str) -> Iterator[Piece]:
    """Draw a line of a list; short details stand on it, long ones and those of a whole sentence below."""
    label, details = pen.say(block.label), pen.details(block)
    short = len(label) <= LINE and not label.endswith(".")
    yield Piece(label, Rank.SAID, Look.BOLD if short and details else Look.PLAIN, f"{gap}• ")
    in_line = "; ".join(details)
    if short and len(in_line) <= LINE and "\n" not in in_line:
        yield Piece(in_line, Rank.ANSWER, before=": ")
    else:
        yield Piece("\n".join(details), Rank.ANSWER)


def _typed(screen: Screen, pen: _Pen) -> Iterator[Piece]:
    """Show a text that was refused, so that it can be copied and mended."""
    if screen.input.typed.strip() and any(block.kind is BlockKind.ERROR for block in screen.blocks):
        yield Piece(pen.words("telegram.card.typed"), Rank.SAID, before="\n\n")
        yield Piece(screen.input.typed, Rank.ANSWER, Look.QUOTE)


def _missing(screen: Screen, pen: _Pen) -> Iterator[Piece]:
    if not screen.missing:
        return
    blocking = [finding for finding in screen.missing if finding.blocks]
    advice = len(screen.missing) - len(blocking)
    if not any(block.label.key == "chat.state.blocking" for block in screen.blocks):
        count = pen.words("chat.state.blocking", count=len(blocking)) if blocking else ""
        yield Piece(count or pen.words("telegram.card.advice", count=advice), Rank.SAID, before="\n\n")
    unanswered = [finding for finding in blocking if finding.kind == "required_field"]
    folds = len(unanswered) > FEW
    lines = [pen.words("web.chat.unanswered", count=len(unanswered))] if folds else []
    lines += [_finding(item, pen) for item in screen.missing if not (folds and item in unanswered)]
    yield Piece("\n".join(pen.few(lines)), Rank.ASIDE, Look.QUOTE)


def _finding(finding: Finding, pen: _Pen) -> str:
    message = told(finding, pen.call, pen.words).message
    return message if finding.blocks else f"{pen.words('web.chat.warns')}: {message}"


def _ways(screen: Screen, pen: _Pen) -> Iterator[Piece]:
    """Say what can be written here, and that buttons have numbers."""
    expects = screen.input.expects
    if expects is not Expects.NOTHING:
        yield Piece(pen.words(f"telegram.expects.{expects}"), Rank.NEEDED, before="\n\n✏️ ")
    if screen.actions:
        ticks = any(action.verb == TICK for action in screen.actions)
        numbers = "slash" if not numbers_choose(screen) else "several" if ticks else "numbers"
        yield Piece(pen.words(f"telegram.card.{numbers}"), Rank.NEEDED, Look.ITALIC, "\n\n")
