"""The words that a profile line may use: labels and closed vocabularies, as data built from the call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from core.call.definition import Attribute, Call
from core.model.proposal import Attendance
from core.model.words import LANGUAGES
from mail.reading.folding import folded
from templates.words import Words

_NEAR = 0.8
"""Likeness from which a label that nobody uses is taken for a slip of one that is known: then it is asked back."""

_OF_TWO_COUNTRIES = frozenset({"congo"})
"""What people call either of two countries; then it is asked back."""
_ALSO_A_REFUSAL = frozenset({"no", "si", "na"})
"""Codes of Norway, Slovenia and Namibia that say no, yes or N/A where a person writes them; then it is asked back."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`labels` maps folded labels to keys; `values` maps a key to its folded values; a key without values is free text.

    `markers` are the lines above which our letters ask people to answer.
    """

    labels: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    markers: tuple[str, ...] = ()

    def label_near(self, label: str) -> bool:
        """Whether an unknown label looks like a slip of a known one."""
        return any(_is_near(label, known) for known in self.labels)

    def value(self, key: str, said: str) -> str | None:
        """Return the canonical value, the text itself for a free key, None for what is not in the vocabulary."""
        if key not in self.values:
            return said.strip() or None
        return self.values[key].get(folded(said))


def _is_near(label: str, known: str) -> bool:
    # Words of too different a length need no comparing: long letters have thousands of lines.
    longest = 2 * min(len(label), len(known)) / (len(label) + len(known) or 1)
    return longest >= _NEAR and SequenceMatcher(None, label, known).ratio() >= _NEAR


def vocabulary_of(call: Call, countries: Mapping[str, Iterable[str]]) -> Vocabulary:
    """Return the vocabulary of a call in all our languages; `countries` maps ISO codes to the names people use."""
    labels: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {"attendance": {}}
    for language in LANGUAGES:
        words = Words(language)
        for key in ("name", "attendance"):
            labels.update(dict.fromkeys(_listed(words(f"reading.labels.{key}")), key))
        for attendance in Attendance:
            values["attendance"].update(dict.fromkeys(_listed(words(f"reading.attendance.{attendance}")), attendance))
        for attribute in call.attributes:
            labels[folded(attribute.label.said_in(language))] = attribute.key
            if words.has(f"reading.labels.{attribute.key}"):
                labels.update(dict.fromkeys(_listed(words(f"reading.labels.{attribute.key}")), attribute.key))
    for attribute in call.attributes:
        known = _values(attribute, countries)
        if known:
            values[attribute.key] = known
        labels.setdefault(folded(attribute.key), attribute.key)
    markers = tuple(Words(language)("reading.marker") for language in LANGUAGES)
    return Vocabulary(labels, values, markers)


def _values(attribute: Attribute, countries: Mapping[str, Iterable[str]]) -> dict[str, str]:
    if attribute.is_country:
        named = {folded(name): code for code, names in countries.items() for name in (code, *names)}
        return {name: code for name, code in named.items() if name not in _OF_TWO_COUNTRIES | _ALSO_A_REFUSAL}
    known: dict[str, str] = {}
    for option in attribute.options:
        names = (option.key, *option.name.by_language.values(), *option.aliases)
        known.update((folded(name), option.key) for name in names)
        known[folded(option.key.replace("_", " "))] = option.key
    return known


def _listed(words: str) -> list[str]:
    return [folded(word) for word in words.split("|")]
