"""A cursor on one table of a call file: typed reads that note every flaw and go on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar, cast

from core.call.faults import Flaw, Path
from core.model.words import LANGUAGES, LocalText

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SPOKEN_TYPES: Mapping[type, str] = {
    bool: "flag", int: "whole", float: "decimal", str: "text", list: "list", dict: "table",
}  # fmt: skip

MAXIMUM_FLAWS = 200
"""More are not told: such a file is not a call."""
MAXIMUM_ENTRIES = 100
"""Tables in one section."""

V = TypeVar("V")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Names:
    """What a text may be: the keys of one section of the file, or (with another `problem`) a list of the language's."""

    section: str
    keys: tuple[str, ...]
    problem: str = "unknown_reference"


class Table:
    """One table. Reads return a stand-in where the file is wrong; the flaw noted keeps the call from being made."""

    def __init__(self, values: Mapping[str, object], path: Path, flaws: list[Flaw]) -> None:
        self.values = values
        self.path = path
        self._flaws = flaws
        self._asked: set[str] = set()

    def flaw(self, problem: str, *path: str | int, **facts: object) -> None:
        """Note a flaw at `path` inside this table."""
        if len(self._flaws) < MAXIMUM_FLAWS:
            self._flaws.append(Flaw(path=(*self.path, *path), problem=problem, facts=facts))

    def close(self) -> None:
        """Note every key that nobody asked for, with the nearest one that exists."""
        for key in self.values:
            if key not in self._asked and len(self._flaws) < MAXIMUM_FLAWS:
                self.flaw("unknown_key", key, name=key[:60], **nearest(key, self._asked), known=_listed(self._asked))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a line of text; without a default it is required and not blank."""
        value = self._value(key, str, default)
        if value is None:
            return ""
        if default is None and not value.strip():
            self.flaw("blank", key)
        self._refuse_controls(value, key)
        return value.strip()

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int | None = None) -> int:
        """Return a whole number; without a default it is required."""
        value = self._value(key, int, default)
        if value is not None and value < least:
            self.flaw("too_small", key, least=least, found=value)
        if value is not None and most is not None and value > most:
            self.flaw("exceeds", key, most=most, found=value)
            return most
        return least if value is None else value

    def hour(self, key: str, default: time) -> time:
        """Return an hour of the day."""
        value = self.raw(key)
        if value is not None and not isinstance(value, time):
            self.flaw("not_an_hour", key, written=str(value)[:60])
        return value if isinstance(value, time) else default

    def optional_whole(self, key: str, *, least: int = 0) -> int | None:
        """Return a whole number, or None where the file has none."""
        self._asked.add(key)
        return self.whole(key, least=least) if self.has(key) else None

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._value(key, bool, default)
        return default if value is None else value

    def texts(self, key: str, *, repeats: bool = False) -> tuple[str, ...]:
        """Return a list of texts, without repetitions unless it `repeats`; absent is empty."""
        found: list[str] = []
        for position, item in enumerate(self._list(key)):
            if not isinstance(item, str) or not item.strip():
                self._wrong_type("text", item, key, position)
            elif item in found and not repeats:
                self.flaw("repeated", key, position, value=item[:60])
            else:
                found.append(item)
        return tuple(found)

    def reference(self, key: str, names: Names, default: str | None = None) -> str:
        """Return the key of something in another section; required where there is no default."""
        value = self.text(key, default)
        if value and (value != default or self.has(key)):
            self.refer(value, names, key)
        return value

    def references(
        self, key: str, names: Names, *, required: bool = False, filled: bool = False, repeats: bool = False
    ) -> tuple[str, ...]:
        """Return a list of keys of another section; `filled` where it cannot be left empty."""
        if required and not self.has(key):
            self.flaw("missing_key", key, name=key)
        if filled and self.values.get(key) == []:
            self.flaw("empty_list", key)
        found = self.texts(key, repeats=repeats)
        for position, value in enumerate(found):
            self.refer(value, names, key, position)
        return found

    def pairs(self, key: str, names: Names) -> tuple[frozenset[str], ...]:
        """Return a list of pairs of keys of another section."""
        found = []
        for position, item in enumerate(self._list(key)):
            pair: list[object] = item if isinstance(item, list) else []
            if len({str(name) for name in pair}) != 2 or not all(isinstance(name, str) for name in pair):
                self.flaw("not_a_pair", key, position)
                continue
            for name in pair:
                self.refer(str(name), names, key, position)
            found.append(frozenset(str(name) for name in pair))
        return tuple(found)

    def numbers(self, key: str, names: Names, *, required: bool = False) -> Mapping[str, int]:
        """Return a table of whole numbers by key of another section; a number may be 0."""
        table = self.table(key, required=required)
        for name in table.values:
            self.refer(name, names, key, name)
        return {name: table.whole(name) for name in table.values}

    def choice(self, key: str, kinds: type[E], default: E | None = None) -> E:
        """Return one value of a closed vocabulary of the language itself."""
        value = self.text(key, default)
        if not value or value in tuple(kinds):
            return kinds(value) if value else next(iter(kinds))
        self.flaw("unknown_choice", key, value=value[:60], **nearest(value, tuple(kinds)), known=_listed(tuple(kinds)))
        return next(iter(kinds))

    def words(self, key: str, *, required: bool = True, lines: bool = False) -> LocalText:
        """Return a text in several languages; Spanish is required, other languages fall back to it."""
        if not required and not self.has(key):
            self._asked.add(key)
            return LocalText()
        table = self.table(key, required=required)
        found: dict[str, str] = {}
        for language in LANGUAGES:
            if language in table.values:
                value = table.long_text(language) if lines else table.text(language)
                found |= {language: value} if value else {}
            table._asked.add(language)
        if self.has(key) and isinstance(self.values[key], dict) and "es" not in table.values:
            table.flaw("missing_words", "es", name=key, language="es")
        table.close()
        return LocalText(found)

    def long_text(self, key: str) -> str:
        """Return a text that may have several lines."""
        value = self._value(key, str, "") or ""
        if not value.strip():
            self.flaw("blank", key)
        self._refuse_controls(value.replace("\n", " "), key)
        return value.strip()

    def table(self, key: str, *, required: bool = True) -> Table:
        """Return the table of that name, empty where it is absent or something else."""
        nothing: dict[str, object] = {}
        value = self._value(key, dict, None if required else nothing)
        return Table(value or nothing, (*self.path, key), self._flaws)

    def tables(self, key: str, *, required: bool = False) -> list[tuple[str, Table]]:
        """Return the named tables inside a table, in the file's order."""
        section = self.table(key, required=required)
        if required and not section.values and isinstance(self.values.get(key), dict):
            self.flaw("empty_section", key, name=key)
        if len(section.values) > MAXIMUM_ENTRIES:
            self.flaw("too_many", key, maximum=MAXIMUM_ENTRIES, found=len(section.values))
        entries = list(section.values)[:MAXIMUM_ENTRIES]
        for name in entries:
            if not _KEY.fullmatch(name):
                section.flaw("bad_key", name, name=name[:60])
        return [(name, section.table(name)) for name in entries]

    def array(self, key: str) -> list[Table]:
        """Return an array of tables; absent is empty."""
        found = []
        for position, item in enumerate(self._list(key)[:MAXIMUM_ENTRIES]):
            if isinstance(item, dict):
                found.append(Table(item, (*self.path, key, position), self._flaws))
            else:
                self._wrong_type("table", item, key, position)
        return found

    def raw(self, key: str) -> object:
        """Return whatever the file holds there, None where nothing."""
        self._asked.add(key)
        return self.values.get(key)

    def has(self, key: str) -> bool:
        """Whether the file holds the key."""
        return key in self.values

    def names(self, key: str) -> Names:
        """Return the keys of a section, whatever they hold."""
        section = self.values.get(key)
        return Names(key, tuple(section) if isinstance(section, dict) else ())

    def refer(self, value: str, names: Names, *path: str | int) -> None:
        """Note a flaw where a section has no such key; a section that is missing or empty is told once, elsewhere."""
        if names.keys and value not in names.keys and len(self._flaws) < MAXIMUM_FLAWS:
            facts = {**nearest(value, names.keys), "section": names.section, "known": _listed(names.keys)}
            self.flaw(names.problem, *path, value=value[:60], **facts)

    def _list(self, key: str) -> list[object]:
        nothing: list[object] = []
        return self._value(key, list, nothing) or nothing

    def _value(self, key: str, wanted: Callable[..., V], default: V | None) -> V | None:
        self._asked.add(key)
        if key not in self.values:
            if default is None:
                self.flaw("missing_key", key, name=key)
            return default
        value = self.values[key]
        if type(value) is not wanted:
            self._wrong_type(_SPOKEN_TYPES[cast("type", wanted)], value, key)
            return default
        return cast(V, value)

    def _wrong_type(self, wanted: str, found: object, *path: str | int) -> None:
        self.flaw("wrong_type", *path, wanted=wanted, found=_SPOKEN_TYPES.get(type(found), "moment"))

    def _refuse_controls(self, value: str, key: str) -> None:
        if any(sign < " " or sign == "\x7f" for sign in value.strip()):
            self.flaw("control_character", key)


def nearest(value: str, known: Collection[str]) -> dict[str, str]:
    """Return the known text that looks most like `value` as the fact `suggestion`; nothing where none does."""
    close = get_close_matches(value[:60], known, n=1, cutoff=0.6)
    return {"suggestion": close[0]} if close else {}


def _listed(known: Collection[str]) -> str:
    return ", ".join(known if isinstance(known, tuple) else sorted(known))
