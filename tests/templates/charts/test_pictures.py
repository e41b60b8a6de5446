"""Every picture says in words what it shows, fits its frame, and needs no font of the machine."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Xml
from dataclasses import replace
from itertools import pairwise

import pytest

from core.rules.figures import Bar, Figure, Kind
from templates.charts.drawing import TEXT, WIDTH, Drawn, drawn
from templates.charts.png import png
from templates.charts.telling import Telling, figure_of
from templates.letters.office import numbers
from templates.words import LANGUAGES, Words
from tests.templates.charts.samples import (
    ANSWERS,
    CALL,
    COUNTRIES,
    DAYS,
    EVERY,
    GENDER,
    REVIEWS,
    TOPICS,
    TYPES,
    facts,
)

SVG = "{http://www.w3.org/2000/svg}"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture(figure: Figure, language: str = "es", *, alone: bool = True) -> Drawn:
    words = Words(language)
    return drawn(Telling(CALL, words)(figure), CALL, words, alone=alone)


def texts(shown: Drawn) -> list[str]:
    root = Xml.fromstring(shown.svg)
    return [text.text or "" for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", EVERY, ids=lambda figure: f"{figure.kind}-{figure.subject}")
def test_numbers_in_a_picture_are_the_numbers_beside_it(figure: Figure, language: str) -> None:
    shown = picture(figure, language)
    beside = [number for _, said in numbers(shown.told) for number in re.findall(r"\d+", said)]
    inside = [
        number
        for said in texts(shown)
        if re.fullmatch(r"(?:[^\d]*\d+)(?: \+ \d+)?", said) and said not in _labels(shown)
        for number in re.findall(r"\d+", said)
        if number != "0" or figure.kind is Kind.DAYS
    ]
    assert inside == [number for number in beside if number != "0"]


def _labels(shown: Drawn) -> set[str]:
    """Days below the axis, and how many are left: no numbers of bars."""
    own = {row.label for row in shown.told.rows}
    return own | {said for said in texts(shown) if not re.search(r"\d+$", said)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", EVERY, ids=lambda figure: f"{figure.kind}-{figure.subject}")
def test_whoever_cannot_see_it_hears_its_title_and_its_largest_numbers(figure: Figure, language: str) -> None:
    told = picture(figure, language).told
    largest = max(figure.bars, key=lambda bar: sum(bar.counts))
    assert told.alt.startswith(told.title)
    assert str(largest.counts[0]) in told.alt
    assert told.alt.endswith(".")


def test_the_days_are_told_with_what_is_left() -> None:
    assert picture(DAYS).told.alt == (
        "Envíos por día, del 4 de agosto de 2025 al 24 de agosto de 2025: 50 en total. El día con más envíos fue el 19 "
        "de agosto de 2025, con 12; hoy van 7. Quedan 4 días para enviar."
    )
    assert {"Quedan 4 días para enviar", "hoy", "cierre", "20\N{NO-BREAK SPACE}ago"} <= set(texts(picture(DAYS)))


@pytest.mark.parametrize(
    ("today", "left"),
    [("2025-08-23", "Queda 1 día para enviar"), ("2025-08-24", "Hoy es el último día para enviar"),
     ("2025-08-25", "El envío ya cerró")],
)  # fmt: skip
def test_the_last_days_have_words_of_their_own(today: str, left: str) -> None:
    assert texts(picture(replace(DAYS, today=today)))[0] == left


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("today", ["2025-08-20", "2025-08-22", "2025-08-23", "2025-08-24"])
def test_today_and_the_close_do_not_stand_on_each_other(today: str, language: str) -> None:
    root = Xml.fromstring(picture(replace(DAYS, today=today), language).svg)
    marks = [text for text in root.iter(f"{SVG}text") if text.get("class") == "ink strong middle"]
    low = max(float(text.get("y", "")) for text in marks)
    ends = sorted(_ends(text) for text in marks if float(text.get("y", "")) == low)
    assert len(ends) == (1 if today == "2025-08-24" else 2)
    assert all(one < other for (_, one), (other, _) in pairwise(ends))


def _ends(text: Xml.Element) -> tuple[float, float]:
    """Where a text begins and ends, at eight units a letter."""
    middle, half = float(text.get("x", "")), len(text.text or "") * 4
    return middle - half, middle + half


def test_what_is_rounded_says_so_and_what_is_few_has_no_bar_and_no_number() -> None:
    told = picture(GENDER).told
    said = [(row.label, row.said) for row in told.rows]
    assert said == [
        ("Femenino", "unas 60"), ("Masculino", "unas 40"), ("No binario", "unas 5"), ("Otro", "menos de 5"),
        ("No lo dijeron", "unas 35"),
    ]  # fmt: skip
    assert "redondeados de 5 en 5" in told.note
    assert picture(GENDER).svg.count('class="one"') == 4


def test_two_series_are_told_apart_by_a_legend_in_the_order_of_their_numbers() -> None:
    shown = picture(TOPICS)
    assert texts(shown)[:2] == ["enviadas", "borradores"]
    assert shown.told.rows[1].said == "12 enviadas, 2 borradores"
    assert "url(#hatch)" in shown.svg


def test_two_pictures_of_one_page_share_no_names() -> None:
    words = Words("es")
    told = Telling(CALL, words)(TYPES)
    one, two = (drawn(told, CALL, words, alone=False, mark=f"-{place}").svg for place in (1, 2))
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_text_in_a_letter_is_tall_enough_on_the_narrowest_screen() -> None:
    """A screen of 360 pixels leaves 316 to a picture of a letter: the sheet's margins take 22 on each side."""
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", picture(TOPICS).svg)]
    assert sizes == [TEXT]
    assert min(sizes) * 316 / WIDTH >= 12


