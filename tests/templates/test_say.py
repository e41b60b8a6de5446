"""Phrases in words: dates in two zones, numbers, lists, countries, nested phrases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.call.shipped import shipped_call
from core.dialogue.screen import Action, Country, Phrase, Screen
from core.model.words import LocalText
from templates.say import listed, say, tapped
from templates.words import MissingWordsError, Words

CALL = shipped_call("lacigf-2025")
NOON = datetime(2025, 8, 20, 15, 30, tzinfo=UTC)


def said(value: object, language: str = "es") -> str:
    return say(Phrase("chat.value.told", {"value": value}), Words(language), CALL)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)"),
        ("pt", "24 de agosto de 2025, 23:59 (hora local: Argentina; 25 de agosto de 2025, 02:59 UTC)"),
        ("en", "24 August 2025, 23:59 (Argentina time; 25 August 2025, 02:59 UTC)"),
    ],
)
def test_the_end_of_a_whole_day_is_its_last_minute_in_the_zone_and_in_utc(language: str, words: str) -> None:
    assert said(CALL.moments["submission_closes"], language) == words


def test_a_day_without_an_hour_is_told_as_a_day() -> None:
    assert said(CALL.moments["webinar"]) == "6 de agosto de 2025 (hora de Argentina)"


def test_an_instant_is_told_in_the_zone_of_the_call() -> None:
    assert said(NOON) == "20 de agosto de 2025, 12:30 (hora de Argentina; 20 de agosto de 2025, 15:30 UTC)"


def test_a_call_in_utc_tells_one_time_only() -> None:
    phrase = Phrase("chat.value.told", {"value": NOON})
    assert say(phrase, Words("es"), replace(CALL, zone="UTC")) == "20 de agosto de 2025, 15:30 UTC"


def test_a_zone_is_called_after_its_city_where_the_tables_name_it() -> None:
    phrase = Phrase("chat.value.told", {"value": NOON})
    told = say(phrase, Words("es"), replace(CALL, zone="America/Sao_Paulo"))
    assert told == "20 de agosto de 2025, 12:30 (hora de São Paulo; 20 de agosto de 2025, 15:30 UTC)"


def test_a_date_has_no_hour() -> None:
    assert said(date(2025, 11, 5)) == "5 de noviembre de 2025"


@pytest.mark.parametrize(("language", "words"), [("es", "10.000"), ("pt", "10.000"), ("en", "10,000")])
def test_numbers_are_written_as_each_language_does(language: str, words: str) -> None:
    assert said(10_000, language) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "Falta 1 requisito para enviar"),
        (2, "Faltan 2 requisitos para enviar"),
        (0, "Faltan 0 requisitos para enviar"),
    ],
)
def test_numbers_choose_plural_forms(count: int, words: str) -> None:
    assert say(Phrase("chat.state.blocking", {"count": count}), Words("es"), CALL) == words


@pytest.mark.parametrize(("language", "words"), [("es", "a, b y c"), ("pt", "a, b e c"), ("en", "a, b and c")])
def test_lists_are_joined_as_each_language_does(language: str, words: str) -> None:
    assert said(("a", Phrase(own="b"), "c"), language) == words


@pytest.mark.parametrize(
    ("items", "both", "either"),
    [
        (["Contenido", "Interacción"], "Contenido e Interacción", "Contenido o Interacción"),
        (["agujas", "hilo"], "agujas e hilo", "agujas o hilo"),
        (["cobre", "hierro"], "cobre y hierro", "cobre o hierro"),
        (["75 minutos", "«Otra»"], "75 minutos y «Otra»", "75 minutos u «Otra»"),
        (["a", "ayer", "hoy"], "a, ayer y hoy", "a, ayer u hoy"),
        (["7", "8 horas"], "7 y 8 horas", "7 u 8 horas"),
        (["10", "11"], "10 y 11", "10 u 11"),
        (["10", "110"], "10 y 110", "10 o 110"),
        (["uno"], "uno", "uno"),
        ([], "", ""),
    ],
)
def test_spanish_lists_sound_well(items: list[str], both: str, either: str) -> None:
    assert (listed(items, "es"), listed(items, "es", "or")) == (both, either)


@pytest.mark.parametrize(("language", "words"), [("pt", "a, Obra ou Ideia"), ("en", "a, Obra or Ideia")])
def test_other_languages_join_choices_as_they_do(language: str, words: str) -> None:
    assert listed(["a", "Obra", "Ideia"], language, "or") == words


@pytest.mark.parametrize(("language", "words"), [("es", "Brasil"), ("pt", "Brasil"), ("en", "Brazil")])
def test_countries_have_their_names(language: str, words: str) -> None:
    assert said(Country("BR"), language) == words


def test_a_code_that_is_no_country_stays_as_it_is() -> None:
    assert said(Country("XX")) == "XX"


def test_texts_of_the_call_and_own_words_are_said_as_they_are() -> None:
    assert said(LocalText({"es": "Híbrida", "en": "Hybrid"}), "en") == "Hybrid"
    assert say(Phrase(own="{name} %s"), Words("es"), CALL) == "{name} %s"
    assert said("{0.__class__}") == "{0.__class__}"


def test_a_phrase_inside_a_phrase_is_said_in_the_same_language() -> None:
    inner = Phrase("chat.field.country")
    assert say(Phrase("chat.action.edit", {"field": inner}), Words("pt"), CALL) == "Alterar: País"


def test_a_key_that_no_catalogue_has_is_our_own_bug() -> None:
    with pytest.raises(MissingWordsError):
        say(Phrase("chat.nowhere"), Words("es"), CALL)


def test_a_yes_or_no_cannot_be_said() -> None:
    with pytest.raises(TypeError):
        said(True)


def test_a_label_typed_is_the_action_whatever_the_case_and_accents() -> None:
    back = Action("back", Phrase("chat.action.back"))
    screen = Screen(place="ask", revision=3, title=Phrase(own="x"), rows=((back,),))
    assert tapped(screen, " ATRAS ", Words("es"), CALL) == back
    assert tapped(screen, "voltar", Words("es"), CALL) is None
    assert tapped(screen, "voltar", Words("pt"), CALL) == back
    assert tapped(screen, "", Words("es"), CALL) is None
