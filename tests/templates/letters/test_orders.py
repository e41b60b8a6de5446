"""The echo of orders: every sentence of the room is said, and no line of ours is an order, however it is broken."""

from __future__ import annotations

import textwrap

import pytest

from core.dialogue.reading.orders import read_order
from core.model.order import Misread, Order, Verb
from mail.reading.orders import is_order
from mail.reading.own import own_lines
from templates.letters.orders import forms
from templates.words import Words, catalogue
from tests.templates.letters.ordered import ECHOES, UNHEARD, on, told
from tests.templates.letters.ordered import came as came_of
from tests.templates.letters.queued import CALL, LANGUAGES, LINKS, WHOLE, a_letter

WIDTHS = range(30, 100, 2)
DIGEST = {**WHOLE["digest"], "orders": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_that_we_show_is_understood(language: str) -> None:
    shown = forms(Words(language))
    meant = {key: read_order(form) for key, form in shown.items()}
    assert not [key for key, order in meant.items() if isinstance(order, Misread)]
    verbs = {key: order.verb for key, order in meant.items() if isinstance(order, Order)}
    assert verbs == {**{key: Verb(key) for key in shown if key != "extend_call"}, "extend_call": Verb.EXTEND}


def said(language: str) -> list[str]:
    """The text of every letter that a secretary may answer with orders."""
    echoes = [a_letter("orders_echo", language, **facts) for facts in ECHOES.values()]
    unheard = [a_letter("orders_unheard", language, why=why) for why in UNHEARD]
    digests = [a_letter("digest", language, **DIGEST)]
    return [f"{letter.subject}\n{letter.text}" for letter in (*echoes, *unheard, *digests)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_ours_is_an_order_even_where_a_program_breaks_it(language: str) -> None:
    """Broken pieces come back without a mark: as our own letter knows them, or too short to be an order."""
    for text in said(language):
        lines = text.splitlines()
        assert not [line for line in lines if is_order(line)]
        for line in lines:
            broken = {part for width in WIDTHS if len(line) > width for part in textwrap.wrap(line, width)}
            assert not [part for part in broken if is_order(part) and is_read(part, text)]


def is_read(part: str, letter: str) -> bool:
    """Whether a line of an answer to a letter counts as its writer's own."""
    return bool(own_lines(part, markers=(), invitation=letter, may_answer=lambda line: False).all)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_room_is_said(language: str) -> None:
    """Of each sentence the longest piece between two facts is looked for."""
    texts = "\n".join(said(language)).casefold()
    unsaid = []
    for key, entry in catalogue(language).items():
        if key.startswith("orders.") and not key.startswith(("orders.chat.", "orders.office.")):
            forms_of = [value for name, value in entry.items() if name != "by"] if isinstance(entry, dict) else [entry]
            pieces = [max(_pieces(str(form)), key=len) for form in forms_of]
            if not any(piece.casefold() in texts for piece in pieces):
                unsaid.append(key)
    assert unsaid == ["orders.all_people"]


def _pieces(form: str) -> list[str]:
    return [piece.rpartition("{")[0] if "{" in piece else piece for piece in form.split("}")]


def test_an_echo_says_what_was_done_and_how_to_undo_it() -> None:
    letter = a_letter("orders_echo", "en", **told(came_of("hold", on(7))))
    assert letter.subject == "LACIGF 18: done"
    assert "Proposal 7, “Redes que cuidan”, is on hold: nobody gets reminders about it." in letter.text
    assert "Answer this email with the word “undo” until " in letter.text


def test_an_echo_of_nothing_offers_no_undo() -> None:
    for name in ("asks", "nothing", "empty"):
        assert "“undo”" not in a_letter("orders_echo", "en", **ECHOES[name]).text


def test_thanks_alone_are_not_told_of_orders_that_were_understood_and_left_undone() -> None:
    for language in LANGUAGES:
        text = a_letter("orders_echo", language, **ECHOES["empty"]).text
        assert Words(language)("orders.empty") in text
        assert Words(language)("orders.nothing") not in text


def test_orders_that_came_again_tell_how_to_have_them_done_once_more() -> None:
    text = a_letter("orders_echo", "es", **ECHOES["again"]).text
    assert "las atendimos el 10 de agosto de 2025, 12:00" in text
    assert "conteste este correo con los mismos renglones" in text
    assert "“deshacer”" not in a_letter("orders_echo", "pt", **{**ECHOES["again"], "until": None}).text


def test_orders_that_were_understood_and_could_not_be_done_are_not_asked_for_anew() -> None:
    why = came_of(
        "remind", on(7, why="nobody_reminded", not_told=[{"name": "Luz Vega", "why": "too_soon"}]), done=False
    )
    letter = a_letter("orders_echo", "es", **told(why))
    assert letter.subject == "LACIGF 18: no hicimos nada todavía"
    assert "no saldrá ningún recordatorio. A Luz Vega no le escribimos. Ya le escribimos hace poco." in letter.text
    assert "Escriba solo las órdenes" not in letter.text
    assert "deshacer" not in letter.text


def test_who_is_asked_about_a_close_hears_what_would_come_before_it() -> None:
    letter = a_letter("orders_echo", "es", **ECHOES["asks"])
    assert "esto quedaría antes del cierre: Comienzo de la evaluación (25 de agosto de 2025)." in letter.text


def test_very_many_people_are_not_named_one_by_one() -> None:
    crowd = [{"name": f"Persona {number}"} for number in range(40)]
    text = a_letter("orders_echo", "es", **told(came_of("remind", on(4, told=crowd)))).text
    assert "todas las personas que faltaban" in text
    assert "Persona 7" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_tells_of_orders_only_where_it_takes_them(language: str) -> None:
    form = forms(Words(language))["hold"]
    assert form in a_letter("digest", language, **DIGEST).text
    assert form not in a_letter("digest", language).text
    assert (CALL.id, LINKS.home) == ("lacigf-2025", "https://convoca.test/")
