"""The gallery shows every kind of letter, in every language, width and scheme, beside its plain text."""

from __future__ import annotations

import html
import re

import pytest

from templates.letters import KINDS
from templates.words import LANGUAGES
from tests.gallery.letters.page import SCHEMES, WIDTHS, in_scheme, wing
from tests.gallery.letters.samples import Sample, samples
from tests.gallery.page import gallery
from tests.gallery.rooms import ROOMS as SCREENS
from tests.templates.letters.test_every_letter import HOLES

EVERY = [(sample, language) for sample in samples() for language in LANGUAGES]


def test_every_kind_of_letter_hangs_in_it() -> None:
    hanging = {sample.kind for sample in samples()}
    assert set(KINDS) - hanging == set(), "add a line for these to tests/gallery/letters/samples.py"
    assert hanging <= set(KINDS)


def test_every_letter_has_a_name_of_its_own() -> None:
    names = [*(sample.name for sample in samples()), *(item.name for room in SCREENS for item in room.situations)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("sample", "language"), EVERY, ids=lambda item: getattr(item, "name", item))
def test_no_letter_of_it_has_a_hole(sample: Sample, language: str) -> None:
    letter = sample.in_language(language)
    lines = [line.strip() for line in (letter.subject, letter.preview, *letter.text.split("\n"))]
    assert [line for line in lines if HOLES.search(line)] == []


def test_each_stands_in_each_language_and_scheme_beside_its_plain_text() -> None:
    page = gallery()
    drawn = "\n".join(wing())
    assert drawn in page
    for sample, language in EVERY:
        letter = sample.in_language(language)
        assert f"<pre>{html.escape(letter.text)}</pre>" in drawn
        assert f"<span>{html.escape(letter.subject)}</span><small>{html.escape(letter.preview)}</small>" in drawn
    assert len(re.findall("<iframe ", drawn)) == len(EVERY) * len(SCHEMES)
    assert [key for key in (*WIDTHS, *SCHEMES) if f'id="{key}"' not in page] == []


def test_a_scheme_is_drawn_whatever_the_reader_has() -> None:
    source = next(samples()).in_language("es").html
    assert "prefers-color-scheme" in source
    assert "prefers-color-scheme" not in in_scheme(source, "light") + in_scheme(source, "dark")
    assert in_scheme(source, "light") != in_scheme(source, "dark")
