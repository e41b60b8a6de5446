"""What the person wrote, apart from what their mail program put above, between and below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from mail.reading.attributions import apart, shape
from mail.reading.folding import folded
from mail.reading.quotes import quote_at

MOST_LINES = 3_000
_LONGEST_LINE = 1_000
_LONG_ENOUGH = 20
"""Folded characters from which a line that stands inside our letter is taken for ours even if broken elsewhere."""
_DASHES = re.compile(r"(?:--|__)\s?$")
_RULE = re.compile(r"[-=_*~ ]{4,}$")
_FOOTER = re.compile(
    r"^(?:enviado (?:desde|do|de|a partir do|com|via|con|por|pelo) (?:mi|meu|minha|my|el|o|correo|correio|outlook|yahoo"
    r"|e-?mail|mail|gmail|iphone|ipad|samsung|android|proton|aol|huawei|galaxy)\b.*"
    r"|(?:sent|shared) (?:from|via|with) (?:my|mail|outlook|yahoo|gmail|samsung|proton|aol|android|iphone|ipad)\b.*"
    r"|(?:get|obtener|obtenha|obter|obtenga|descarg\w{1,5}|baix\w{1,3}|t[ée]l[ée]charge\w{0,3}|download)"
    r" (?:o |el |l['’] ?)?outlook (?:for|para|pour) .*"
    r"|envoy[ée] (?:de|depuis|à partir de|via) (?:mon|ma|outlook|yahoo|mail|gmail|proton)\b.*"
    r"|yahoo mail(?: (?:en|no|on|sur|para|for) |:).*)$",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"(?:Sent (?:from|via|with)|Enviad[oa] (?:desde|vía|via|do|da|com|con)|Envoyé (?:de|depuis|avec))"
    r"(?: (?:[A-Z0-9][\w.+-]{0,30}|my|mi|meu|for|para|pour|on|en)){1,4}(?: ?<https?://[^<>\s]{1,200}>)?$"
)
"""The line of a program of any name, as programs capitalise it; it counts only alone and at the end."""


@dataclass(frozen=True, slots=True)
class Own:
    """The person's own lines: above any quote, and what else of theirs stands between quoted lines or below them."""

    above: list[str]
    below: list[str]

    @property
    def all(self) -> list[str]:
        """All of them, for people to read."""
        blocks = [trimmed(block) for block in (self.above, self.below)]
        return [line for block in blocks if block for line in ("", *block)][1:]


def own_lines(text: str, *, markers: Sequence[str], invitation: str | None, may_answer: Callable[[str], bool]) -> Own:
    """Return the person's own lines.

    `markers` are our 'answer above this line' lines. Lines equal to one of `invitation` are ours wherever they stand,
    and so are longer parts of them, where a program broke lines elsewhere, unless they are what we ask to write
    (`may_answer`).
    """
    lines = list(apart([line.rstrip()[:_LONGEST_LINE] for line in text.split("\n", MOST_LINES)[:MOST_LINES]]))
    shapes = [shape(line) for line in lines]
    ours = _Ours(invitation, markers)
    size_at = cache(partial(quote_at, shapes))
    end = _end(shapes, ours, size_at)
    quoted = {index for index in range(end) if shapes[index].startswith(">") or ours.quotes(lines[index], may_answer)}
    for index in range(end):
        quoted.update(range(index, min(index + size_at(index), end)))
    first = min(quoted, default=end)
    own = [
        (index, lines[index])
        for index in range(end)
        if index not in quoted and not _FOOTER.match(shapes[index]) and not ours.says(lines[index])
    ]
    return Own([line for index, line in own if index < first], [line for index, line in own if index > first])


def trimmed(lines: Sequence[str]) -> list[str]:
    """Return lines without blank ones at either end and without the signature under its two dashes."""
    kept = list(before_signature(lines))
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and (not kept[-1].strip() or _is_of_a_program(kept)):
        kept.pop()
    return kept


def _is_of_a_program(lines: Sequence[str]) -> bool:
    """Whether the last line is alone and names the program that sent the letter."""
    return len(lines) > 1 and not lines[-2].strip() and _PROGRAM.match(shape(lines[-1])) is not None


def before_signature(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines above the two dashes that mail programs put over a signature."""
    return lines[: next((index for index, line in enumerate(lines) if _DASHES.match(line)), len(lines))]


class _Ours:
    """The lines of the letter that is answered, and the lines above which it asks to answer."""

    def __init__(self, invitation: str | None, markers: Sequence[str]) -> None:
        self._lines = {folded(line) for line in (invitation or "").splitlines()} - {""}
        self._text = " ".join(folded(line) for line in (invitation or "").splitlines())
        self._markers = {folded(marker) for marker in markers if marker}

    def marks(self, line: str) -> bool:
        """Whether the line is a marker of ours."""
        return bool(self._markers) and folded(line) in self._markers

    def says(self, line: str) -> bool:
        """Whether a line of ours reads like this."""
        return bool(self._lines) and folded(line) in self._lines

    def quotes(self, line: str, may_answer: Callable[[str], bool]) -> bool:
        """Whether a line can only be ours: it is too long to be said by chance."""
        bare = folded(line) if self._lines else ""
        return len(bare) >= _LONG_ENOUGH and bare in self._text and not may_answer(line)


def _end(shapes: Sequence[str], ours: _Ours, size_at: Callable[[int], int]) -> int:
    """Return where a quote begins that has no marks on its lines: nobody can tell what below it is the person's."""
    for index, line in enumerate(shapes):
        if line.startswith(">"):
            continue
        size = 1 if ours.marks(line) else size_at(index)
        if size and not _is_marked(shapes, index + size):
            return _above_rules(shapes, index)
    return len(shapes)


def _above_rules(shapes: Sequence[str], index: int) -> int:
    """Return where the rules and blank lines begin that a program puts over what it quotes."""
    while index and (not shapes[index - 1] or _RULE.match(shapes[index - 1])):
        index -= 1
    return index


def _is_marked(shapes: Sequence[str], index: int) -> bool:
    return next((line.startswith(">") for line in shapes[index:] if line), False)
