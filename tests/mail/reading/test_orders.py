"""The orders of a letter: what people write around them is let be, anything else keeps all of it from being done."""

from __future__ import annotations

import pytest

from core.model.order import Misread, Order, Verb, Wrong
from mail.reading import Vocabulary, read
from mail.reading.orders import MOST, read_orders

FROM = "María Pérez <secretaria@lacigf.example>"
NO_WORDS = Vocabulary(labels={}, values={})


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
        "Buenos días, equipo:\nPor favor,\n\nhold 7\n\nQuedo atenta, gracias y saludos\nAtte. María",
        "Hola, ¿cómo están?\nhold 7\nDesde ya, muchas gracias.\nUn abrazo grande,\nMaría Pérez\nSecretaría Técnica",
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
        ("hold 7\nOtra cosa", "? Otra cosa"),
        ("hold 7\nGracias, pero la 8 no", "? Gracias, pero la 8 no"),
        ("hold 7\nEquipo: mejor no", "? Equipo: mejor no"),
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


def in_a_letter(body: str, *, kind: str = "text/plain", headers: str = "") -> list[str]:
    """What a whole letter orders, in short."""
    head = f"From: {FROM}\nContent-Type: {kind}; charset=utf-8\n{headers}"
    reading = read(f"{head}\n{body}".encode(), vocabulary=NO_WORDS, takes_orders=True)
    return [one.why if isinstance(one, Misread) else f"{one.verb} {one.numbers}" for one in reading.orders]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("hold 7\n\n-- \nhold 8\n", ["hold (7,)"]),
        ("hold 7\n\nOn Sun, 10 Aug 2025, LACIGF wrote:\n> hold 8\n> remind 9\n", ["hold (7,)"]),
        ("> hold 8\n\nhold 7\n", ["hold (7,)"]),
        ("hold 7\n\n-----Original Message-----\nFrom: x@y.example\nSent: today\n\nhold 8\n", ["hold (7,)"]),
        ("On Sun, 10 Aug 2025, LACIGF wrote:\n> remind 9\n\nSent from my phone\n", []),
        ("hold 7 \nand 8\n", ["hold (7,)", "unknown"]),
    ],
)
def test_only_what_the_secretary_wrote_orders_anything(body: str, expected: list[str]) -> None:
    assert in_a_letter(body) == expected


def test_struck_out_and_hidden_words_leave_nothing_plain() -> None:
    assert in_a_letter("<p>hold 7</p><p><s>release 8</s></p>", kind="text/html") == [Wrong.STRUCK_OUT]
    parts = [("plain", "hold 7"), ("html", "<p>hold 7</p><p>hold 8</p>")]
    body = "".join(f"--b\nContent-Type: text/{kind}; charset=utf-8\n\n{text}\n" for kind, text in parts)
    assert in_a_letter(f"{body}--b--\n", kind="multipart/alternative; boundary=b") == ["hold (7,)", Wrong.STRUCK_OUT]


def test_what_a_machine_wrote_is_not_read_for_orders() -> None:
    assert in_a_letter("hold 7", headers="Auto-Submitted: auto-replied\n") == []
    assert in_a_letter("hold 7", headers="List-Id: <x.example>\n") == []


def test_a_letter_to_any_other_address_is_not_read_for_orders() -> None:
    assert read(f"From: {FROM}\n\nhold 7".encode(), vocabulary=NO_WORDS).orders == ()
