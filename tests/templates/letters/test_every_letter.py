"""What holds for every kind of letter in every language, whether much or little is known."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from templates.letters import KINDS, Letter, render
from templates.words import LANGUAGES, catalogue
from tests.templates.letters.html import seen
from tests.templates.letters.queued import ABOUT, ANSWERABLE, BARE, CALL, LINKS, WHOLE, a_letter

EVERY = [(kind, language, amount) for kind in KINDS for language in LANGUAGES for amount in ("whole", "bare")]
HOLES = re.compile(r"[{}]|\bNone\b|\bnull\b|«»|“”|\(\)|\[\]|  +\S|letters\.|<[a-z/]")


def letter_of(kind: str, language: str, amount: str) -> Letter:
    return render(kind, language, (WHOLE if amount == "whole" else BARE)[kind], CALL, LINKS)


def test_the_samples_hold_every_kind() -> None:
    assert set(WHOLE) == set(BARE) == set(KINDS)


@pytest.mark.parametrize(("kind", "language", "amount"), EVERY)
def test_no_letter_has_a_hole(kind: str, language: str, amount: str) -> None:
    letter = letter_of(kind, language, amount)
    lines = [line.strip() for line in (letter.subject, letter.preview, *letter.text.split("\n"))]
    assert [line for line in lines if HOLES.search(line)] == []
    assert letter.subject
    assert letter.preview


@pytest.mark.parametrize(("kind", "language", "amount"), EVERY)
def test_plain_text_and_html_say_the_same(kind: str, language: str, amount: str) -> None:
    letter = letter_of(kind, language, amount)
    page = seen(letter.html)
    shown = page.text.removeprefix(letter.preview)
    plain = letter.text
    for href in page.hrefs:
        plain = plain.replace(f":\n{href}\n", "\n")
    assert words_of(plain) == words_of(shown)


def words_of(text: str) -> list[str]:
    """Words without what the two drawings put around them: bullets, dashes, underlines, the signature's line."""
    return [word for word in text.split() if not re.fullmatch(r"[•—-]+", word) or word == "---"]


@pytest.mark.parametrize(("kind", "language", "amount"), EVERY)
def test_every_link_stands_in_both_and_leads_to_us(kind: str, language: str, amount: str) -> None:
    letter = letter_of(kind, language, amount)
    links = re.findall(r"https?://\S+", letter.text)
    assert seen(letter.html).hrefs == links
    assert [link for link in links if not link.startswith(LINKS.home) and link != LINKS.chat] == []


@pytest.mark.parametrize(("kind", "language", "amount"), EVERY)
def test_html_is_well_formed_and_fetches_nothing(kind: str, language: str, amount: str) -> None:
    page = seen(letter_of(kind, language, amount).html)
    assert (page.open, page.wrong, page.fetches) == ([], [], [])
    assert [style for style in page.styles if "url(" in style or "@import" in style] == []


@pytest.mark.parametrize(("kind", "language", "amount"), EVERY)
def test_subjects_are_one_line_that_programs_show_whole(kind: str, language: str, amount: str) -> None:
    subject = letter_of(kind, language, amount).subject
    assert "\n" not in subject
    assert len(subject) <= 78


@pytest.mark.parametrize(("kind", "language", "amount"), EVERY)
def test_the_line_under_the_subject_says_what_the_subject_does_not_and_nothing_runs_into_it(
    kind: str, language: str, amount: str
) -> None:
    """Programs fill that line with whatever comes first in the letter: what comes is the preview, then empty space."""
    letter = letter_of(kind, language, amount)
    first = next(words for words in seen(letter.html).words if words.strip())
    filling = first.removeprefix(letter.preview)
    assert len(filling) >= 150
    assert set(filling) == {"\u00a0", "\u200c"}
    assert letter.preview.strip(".") not in letter.subject
    assert len(letter.preview) <= 120


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "proposal_title" in WHOLE[kind] and kind != "muted"])
def test_long_names_and_titles_are_cut_in_subjects(kind: str) -> None:
    title = "Gobernanza participativa de las redes comunitarias en zonas rurales y urbanas de la región"
    subject = a_letter(kind, proposal_title=title, proponent_name="María de los Ángeles Fernández de Córdoba").subject
    assert len(subject) <= 110
    assert "Gobernanza participativa de las…" not in subject
    assert "…»" in subject


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ANSWERABLE)
def test_what_can_be_answered_begins_with_the_line_to_answer_above_and_tells_how_to_make_us_stop(
    kind: str, language: str
) -> None:
    letter = a_letter(kind, language)
    assert letter.text.startswith(catalogue(language)["reading.marker"] + "\n")  # type: ignore[operator]  # a text
    stop = {"es": "«no me escriban más»", "pt": "“não me escrevam mais”", "en": "“do not write to me again”"}
    assert stop[language] in letter.text
    assert str(LINKS.page) in letter.text


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(ANSWERABLE)))
def test_what_cannot_be_answered_does_not_ask_for_an_answer(kind: str) -> None:
    assert catalogue("es")["reading.marker"] not in a_letter(kind).text.split("\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_of_this_room_are_left_over(language: str) -> None:
    """Every key is said by some letter: found by drawing all letters with a catalogue that tells on itself."""
    said = "\n".join(
        f"{letter.subject}\n{letter.preview}\n{letter.text}\n{_tapped(letter)}"
        for kind in KINDS
        for amount in ("whole", "bare")
        for letter in [letter_of(kind, language, amount)]
    )
    unused = [
        key
        for key, entry in catalogue(language).items()
        if key.startswith("letters.") and not any(_said(text, said) for text in _texts(entry))
    ]
    assert sorted(unused) == SELDOM


SELDOM = [
    "letters.cut",
    "letters.draft_reminder.advice",
    "letters.draft_reminder.preview_open",
    "letters.in_this_language",
    "letters.preview_open",
    "letters.was_this_you.would_profile",
    "letters.was_this_you.would_stop",
]
"""Said by letters of other tests, or (the offer to read in another language) by letters of the other languages."""


def _tapped(letter: Letter) -> str:
    """What the buttons say, and what the letters that they open begin with."""
    return "\n".join(f"{label}\n{unquote(url)}" for label, url in seen(letter.html).taps.items())


def _texts(entry: object) -> list[str]:
    return [str(text) for name, text in entry.items() if name != "by"] if isinstance(entry, dict) else [str(entry)]


def _said(text: str, said: str) -> bool:
    pattern = ".+".join(re.escape(piece) for piece in re.split(r"\{\w+\}", text))
    return re.search(pattern, said, re.IGNORECASE) is not None


def test_markup_that_somebody_typed_is_text() -> None:
    letter = a_letter("invitation", proposal_title="<img src=x> & <b>", person_name="<script>")
    page = seen(letter.html)
    assert (page.fetches, page.wrong) == ([], [])
    assert "«<img src=x> & <b>»" in page.text
    assert "Hola, <script>:" in letter.text


def test_line_breaks_and_direction_marks_in_names_are_gone() -> None:
    letter = a_letter("invitation", proposal_title="Redes\r\nBcc: x\u202e", proponent_name="A\nB")
    assert letter.subject == "A B le invita a «Redes Bcc: x»"


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(KeyError, match="congratulation"):
        render("congratulation", "es", ABOUT, CALL, LINKS)


def test_invitations_offer_to_be_read_in_the_other_languages() -> None:
    text = letter_of("invitation", "es", "whole").text
    assert f"Ler e responder em português:\n{LINKS.page}?lang=pt" in text
    assert f"Read and answer in English:\n{LINKS.page}?lang=en" in text
    assert "español" not in text
