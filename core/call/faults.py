"""What is wrong with a call file: faults, as data; the words for them are found where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Where a value stands in the file: table keys, and numbers for the elements of an array (from 0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to mend. `problem` names the words; `line` counts from 1 (0 where the file could not be read)."""

    key: str
    line: int
    problem: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A call that could not be made from `name` (a file or an id): every fault at once, in the file's order."""

    name: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """A fault before its line is known."""

    path: Path
    problem: str
    facts: Mapping[str, object] = field(default_factory=dict)


def dotted(path: Path) -> str:
    """Return a path as people write it: `rules.diversity.required`, `to_confirm[0].key`."""
    parts: list[str] = []
    for part in path:
        if isinstance(part, int):
            parts.append(f"[{part}]")
        else:
            plain = part.replace("-", "").replace("_", "").isalnum()
            parts.append(("." if parts else "") + (part if plain else f'"{part}"'))
    return "".join(parts)
