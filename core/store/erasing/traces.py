"""What betrays a person, and how it is taken out of texts and JSON values. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.model.folding import folded
from core.store.text import address_key

GONE = "…"
"""Stands in a longer text where a name or an address was."""

_WHO = ("id", "person_id", "participation_id", "person", "email", "address")
"""Keys of an entry that tell whom it is about."""

_REACHED = ("email", "address")
"""Keys of an entry by which somebody is reached: where it is not the person, the name beside it is another's."""

_KEPT = frozenset({"id", "person_id", "participation_id", "proposal_id", "roles", "status", "kind"})
"""Keys of an entry about the person that stay: they say what was done, not who it was."""


@dataclass(frozen=True)
class Traces:
    """A person's ids, addresses, names and telephones, as they may stand in texts and JSON values."""

    ids: frozenset[str]
    addresses: frozenset[str]
    """In the form of `address_key`."""
    names: frozenset[str]
    """In the form of `folded`."""
    phones: frozenset[str]
    _pattern: re.Pattern[str] | None = field(init=False, compare=False)

    def __init__(
        self, ids: Iterable[str], addresses: Iterable[str], names: Iterable[str], phones: Iterable[str] = ()
    ) -> None:
        known = [name for name in names if name.strip()]
        addresses = [address for address in addresses if address.strip()]
        phones = [phone for phone in phones if phone.strip()]
        object.__setattr__(self, "ids", frozenset(ids))
        object.__setattr__(self, "addresses", frozenset(map(address_key, addresses)))
        object.__setattr__(self, "names", frozenset(map(folded, known)))
        object.__setattr__(self, "phones", frozenset(phones))
        # A single word is no safe needle: 'Paz' the person would be cut out of every text about peace.
        long_names = [r"\s+".join(map(re.escape, _nfc(name).split())) for name in known if len(name.split()) > 1]
        needles = [*(re.escape(_nfc(known)) for known in (*addresses, *phones)), *long_names]
        pattern = rf"(?<!\w)(?:{'|'.join(needles)})(?!\w)" if needles else None
        object.__setattr__(self, "_pattern", pattern and re.compile(pattern, re.IGNORECASE))

    def is_address(self, value: object) -> bool:
        """Whether a value is one of the person's addresses, however it is spelt."""
        return isinstance(value, str) and address_key(value) in self.addresses

    def is_reached_by(self, value: object) -> bool:
        """Whether a value is an address or a telephone of the person's."""
        return isinstance(value, str) and (self.is_address(value) or value in self.phones)

    def are_in(self, text: str) -> bool:
        """Whether an address, a telephone or a full name of the person stands somewhere in a text."""
        return self._pattern is not None and self._pattern.search(_nfc(text)) is not None

    def out_of(self, text: str) -> str:
        """Return the text with whatever betrays the person cut out; without any of it, the very same text."""
        if self._pattern is None or not self.are_in(text):
            return text
        return self._pattern.sub(GONE, _nfc(text))

    def out_of_json(self, value: object) -> object:
        """Return a JSON value without the person: entries about them are emptied, texts are cut."""
        if isinstance(value, Mapping):
            return self._out_of_entry(value)
        if isinstance(value, list | tuple):
            return [self.out_of_json(inner) if isinstance(inner, Mapping) else self._cut(inner) for inner in value]
        if isinstance(value, str) and (self.is_address(value) or folded(value) in self.names or value in self.phones):
            return None
        return self._cut(value)

    def _out_of_entry(self, entry: Mapping[str, object]) -> dict[str, object]:
        """Empty an entry about the person; in one about somebody of the same name the name stays."""
        if any(self._is_theirs(entry.get(key)) for key in _WHO):
            return {key: self.out_of_json(inner) if key in _KEPT else _emptied(inner) for key, inner in entry.items()}
        anothers = {"name"} if any(entry.get(key) for key in _REACHED) else set()
        return {key: inner if key in anothers else self.out_of_json(inner) for key, inner in entry.items()}

    def _cut(self, value: object) -> object:
        if isinstance(value, list | tuple):
            return self.out_of_json(value)
        return self.out_of(value) if isinstance(value, str) else value

    def _is_theirs(self, value: object) -> bool:
        return isinstance(value, str) and (value in self.ids or address_key(value) in self.addresses)


def _emptied(value: object) -> object:
    if isinstance(value, Mapping):
        return {}
    return [] if isinstance(value, list | tuple) else None


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
