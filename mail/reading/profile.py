"""Profile lines: one contiguous block of 'Label: value', read by closed vocabularies and never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mail.reading.folding import folded
from mail.reading.vocabulary import Vocabulary

_LINE = re.compile(r"^\s*[*•·-]?\s*(?P<label>[^:：\n]{2,40}?)\s*\*?\s*[:：]\s*\*?\s*(?P<value>.*?)\s*$")
_LONGEST_VALUE = 200


@dataclass(slots=True)
class Profile:
    """`values` by key; `unknown` are lines as written whose label or value was not understood; `lines` are theirs."""

    values: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)


def read_profile(lines: Sequence[str], start: int, vocabulary: Vocabulary) -> Profile:
    """Read the first block of labelled lines at or after `start`; it ends at the first line that is none."""
    profile, conflicting = Profile(), set[str]()
    for index in range(start, len(lines)):
        line = lines[index]
        key = _key(line, vocabulary)
        if key is None:
            if profile.lines and line.strip():
                break
            if line.strip() and index > start:
                break
            continue
        profile.lines.add(index)
        _take(profile, key, line, vocabulary, conflicting)
    for key in conflicting:
        profile.values.pop(key, None)
    return profile


def _take(profile: Profile, key: str, line: str, vocabulary: Vocabulary, conflicting: set[str]) -> None:
    said = _LINE.match(line)
    text = said["value"].strip(" *_.") if said else ""
    value = vocabulary.value(key, text) if key and len(text) <= _LONGEST_VALUE else None
    if not text and key:
        return
    if value is None or (key in profile.values and profile.values[key] != value):
        profile.unknown.append(line.strip())
        if key in profile.values:
            conflicting.add(key)
    else:
        profile.values[key] = value


def _key(line: str, vocabulary: Vocabulary) -> str | None:
    """Return the key of a labelled line, '' for a slip of a known label, None for no such line."""
    found = _LINE.match(line)
    if found is None:
        return None
    label = folded(found["label"])
    if label in vocabulary.labels:
        return vocabulary.labels[label]
    return "" if vocabulary.label_near(label) else None
