"""A screen as a card: what stands on it, in which order, and what gives way where not all fits."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.telegram.card import Card
from bot.telegram.drawing import drawn
from core.call.shipped import shipped_call
from core.dialogue.composing import navigation
from core.dialogue.screen import Action, Block, BlockKind, Expects, Input, Phrase, Progress, Screen
from core.model.finding import Finding, Severity
from templates.words import LANGUAGES, Words
from tests.bot.telegram.reading import assert_sound
from tests.core.dialogue.stage import Stage, gate

CALL = shipped_call("lacigf-2025")
SPANISH = Words("es")
WAYS = (navigation("back", "help"),)


def own(text: str) -> Phrase:
    return Phrase(own=text)


def screen(**changes: object) -> Screen:
    known = Screen(place="ask", revision=4, title=own("Mi sesión"), rows=WAYS)
    return replace(known, **changes)  # type: ignore[arg-type]


def card_of(shown: Screen, words: Words = SPANISH) -> Card:
    return drawn(shown, words, CALL, tag="ana")


def lacking(number: int) -> Finding:
    field = f"answers.{CALL.fields[number].key}"
    return Finding("required_field", "required_field", Severity.BLOCKS, field, {"field": field})


def test_a_question_with_everything_around_it() -> None:
    shown = screen(
        progress=Progress(5, 15),
        toast=Phrase("chat.toast.saved"),
        news=(own("Luis confirmó que participa."),),
        trail=(Block(BlockKind.ANSWER, Phrase("chat.field.name"), (own("Ana & Eva"),)),),
        blocks=(
            Block(BlockKind.QUESTION, own("¿Cuál es el título?")),
            Block(BlockKind.NOTE, own("Hasta 180 caracteres.")),
            Block(BlockKind.TEXT, Phrase("chat.ask.standing"), (own("Redes <3"),)),
        ),
        input=Input(Expects.TEXT),
    )
    assert card_of(shown).text.split("\n") == [
        "<b>Mi sesión</b> · 5/15",
        "<i>Guardado ✓</i>",
        "• Luis confirmó que participa.",
        "<i>Nombre: Ana &amp; Eva</i>",
        "",
        "<b>¿Cuál es el título?</b>",
        "<i>Hasta 180 caracteres.</i>",
        "",
        "Su respuesta de ahora:",
        "<blockquote expandable>Redes &lt;3</blockquote>",
        "",
        "✏️ Escriba su respuesta.",
        "",
        "<i>Los botones tienen número, en orden: /1, /2…</i>",
    ]


def test_a_list_with_short_and_long_lines() -> None:
    shown = screen(
        blocks=(
            Block(
                BlockKind.ROW, own("Eva"), (own("Ponente"), own("Invitada")), Action("person", own("Ver a Eva"), "1")
            ),
            Block(BlockKind.ROW, own("Resumen"), (own("Uno.\nDos."),)),
            Block(BlockKind.ROW, own("Suelta")),
            Block(BlockKind.GOOD, own("Nada impide enviar.")),
        )
    )
    card = card_of(shown)
    assert card.text.split("\n")[1:-2] == [
        "",
        "• <b>Eva</b>: Ponente; Invitada",
        "• <b>Resumen</b>",
        "Uno.",
        "Dos.",
        "• Suelta",
        "",
        "✅ Nada impide enviar.",
    ]
    assert [[button.label for button in row] for row in card.rows] == [["1. Ver a Eva"], ["2. Atrás", "3. Ayuda"]]


def test_what_stands_beside_a_whole_sentence_goes_below_it() -> None:
    told = Block(BlockKind.ROW, own("Eva confirmó que participa."), (own("10 de agosto"),))
    assert "\n• Eva confirmó que participa.\n10 de agosto\n" in card_of(screen(blocks=(told,))).text


def test_a_refused_text_stands_there_for_mending() -> None:
    refused = (Block(BlockKind.ERROR, Phrase("chat.problem.blank")), Block(BlockKind.QUESTION, own("¿Qué?")))
    shown = screen(blocks=refused, input=Input(Expects.LONG_TEXT, "<mi texto>"))
    text = card_of(shown).text
    assert "⚠️ <b>No llegó ningún texto. Escriba su respuesta.</b>" in text
    assert "escribió:\n<blockquote expandable>&lt;mi texto&gt;</blockquote>" in text
    assert "mi texto" not in card_of(replace(shown, blocks=refused[1:])).text


def test_unanswered_questions_fold_into_one_line() -> None:
    text = card_of(screen(missing=tuple(lacking(number) for number in range(5)))).text
    folded = "<blockquote expandable>Quedan 5 preguntas por responder.</blockquote>"
    assert f"Faltan 5 requisitos para enviar\n{folded}" in text
    three = card_of(screen(missing=tuple(lacking(number) for number in range(3)))).text
    assert len(three.partition("<blockquote expandable>")[2].partition("</blockquote>")[0].split("\n")) == 3


def test_a_long_list_of_what_is_missing_shows_its_first_and_how_many_more() -> None:
    stage = Stage(judge=gate)
    stage.begin_proposal()
    found = [item for item in stage.screen.missing if item.kind != "required_field"]
    lines = (
        card_of(screen(missing=tuple(found)))
        .text.partition("<blockquote expandable>")[2]
        .partition("</blockquote>")[0]
        .split("\n")
    )
    assert len(lines) == 4
    assert lines[-1] == f"y {len(found) - 3} más"


def test_advice_alone_is_told_as_advice() -> None:
    text = card_of(screen(missing=(replace(lacking(0), severity=Severity.WARNS),))).text
    assert "\n1 recomendación\n<blockquote expandable>Recomendación: " in text


def test_a_number_chooses_where_no_words_are_expected_and_the_card_says_so_once() -> None:
    ticks = tuple((Action("toggle", own(name), name),) for name in ("Ponente", "Moderación"))
    by_number = card_of(screen())
    several = card_of(screen(rows=ticks))
    assert by_number.text.count("número") == several.text.count("números") == 1
    assert [button.label for button in by_number.rows[0]] == ["1. Atrás", "2. Ayuda"]
    assert [button.label for row in several.rows for button in row] == ["1. Ponente", "2. Moderación"]
    assert [button.label for button in card_of(screen(input=Input(Expects.TEXT))).rows[0]] == ["Atrás", "Ayuda"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("expects", list(Expects))
def test_each_input_is_asked_for_in_its_own_words(expects: Expects, language: str) -> None:
    words = Words(language)
    text = assert_sound(card_of(screen(input=Input(expects)), words)).text
    assert ("✏️" in text) == (expects is not Expects.NOTHING)
    if expects is not Expects.NOTHING:
        assert words(f"telegram.expects.{expects}") in text


LONG = "palabra " * 2000


def test_earlier_answers_leave_first_and_the_question_stays() -> None:
    trail = tuple(Block(BlockKind.ANSWER, own(f"Antes {number}"), (own("sí"),)) for number in range(3))
    question = Block(BlockKind.QUESTION, own("¿La pregunta entera? " * 20))
    rows = tuple(Block(BlockKind.ROW, own(f"Campo {number}"), (own(LONG),)) for number in range(8))
    text = assert_sound(card_of(screen(trail=trail, blocks=(question, *rows), missing=(lacking(0),)))).text
    assert "Antes" not in text
    assert ("¿La pregunta entera? " * 20).strip() in text
    assert [f"Campo {number}" in text for number in range(8)] == [True] * 8
    lengths = [len(part) for part in re.findall(r"(?:palabra )+\w*…", text)]
    assert len(lengths) == 8
    assert max(lengths) - min(lengths) < 10, "long answers share what room there is"
    assert "Falta 1 requisito para enviar" in text


def test_a_short_answer_stays_whole_beside_long_ones() -> None:
    rows = (Block(BlockKind.ROW, own("A"), (own(LONG),)), Block(BlockKind.ROW, own("B"), (own("breve " * 12),)))
    assert ("breve " * 12).strip() in card_of(screen(blocks=rows)).text


NASTY = st.sampled_from(
    [
        "<b>negrita</b>", "</blockquote>", "&lt;", "&#60;", "<", "& <a href='x'>", "\x00\x1b", "\ud800", "\u202etxet",
        "", " ", "\n\n", "x" * 5000, "e\u0301" * 3000, "🇦🇷" * 3000, "👩\u200d👩\u200d👧" * 2000, "\u0301" * 5000,
        "<" * 5000, "a\r\nb\u2028c",
    ]
)  # fmt: skip
TEXTS = st.one_of(NASTY, st.text(st.characters(exclude_categories=()), max_size=60))
PHRASES = st.builds(own, TEXTS)
ACTIONS = st.builds(
    Action, verb=st.sampled_from(["choose", "toggle", "page"]), label=PHRASES, argument=st.text("ab.|", max_size=9)
)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(BlockKind),
    label=PHRASES,
    detail=st.lists(PHRASES, max_size=3).map(tuple),
    action=st.none() | ACTIONS,
)
SCREENS = st.builds(
    Screen,
    place=st.just("ask"),
    revision=st.integers(0, 10**6 - 1),
    title=PHRASES,
    blocks=st.lists(BLOCKS, max_size=8).map(tuple),
    rows=st.lists(st.lists(ACTIONS, max_size=12).map(tuple), max_size=5).map(tuple),
    input=st.builds(Input, expects=st.sampled_from(Expects), typed=TEXTS),
    progress=st.none() | st.builds(Progress, st.integers(0, 99), st.integers(0, 99)),
    trail=st.lists(BLOCKS, max_size=3).map(tuple),
    toast=st.none() | PHRASES,
    news=st.lists(PHRASES, max_size=5).map(tuple),
    missing=st.integers(0, 9).map(lambda count: tuple(lacking(number) for number in range(count))),
)


@settings(deadline=None)
@given(SCREENS, st.sampled_from(LANGUAGES))
@example(screen(blocks=(Block(BlockKind.QUESTION, own("q" * 9000)),) * 300), "es")
@example(screen(blocks=(Block(BlockKind.ROW, own("fila"), (own("sí"),)),) * 300), "es")
@example(screen(rows=tuple((Action("choose", own("igual"), str(number)),) for number in range(150))), "es")
@example(screen(title=own(" "), rows=()), "es")
def test_any_text_in_any_place_is_drawn_within_the_limits(shown: Screen, language: str) -> None:
    message = assert_sound(card_of(shown, Words(language)))
    assert {tag for tag, _ in message.runs} <= {"b", "i", "blockquote"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", message.text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Z")), min_size=1, max_size=60))
@example("<b>hola</b>&amp;")
@example("</b></blockquote>")
def test_what_people_wrote_is_shown_as_they_wrote_it(text: str) -> None:
    blocks = tuple(Block(kind, own(text), (own(text),)) for kind in BlockKind)
    shown = screen(title=own(text), toast=own(text), news=(own(text),), blocks=blocks, input=Input(Expects.TEXT, text))
    message = assert_sound(card_of(shown))
    assert message.text.count(text) >= 2 * len(BlockKind) + 4


def test_buttons_that_would_read_alike_are_told_apart() -> None:
    rows = tuple((Action("open", own("x" * 70 + end), end),) for end in "abc")
    labels = [row[0].label for row in card_of(screen(rows=rows, input=Input(Expects.TEXT))).rows]
    assert labels == ["x" * 63 + "…", "x" * 58 + "… (/2)", "x" * 58 + "… (/3)"]


def test_of_too_many_buttons_the_ways_out_stay() -> None:
    rows = tuple((Action("choose", own(f"Opción {number}"), str(number)),) for number in range(120))
    labels = [button.label for row in card_of(screen(rows=(*rows, *WAYS))).rows for button in row]
    assert len(labels) == 100
    assert labels[-2:] == ["121. Atrás", "122. Ayuda"]


def test_a_key_too_long_for_a_button_is_carried_by_a_mark() -> None:
    long = "answers." + "k" * 60
    card = card_of(screen(rows=((Action("edit", own("Cambiar"), long),),)))
    assert_sound(card)
    assert long not in card.rows[0][0].data