@pytest.mark.parametrize("figure", [DAYS, TYPES, COUNTRIES, REVIEWS], ids=lambda figure: figure.kind)
def test_a_picture_becomes_a_png_of_twice_its_size(figure: Figure) -> None:
    shown = picture(figure)
    made = png(shown.svg)
    assert made[:8] == SIGNATURE
    size = int.from_bytes(made[16:20], "big"), int.from_bytes(made[20:24], "big")
    assert size == (2 * shown.width, 2 * shown.height)


def test_every_letter_of_our_languages_is_in_the_typeface_that_comes_along() -> None:
    """What a typeface lacks is drawn as one and the same box."""

    def letter(mark: str) -> bytes:
        text = f'<text font-family="Source Sans Pro" y="15">{mark}</text>'
        return png(f'<svg xmlns="{SVG[1:-1]}" width="20" height="20">{text}</svg>')

    lacking = letter("\N{BLACK CHESS KNIGHT}")
    drawn_marks = {mark: letter(mark) for mark in "áéíóúüñãõâêôçàÁÉÍÓÚÑÃÇ¿¡«»“”—…º·"}
    assert [mark for mark, made in drawn_marks.items() if made == lacking] == []
    assert len(set(drawn_marks.values())) == len(drawn_marks)


@pytest.mark.parametrize("name", ['<b>Ana</b> & "Eva"', "]]><script>", "\x00\x1b[31m", "\ud83d half", "ا" * 200, ""])
def test_whatever_somebody_is_called_the_picture_stands(name: str) -> None:
    figure = replace(REVIEWS, bars=(Bar(name, (1, 2)), Bar("Inés", (3, 0))))
    shown = picture(figure)
    Xml.fromstring(shown.svg)
    assert png(shown.svg)[:8] == SIGNATURE


def test_a_figure_outlives_its_way_through_a_notice() -> None:
    assert [figure_of(told) for told in facts(*EVERY)] == list(EVERY)


def test_what_the_call_does_not_know_is_told_by_its_key() -> None:
    figure = replace(ANSWERS, kind=Kind.ATTRIBUTE, subject="shoe_size", bars=(Bar("44", (3,)),))
    assert picture(figure).told.title == "Personas confirmadas, por shoe_size"
    assert picture(figure).told.rows[0].label == "44"
