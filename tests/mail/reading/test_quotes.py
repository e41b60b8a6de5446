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

LEADING = [
    "No acepto lo que Ana escribió:\n> Venga\n",
    "El 3 de marzo no pude hacer lo que Ana escribió:\n> Venga",
    "Em 2026 não posso fazer o que a Ana escreveu:\n> Venha",
    "On second thoughts I cannot do what she wrote:\n> Come",
]


@pytest.mark.parametrize("sentence", LEADING)
def test_a_sentence_that_leads_to_a_quotation_is_still_theirs(sentence: str) -> None:
    reading = understood(letter(f"Sí, acepto\n{sentence}"))
    assert reading.decision is Decision.UNCLEAR
    assert sentence.partition("\n")[0] in reading.text


@pytest.mark.parametrize("name", ["Foro", "Ana Paz", "María del Río", "Foro de Gobernanza"])
@pytest.mark.parametrize("verb", ["escribió", "escreveu", "wrote", "a écrit"])
def test_a_name_that_wrote_what_is_marked_below_is_a_program_s(name: str, verb: str) -> None:
    assert understood(letter(f"Sí, acepto\n\n{name} {verb}:\n> No")).text == "Sí, acepto"


@pytest.mark.parametrize("sentence", OWN)
def test_a_sentence_that_is_no_mark_hides_no_second_thought(sentence: str) -> None:
    reading = understood(letter(f"Sí, acepto\n{sentence}"))
    assert reading.decision is Decision.UNCLEAR
    assert reading.text == f"Sí, acepto\n{sentence}"


@pytest.mark.parametrize("word", ["Sí", "No", "Yes", "Não", "Oui"])
def test_a_bare_word_with_a_comma_and_more_below_is_asked_back(word: str) -> None:
    assert understood(letter(f"{word},\nmande el programa a mi oficina")).decision is Decision.UNCLEAR
    assert understood(letter(f"{word},\nAna Paz")).decision is not Decision.UNCLEAR
