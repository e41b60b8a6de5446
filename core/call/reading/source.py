"""From the text of a call file to plain values, with every syntax fault found on the way.

The standard parser stops at the first fault: the statement that holds it is blanked out and the rest is read again.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from core.call.faults import Flaw, Path
from core.call.reading.lines import MAXIMUM_DEPTH, Outline, Statement, last_line_of, outline

MAXIMUM_CHARACTERS = 262_144
MAXIMUM_SYNTAX_FAULTS = 12
_SUSPICIOUS_DOTS = 64

_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")
_ENDLESS_NUMBER = re.compile(r"[0-9_]{4300,}")
_DATE = re.compile(r"=\s*\d{4}-\d\d-\d\d")
_TWICE = re.compile(r"overwrite|twice|[Dd]uplicate|mutate|redefine")
_OPEN = re.compile(r"[Uu]nclosed|[Uu]nterminated|Expected [\"']+'?$|Expected \"'\"")


@dataclass(frozen=True, slots=True)
class Source:
    """What could be read: the values, the faults of syntax, and the paths that were blanked out because of them."""

    values: Mapping[str, object]
    text: str
    flaws: tuple[tuple[int, Flaw], ...] = ()
    """(line, flaw)"""
    blanked: tuple[Path, ...] = ()


def decode(text: str) -> Source:
    """Return the values of a TOML text; bounded in size, depth and time, and never raises."""
    if len(text) > MAXIMUM_CHARACTERS:
        return _refused(text, 1, "too_large", maximum=MAXIMUM_CHARACTERS // 1024)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if any(line.count(".") > _SUSPICIOUS_DOTS for line in text.split("\n")):
        # A key of a hundred thousand parts would keep the standard parser busy for hours.
        line = outline(text).too_deep
        if line is not None:
            return _refused(text, line, "too_deep", maximum=MAXIMUM_DEPTH)
    return _read(text)


def _refused(text: str, line: int, problem: str, **facts: object) -> Source:
    return Source({}, text, ((line, Flaw(path=(), problem=problem, facts=facts)),), ((),))


def _read(text: str) -> Source:
    flaws: list[tuple[int, Flaw]] = []
    blanked: list[Path] = []
    while len(flaws) < MAXIMUM_SYNTAX_FAULTS:
        try:
            values = tomllib.loads(text)
        except RecursionError:
            return _refused(text, outline(text).too_deep or 1, "too_deep", maximum=MAXIMUM_DEPTH)
        except ValueError as wrong:  # TOMLDecodeError, and the plain one of a number with thousands of digits
            seen = outline(text)
            statement = _broken(seen, str(wrong), text)
            flaws.append((statement.first, _flaw(statement, str(wrong), text)))
            blanked.append(statement.path)
            text = _without(text, seen, statement)
        else:
            return Source(values, text, tuple(flaws), tuple(blanked))
    return Source({}, text, tuple(flaws), ((),))


def _broken(seen: Outline, message: str, text: str) -> Statement:
    """Return the statement that the parser stumbled over."""
    lines = text.split("\n")
    place, number = _PLACE.search(message), _ENDLESS_NUMBER.search(text)
    line = int(place.group(1)) if place else len(lines)
    if "integer string conversion" in message and number:
        line = text.count("\n", 0, number.start()) + 1
    found = seen.statement_at(line)
    if found is None or (place and found.last < line):
        return Statement((), line, line, is_header=False)
    last = last_line_of(lines, found)
    return Statement(found.path, found.first, last, found.is_header)


def _flaw(statement: Statement, message: str, text: str) -> Flaw:
    written = text.split("\n")[statement.first - 1].strip()
    if "date" in message or ("Expected newline" in message and _DATE.search(written)):
        problem = "impossible_date"
    elif _TWICE.search(message):
        problem = "duplicate_key"
    elif _OPEN.search(message.removesuffix("(at end of document)").strip()):
        problem = "unclosed"
    else:
        problem = "syntax"
    return Flaw(path=statement.path, problem=problem, facts={"written": written[:60]})


def _without(text: str, seen: Outline, statement: Statement) -> str:
    """Return the text with a statement blanked out; a header takes the keys under it along."""
    lines = text.split("\n")
    last = statement.last
    if statement.is_header:
        later = (item.first - 1 for item in seen.statements if item.is_header and item.first > statement.first)
        last = max(last, next(later, len(lines)))
    for number in range(statement.first, min(last, len(lines)) + 1):
        lines[number - 1] = ""
    return "\n".join(lines)
