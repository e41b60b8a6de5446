"""What looks like a mail program's mark and is the person's own sentence: nothing below it may be lost."""

from __future__ import annotations

import pytest

from core.model.letter import Decision
from tests.mail.reading.test_answers import letter, understood

OWN = [
    "El lunes 3 ya le escribió\npero no podré ir",
    "El martes 3 escribió el jefe a las 10:30\npero no",
    "El 3 de marzo Ana envió:\npero no puedo",
    "De: Ana <ana@x.org>\npero solo virtual",
    "Sent from Lima but not coming",
    "Em 2026 a Ana escreveu\nmas não posso na terça",
    "On 3 May she wrote\nbut only if it is online",
    "Le 3 mai il a écrit\nmais seulement en ligne",
    "3 de marzo, 10:30, en casa de Ana:\npero solo si hay luz",
]


@pytest.mark.parametrize("sentence", OWN)
def test_a_sentence_that_is_no_mark_hides_no_second_thought(sentence: str) -> None:
    reading = understood(letter(f"Sí, acepto\n{sentence}"))
    assert reading.decision is Decision.UNCLEAR
    assert reading.text == f"Sí, acepto\n{sentence}"


@pytest.mark.parametrize("word", ["Sí", "No", "Yes", "Não", "Oui"])
def test_a_bare_word_with_a_comma_and_more_below_is_asked_back(word: str) -> None:
    assert understood(letter(f"{word},\nmande el programa a mi oficina")).decision is Decision.UNCLEAR
    assert understood(letter(f"{word},\nAna Paz")).decision is not Decision.UNCLEAR
