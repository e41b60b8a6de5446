"""Profile lines: one contiguous block of 'Label: value', read by closed vocabularies and never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mail.reading.folding import folded
from mail.reading.vocabulary import Vocabulary

_LINE = re.compile(
    r"^[\s*_•·-]*(?P<label>[^\W\d_][^:：=\n]{0,39}?)[*_]*\s?(?P<sign>[:：=]|\s[-–—]\s)(?!//)(?P<value>.*)$"
)
_BRACKETED = re.compile(r"\[[^\[\]\n]{0,200}\]")
_SIGNATURE = re.compile(r"^\s*(?:--|—|––)\s*$")
_LONGEST_VALUE = 200
_MOST_LINES = 40
_LAST_LINE = 200
_WRAPS_AT = 60
"""A line this long may go on below: mail programs break lines."""
_WORDS_OF_A_LABEL = 4


@dataclass(slots=True)
class Profile:
    """`values` by key; `unknown` are lines as written whose label or value was not understood; `lines` are theirs.

    `about_coming` are those of the unknown that were to tell how somebody takes part: they may take back a yes.
    """

    values: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    about_coming: list[str] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Row:
    """One labelled line; `key` is '' where the label is none of ours; `size` counts the lines it is broken over."""

    key: str
    value: str
    written: str
    size: int = 1


def read_profile(lines: Sequence[str], vocabulary: Vocabulary, letter: str | None) -> Profile:
    """Read the first block of labelled lines that holds a label of ours (or a slip of one), above any signature.

    Blank lines do not end a block, any other line does. `letter` is what is answered: form lines left as they were
    there say nothing.
    """
    profile, clashing, index = Profile(), set[str](), 0
    while (
        index < min(len(lines), _LAST_LINE) and len(profile.lines) < _MOST_LINES and not _SIGNATURE.match(lines[index])
    ):
        row = _row(lines, index, vocabulary, begun=bool(profile.lines))
        if row is not None:
            profile.lines.update(range(index, index + row.size))
            _take(profile, row, vocabulary, letter, clashing)
        elif profile.lines and lines[index].strip():
            break
        index += row.size if row else 1
    for key in clashing:
        profile.values.pop(key, None)
    return profile


def is_labelled(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line begins with a label of ours."""
    found = _LINE.match(line)
    return found is not None and folded(found["label"]) in vocabulary.labels


def _row(lines: Sequence[str], index: int, vocabulary: Vocabulary, *, begun: bool) -> _Row | None:
    found = _LINE.match(lines[index])
    if found is None:
        return None
    label = folded(found["label"])
    key = vocabulary.labels.get(label)
    is_sure = found["sign"].strip() in {":", "：", "="}
    is_other = begun and len(label.split()) <= _WORDS_OF_A_LABEL
    if key is None and not (is_sure and (is_other or vocabulary.label_near(label))):
        return None
    size = 1
    while len(lines[index + size - 1]) >= _WRAPS_AT and _goes_on(lines, index + size):
        size += 1
    value = " ".join([found["value"], *lines[index + 1 : index + size]])
    surplus = " \t*_." if key in vocabulary.values else " \t*_"
    return _Row(key or "", value.strip(surplus), lines[index].strip(), size)


def _goes_on(lines: Sequence[str], index: int) -> bool:
    return index < len(lines) and bool(lines[index].strip()) and not _LINE.match(lines[index])


def _without_choices(text: str, letter: str | None) -> str:
    """Return a value without the choices that stood in the letter: many people write beside them, not over them."""
    ours = {folded(stood) for stood in _BRACKETED.findall(letter or "")}
    return _BRACKETED.sub(lambda found: "" if folded(found[0]) in ours else found[0], text).strip(" \t*_")


def _take(profile: Profile, row: _Row, vocabulary: Vocabulary, letter: str | None, clashing: set[str]) -> None:
    text = _without_choices(row.value, letter)
    if not folded(text):
        return
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1].strip() if letter else ""
    value = vocabulary.value(row.key, text) if row.key and 0 < len(text) <= _LONGEST_VALUE else None
    if value is None or profile.values.get(row.key, value) != value:
        profile.unknown.append(row.written)
        if row.key == "attendance":
            profile.about_coming.append(text)
        if row.key in profile.values:
            clashing.add(row.key)
    else:
        profile.values[row.key] = value
