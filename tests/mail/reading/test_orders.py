"""The orders of a letter: what people write around them is let be, anything else keeps all of it from being done."""

from __future__ import annotations

import pytest

from core.model.order import Misread, Order, Verb, Wrong
from mail.reading.orders import MOST, read_orders

FROM = "María Pérez <secretaria@lacigf.example>"


def orders(text: str, sender: str = FROM) -> list[str]:
    """Each line as 'verb numbers' or '? line'."""
    read = read_orders(text.split("\n"), sender=sender)
    return [f"? {one.line}" if isinstance(one, Misread) else f"{one.verb} {one.numbers}" for one in read]


@pytest.mark.parametrize(
    "text",
    [
        "hold 7",
        "Hola:\n\nhold 7\n\nGracias",
        "Hola, María:\nretener 7\n\nMuchas gracias.\nMaría",
        "Bom dia,\n\nreter 7\n\nObrigada!\nAbraço\nMaría Pérez",
        "hold 7\n\nSaludos\nMaría Pérez\nSecretaría Técnica\nTel. +598 2604 2222\nwww.lacigf.example",
        "hold 7\nfin\nThis message is confidential; if you are not its addressee, hold 8 …",
    ],
)
def test_what_people_write_around_an_order_orders_nothing(text: str) -> None:
    assert orders(text) == ["hold (7,)"]


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("hold 7\nwait, no", "? wait, no"),
        ("hold 7\nEspera", "? Espera"),
        ("hold 7\n\nSaludos\nMe equivoqué con la 7", "? Me equivoqué con la 7"),
        ("hold 7\nSaludos\nMaría\nHodl 8", "? Hodl 8"),
        ("hold 7\nSaludos\nMaría\nMejor No.", "? Mejor No."),
        ("hold 7\nJuan", "? Juan"),
        ("hold 7\n8", "? 8"),
        ("hold 7\nThis message is confidential.", "? This message is confidential."),
    ],
)
def test_what_may_take_an_order_back_is_handed_on(text: str, besides: str) -> None:
    assert orders(text) == ["hold (7,)", besides]


def test_several_lines_are_several_orders_in_turn() -> None:
    assert orders("extend 2 days 17 23\nremind 4 9\nnote 12 room B\nhold 7\nrelease 8\n\nThanks") == [
        "extend (17, 23)", "remind (4, 9)", "note (12,)", "hold (7,)", "release (8,)",
    ]  # fmt: skip


def test_a_note_that_a_program_broke_goes_on_below() -> None:
    long = "note 12 they asked for a bigger room, on the first floor, and"
    read = read_orders([long, "with two microphones", "hold 7"], sender=FROM)
    assert [getattr(one, "text", None) for one in read] == [f"{long[8:]} with two microphones", ""]


def test_a_short_note_does_not_swallow_the_next_line() -> None:
    assert orders("note 12 room B\nwith two microphones") == ["note (12,)", "? with two microphones"]


def test_struck_out_words_leave_no_line_plain() -> None:
    assert read_orders(["hold 7"], sender=FROM, struck=True) == (Misread(line="", why=Wrong.STRUCK_OUT),)


def test_a_letter_without_orders_has_none_and_one_with_too_many_is_asked_back() -> None:
    assert read_orders(["Gracias", "", "María"], sender=FROM) == ()
    read = read_orders([f"hold {n}" for n in range(1, MOST + 3)], sender=FROM)
    assert len(read) == MOST + 1
    assert read[-1] == Misread(line=f"hold {MOST + 1}", why=Wrong.TOO_LONG)
    assert read[0] == Order(verb=Verb.HOLD, line="hold 1", numbers=(1,))
