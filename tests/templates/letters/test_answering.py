"""Our letters and the reading of answers, together: nothing of ours passes for an answer, and no answer for ours."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest

from core.dialogue.reading.countries import codes
from core.model.letter import Decision, Reading
from core.model.proposal import Attendance
from mail.reading import read, vocabulary_of
from mail.reading.folding import folded
from mail.reading.grammar import is_ours_to_avoid
from mail.reading.markup import read_html
from templates.letters import KINDS, Letter
from templates.say import country
from templates.words import LANGUAGES, Words
from tests.templates.letters.queued import ANSWERABLE, CALL, a_letter

VOCABULARY = vocabulary_of(CALL, {code: [country(code, language) for language in LANGUAGES] for code in codes()})
YES = {"es": "Sí", "pt": "Sim", "en": "Yes"}
NO = {"es": "No", "pt": "Não", "en": "No"}
HOSTILE = ("Sí", "no", "ACEPTO.", "no me escriban más", "Sector: Academia")
"""What somebody might type into a title, a name or a text, so that it stands in a letter of ours."""


def answer(letter: Letter, own: str, *, quoted: str = "> ") -> Reading:
    """What is read from an answer that has our letter under it."""
    message = EmailMessage()
    message["From"], message["Message-ID"] = "bruno@example.org", "<b1@example.org>"
    below = "".join(f"{quoted}{line}\n" for line in letter.text.splitlines())
    message.set_content(f"{own}\n\n{below}")
    return read(message.as_bytes(), vocabulary=VOCABULARY, invitation=letter.text)


def hostile(kind: str, language: str, words: str) -> Letter:
    """A letter in which everything that somebody else may type is these words."""
    typed = dict.fromkeys(("proposal_title", "proponent_name", "person_name", "proponent_organisation"), words)
    asked = {"description": f"{words}\n{words}", "text": f"{words}\n{words}", "unknown": [words, words]}
    answered = {"understood": {"organisation": words}, "known": {"organisation": words}, "roles": [words]}
    return a_letter(kind, language, **typed, **asked, **answered)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_line_of_a_letter_reads_as_an_answer(kind: str, language: str) -> None:
    letter = a_letter(kind, language)
    lines = [letter.subject, letter.preview, *letter.text.splitlines(), *read_html(letter.html)[0].splitlines()]
    assert [line for line in lines if is_ours_to_avoid(line)] == []


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ANSWERABLE)
def test_whatever_others_typed_no_line_equals_what_they_typed(kind: str, language: str, words: str) -> None:
    letter = hostile(kind, language, words)
    lines = [*letter.text.splitlines(), *read_html(letter.html)[0].splitlines()]
    assert [line for line in lines if folded(line) == folded(words)] == []


@pytest.mark.parametrize("quoted", ["> ", ""])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ANSWERABLE)
def test_a_plain_word_above_our_letter_decides(kind: str, language: str, quoted: str) -> None:
    for words in (None, *HOSTILE):
        letter = hostile(kind, language, words) if words else a_letter(kind, language)
        assert answer(letter, YES[language], quoted=quoted).decision is Decision.ACCEPT
        assert answer(letter, NO[language], quoted=quoted).decision is Decision.DECLINE


@pytest.mark.parametrize("quoted", ["> ", ""])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ANSWERABLE)
def test_our_letter_sent_back_decides_nothing(kind: str, language: str, quoted: str) -> None:
    reading = answer(a_letter(kind, language), "", quoted=quoted)
    assert (reading.decision, reading.fields, reading.stop) == (Decision.UNCLEAR, {}, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_that_a_letter_offers_is_understood(language: str) -> None:
    """The lines are copied, and each keeps one of the choices that stood in its brackets."""
    letter = a_letter("invitation", language)
    offered = {attribute.key: [option.key for option in attribute.options] for attribute in CALL.attributes}
    offered["attendance"] = [str(way) for way in Attendance]
    lines = dict(re.findall(r"(?m)^([^:\n]+): \[([^\n]+ / [^\n]+)\]$", letter.text))
    found: dict[str, list[str]] = {}
    for label, choices in lines.items():
        for choice in choices.split(" / "):
            reading = answer(letter, f"{YES[language]}\n{label}: {choice}")
            assert (reading.decision, reading.unknown_fields) == (Decision.ACCEPT, ())
            for key, value in reading.fields.items():
                found.setdefault(key, []).append(value)
    assert found == {key: values for key, values in offered.items() if values}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_that_ask_for_words_are_understood_too(language: str) -> None:
    letter = a_letter("invitation", language)
    given = {"name": "Bruno Díaz Soto", "country": country("UY", language), "organisation": "UdelaR"}
    labels = {key: _label(key, language) for key in given}
    assert [label for label in labels.values() if f"\n{label}: [" not in letter.text] == []
    own = "\n".join((YES[language], *(f"{labels[key]}: {value}" for key, value in given.items())))
    reading = answer(letter, own)
    assert reading.fields == {**given, "country": "UY"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_left_as_they_were_say_nothing(language: str) -> None:
    letter = a_letter("invitation", language)
    blank = re.findall(r"(?m)^[^:\n]+: \[.+\]$", letter.text)
    reading = answer(letter, "\n".join((YES[language], *blank)))
    assert len(blank) == len(CALL.attributes) + 2
    assert (reading.decision, reading.fields, reading.unknown_fields) == (Decision.ACCEPT, {}, ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ANSWERABLE)
def test_what_we_noted_can_be_said_again(kind: str, language: str) -> None:
    """Letters tell values that are known; a person who writes the same line is still understood."""
    known = {"sector": "academia", "country": "UY", "attendance": "in_person", "organisation": "UdelaR"}
    letter = a_letter(kind, language, understood=known, known=known, attendance="in_person", unknown=["Sector: Acad"])
    words = Words(language)
    said = {
        "sector": "Academia",
        "country": country("UY", language),
        "attendance": words("chat.attendance.in_person"),
        "organisation": "UdelaR",
    }
    own = "\n".join((YES[language], *(f"{_label(key, language)}: {value}" for key, value in said.items())))
    assert answer(letter, own).fields == known
    assert answer(letter, f"{YES[language]}\nSector: Acad").unknown_fields == ("Sector: Acad",)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ANSWERABLE)
def test_the_way_to_make_us_stop_that_a_letter_names_works(kind: str, language: str) -> None:
    letter = a_letter(kind, language)
    small_print = Words(language)("letters.mute")
    assert small_print in letter.text
    (phrase,) = re.findall(r"[«“](.+?)[»”]", small_print)
    assert answer(letter, phrase).stop


def _label(key: str, language: str) -> str:
    attribute = CALL.attribute(key)
    return attribute.label.said_in(language) if attribute else Words(language)(f"chat.field.{key}")
