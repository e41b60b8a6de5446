"""The HTML of our letters where mail programs are at their worst: no styles, no pictures, a limit, hostile words."""

from __future__ import annotations

from typing import Any

import pytest

from core.model.batch import ANNOUNCEMENT, LONGEST_SUBJECT
from mail.reading.markup import read_html
from templates.letters import KINDS, Letter
from templates.words import LANGUAGES, Words
from tests.templates.letters.html import seen
from tests.templates.letters.queued import CALL, DOCUMENT, WHOLE, a_letter
from tests.templates.letters.test_every_letter import words_of

CLIPPED = 102_000
"""Bytes of HTML from which Gmail hides the rest."""
HOSTILE = {
    "long": "Gobernanza participativa " * 400,
    "one word": "Superextraordinariamente" * 200,
    "from the right": "\u202eحوكمة الإنترنت\u202c في أمريكا",
    "pictures": "👩🏽‍🌾🌎" * 60,
    "encoded word": "=?utf-8?q?hola=0ABcc=3A_x=40y?=",
    "markup": "</p></div><img src=x onerror=y><!-- \"' & <script>alert(1)</script>",
}
_TYPED = {"proposal_title", "proponent_name", "person_name", "proponent_organisation", "description", "text", "title"}
_TYPED |= {"name", "proponent", "organisation", "collaborators", "subject"}


def typed(facts: Any, words: str) -> Any:
    """Facts in which everything that somebody may type is these words."""
    if isinstance(facts, dict):
        return {
            key: words if key in _TYPED and isinstance(value, str) else typed(value, words)
            for key, value in facts.items()
        }
    return [typed(item, words) for item in facts] if isinstance(facts, list) else facts


def hostile(kind: str, language: str, sort: str) -> Letter:
    return a_letter(kind, language, **typed(dict(WHOLE[kind]), HOSTILE[sort]))


@pytest.mark.parametrize("sort", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_was_typed_a_letter_is_whole_and_small_and_says_what_its_text_says(
    kind: str, language: str, sort: str
) -> None:
    letter = hostile(kind, language, sort)
    page = seen(letter.html)
    assert (page.open, page.wrong, page.fetches) == ([], [], [])
    assert page.language == language
    assert len(letter.html.encode()) < CLIPPED
    assert len(letter.subject) <= (LONGEST_SUBJECT if kind == ANNOUNCEMENT else 120)
    assert "\n" not in letter.subject + letter.preview
    assert page.taps.keys() == seen(a_letter(kind, language).html).taps.keys()
    plain = letter.text
    for href in page.hrefs:
        plain = plain.replace(f":\n{href}\n", "\n")
    assert words_of(page.text.removeprefix(" ".join(letter.preview.split()))) == words_of(plain)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_without_styles_it_reads_from_top_to_bottom(kind: str, language: str) -> None:
    """No tables to lay things out, no words that only a picture says; headings are headings."""
    page = seen(a_letter(kind, language).html)
    assert set(page.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "div"),
        *("p", "a", "br", "h2", "ul", "li", "dl", "dt", "dd"),
        *(("img",) if kind == "digest" else ()),  # its numbers stand beside it, in both drawings
    }
    assert "" not in [label.strip() for label in page.taps]


def test_lines_that_somebody_broke_are_broken_without_styles_too() -> None:
    lines = [line.strip() for line in read_html(a_letter("receipt").html)[0].split("\n")]
    assert {"Con dos párrafos.", CALL.name.said_in("es"), "¿Dudas? Escriba a contacto@lacigf.org"} <= set(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_that_would_be_hidden_is_cut_in_html_and_whole_in_the_text(language: str) -> None:
    keys = ("objectives", "relevance", "methodology", "expected_results", "participation_strategy", "resources")
    long = dict.fromkeys(keys, "Ñandú <&> " * 950)
    letter = a_letter("receipt", language, document={**DOCUMENT, "answers": {"description": "Breve.", **long}})
    assert len(letter.html.encode()) < CLIPPED
    assert letter.text.count("Ñandú") == len(keys) * 950
    assert seen(letter.html).text.count(Words(language)("letters.cut")) == len(keys)
    assert "Breve." in seen(letter.html).text


def test_a_copy_that_is_shown_whole_is_not_cut() -> None:
    objectives = "Comparar modelos. " * 500
    letter = a_letter("receipt", document={**DOCUMENT, "answers": {"objectives": objectives}})
    assert seen(letter.html).text.count("Comparar modelos.") == 500
    assert CALL.name.said_in("es") in letter.html
