"""Where each key of a TOML file stands: a tolerant scanner, since the standard parser keeps no positions.

It runs only when there is something to report, also on text that is not TOML, and never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.call.faults import Path

MAXIMUM_DEPTH = 16
"""How deep brackets nest and how many parts a key has, at most."""

_TOKEN = re.compile(
    r'''
      (?P<text>"""(?:\\.|[^\\])*?(?:"{3}"{0,2}|\Z) | \'\'\'.*?(?:'{3}'{0,2}|\Z) | "(?:\\.|[^"\\\n])*"? | '[^'\n]*'?)
    | (?P<blank>\#[^\n]* | [ \t\r]+)
    | (?P<newline>\n)
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,."'\#]+ | .)
    ''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_OPENS_STATEMENT = re.compile(r"""\s*(\[|[\w."'-]+\s*=)""")


@dataclass(frozen=True, slots=True)
class Statement:
    """One `key = value` or `[header]` of the file: the full path it sets, its first and last line."""

    path: Path
    first: int
    last: int
    is_header: bool


@dataclass(slots=True)
class Outline:
    """What the scanner saw."""

    lines: dict[Path, int] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    too_deep: int | None = None
    """Line where brackets or keys nest beyond the maximum; the scan stops there."""

    def line_of(self, path: Path) -> int:
        """Return the line of a path, or of the nearest table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def statement_at(self, line: int) -> Statement | None:
        """Return the statement that stands on a line, else the last one before it."""
        before = [item for item in self.statements if item.first <= line]
        return before[-1] if before else None


class _TooDeepError(Exception):
    """Ends a scan early; never leaves this module."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


def outline(text: str) -> Outline:
    """Return where everything stands in `text` (line ends already `\\n`)."""
    scan = _Scan(text)
    try:
        scan.run()
    except _TooDeepError:
        scan.found.too_deep = scan.token.line
    return scan.found


def last_line_of(text_lines: list[str], statement: Statement) -> int:
    """Return where a broken statement ends: before the next line that looks like the start of another."""
    for number in range(statement.first + 1, statement.last + 1):
        if _OPENS_STATEMENT.match(text_lines[number - 1]):
            return number - 1
    return statement.last


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind != "blank":
            yield _Token(kind, match.group(), line)
        line += match.group().count("\n")
    yield _Token("end", "", line)


class _Scan:
    """One pass over the tokens; `token` is the one under the hand."""

    def __init__(self, text: str) -> None:
        self.found = Outline()
        self._tokens = _tokens(text)
        self._table: Path = ()
        self._elements: dict[Path, int] = {}
        self.token = next(self._tokens)
        self._last = 1

    def run(self) -> None:
        while self.token.kind != "end":
            if self.token.kind == "newline":
                self._step()
            elif self.token.text == "[":
                self._header()
            else:
                self._assignment()

    def _step(self) -> None:
        self._last = self.token.line + self.token.text.count("\n")
        if self.token.kind != "end":
            self.token = next(self._tokens)

    def _header(self) -> None:
        first = self.token.line
        self._step()
        is_array = self.token.text == "["
        if is_array:
            self._step()
        parts = self._key("]")
        path = self._resolve(parts[:-1]) + tuple(parts[-1:])
        if is_array and parts:
            self.found.lines.setdefault(path, first)
            self._elements[path] = self._elements.get(path, -1) + 1
            path = (*path, self._elements[path])
        self._table = path
        self._note(path, first)
        self._finish(path, first, is_header=True)

    def _resolve(self, parts: list[str]) -> Path:
        """Return the path of a header's parents: an array of tables stands for its last element."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self._elements:
                path = (*path, self._elements[path])
        if path in self._elements:
            path = (*path, self._elements[path])
        return path

    def _assignment(self) -> None:
        first = self.token.line
        path = self._table + tuple(self._key("="))
        self._note(path, first)
        if self.token.text == "=":
            self._step()
            self._value(path, 1)
        self._finish(path, first, is_header=False)

    def _finish(self, path: Path, first: int, *, is_header: bool) -> None:
        while self.token.kind not in ("newline", "end"):
            self._step()
        self.found.statements.append(Statement(path, first, self._last, is_header))

    def _note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.found.lines.setdefault(path[:length], line)

    def _key(self, end: str) -> list[str]:
        parts: list[str] = []
        expects_part = True
        while self.token.kind not in ("newline", "end") and self.token.text != end:
            if self.token.kind in ("bare", "text") and expects_part:
                parts.append(_unquoted(self.token.text))
                if len(parts) > MAXIMUM_DEPTH:
                    raise _TooDeepError
            elif self.token.text != ".":
                break
            expects_part = self.token.text == "."
            self._step()
        return parts

    def _value(self, path: Path, depth: int) -> None:
        if depth > MAXIMUM_DEPTH:
            raise _TooDeepError
        self.found.lines.setdefault(path, self.token.line)
        if self.token.text == "[":
            self._array(path, depth)
        elif self.token.text == "{":
            self._inline_table(path, depth)
        else:
            while self.token.kind not in ("newline", "end") and self.token.text not in (",", "]", "}"):
                self._step()

    def _array(self, path: Path, depth: int) -> None:
        self._step()
        position = 0
        while self.token.kind != "end" and self.token.text != "]":
            if self.token.kind == "newline" or self.token.text in (",", "}"):
                self._step()
                continue
            self._value((*path, position), depth + 1)
            position += 1
        self._step()

    def _inline_table(self, path: Path, depth: int) -> None:
        self._step()
        while self.token.kind not in ("newline", "end") and self.token.text != "}":
            line = self.token.line
            key = (*path, *self._key("="))
            if key == path:
                self._step()
                continue
            self._note(key, line)
            if self.token.text == "=":
                self._step()
                self._value(key, depth + 1)
        self._step()


def _unquoted(token: str) -> str:
    if token.startswith('"'):
        return _ESCAPE.sub(_escaped, token.strip('"'))
    return token.strip("'") if token.startswith("'") else token


def _escaped(match: re.Match[str]) -> str:
    code = match.group(1)
    return chr(min(int(code[1:], 16), 0x10FFFF)) if len(code) > 1 else code
