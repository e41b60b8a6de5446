"""One line as an order: what is understood in three languages, and all that is near it and is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.dialogue.reading.orders import MOST_NUMBERS, may_be_order, read_order
from core.model.order import Misread, Order, Verb, Wrong


def understood(line: str) -> tuple[object, ...] | Wrong:
    read = read_order(line)
    if isinstance(read, Misread):
        return read.why
    return tuple(value for value in (read.verb, read.days, read.numbers, read.text) if value not in (None, (), ""))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("extend 2 days 17", (Verb.EXTEND, 2, (17,))),
        ("Extend by 2 days: 17, 23 and 5.", (Verb.EXTEND, 2, (17, 23, 5))),
        ("PRORROGAR 2 DÍAS 17", (Verb.EXTEND, 2, (17,))),
        ("prorrogue 1 dia la propuesta 17", (Verb.EXTEND, 1, (17,))),
        ("ampliar 3 días más para las propuestas 17 y 23", (Verb.EXTEND, 3, (17, 23))),
        ("prolongar 2 dias 17 e 23", (Verb.EXTEND, 2, (17, 23))),
        ("estender 2 dias as propostas 17 e 23", (Verb.EXTEND, 2, (17, 23))),
        ("extend 2 days", (Verb.EXTEND, 2)),
        ("extender 10 días.", (Verb.EXTEND, 10)),
        ("extender 2 días: Corte de luz en Montevideo", (Verb.EXTEND, 2, "Corte de luz en Montevideo")),
        ("extend 2 days 17 y 23: They lost power.", (Verb.EXTEND, 2, (17, 23), "They lost power.")),
        ("remind 4 9", (Verb.REMIND, (4, 9))),
        ("Recordar a 4 y a la 9, por favor", (Verb.REMIND, (4, 9))),
        ("lembrar #4; #9", (Verb.REMIND, (4, 9))),
        ("please remind 4, 9 and 4", (Verb.REMIND, (4, 9))),
        ("Retener 7", (Verb.HOLD, (7,))),
        ("reter n.º 7", (Verb.HOLD, (7,))),
        ("hold No. 7, thanks", (Verb.HOLD, (7,))),
        ("hold nº7", (Verb.HOLD, (7,))),
        ("«retener 7»", (Verb.HOLD, (7,))),
        ("- hold 7", (Verb.HOLD, (7,))),
        ("suspender 7 8 9", (Verb.HOLD, (7, 8, 9))),
        ("soltar 7", (Verb.RELEASE, (7,))),
        ("Liberar la propuesta 7!", (Verb.RELEASE, (7,))),
        ("release 7, 8", (Verb.RELEASE, (7, 8))),
        ("note 12 they asked for a bigger room", (Verb.NOTE, (12,), "they asked for a bigger room")),
        ("Nota 12: 3 personas más", (Verb.NOTE, (12,), "3 personas más")),
        ("anotar #12 – Llamó Ana; ¿sala B?", (Verb.NOTE, (12,), "Llamó Ana; ¿sala B?")),
        ("deshacer", (Verb.UNDO,)),
        ("Desfaça!", (Verb.UNDO,)),
        ("undo, please", (Verb.UNDO,)),
        ("Sí.", (Verb.YES,)),
        ("SIM", (Verb.YES,)),
        ("yes, thank you", (Verb.YES,)),
        ("Sí, adelante. ¡Gracias!", (Verb.YES,)),
        ("sim, de acordo", (Verb.YES,)),
    ],
)
def test_a_plain_line_is_understood(line: str, expected: tuple[object, ...]) -> None:
    assert understood(line) == expected


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("extend 17", Wrong.NO_DAYS),
        ("extend 17 2 days", Wrong.NO_DAYS),
        ("extend two days 17", Wrong.NO_DAYS),
        ("extend 0 days 17", Wrong.NO_DAYS),
        ("extend -2 days 17", Wrong.NO_DAYS),
        ("extend 1.5 days 17", Wrong.NO_DAYS),
        ("extend 2 weeks 17", Wrong.NO_DAYS),
        ("extend 32 days 17", Wrong.TOO_MANY_DAYS),
        ("extend 2 days all", Wrong.NUMBERS),
        ("extend 2 days 17?", Wrong.NUMBERS),
        ("extend 2 days 17 because they lost power", Wrong.NUMBERS),
        ("extend 2 days they lost power", Wrong.NUMBERS),
        ("extend 2 days: 17 people asked", Wrong.NUMBERS),
        ("extend 2 days 17: " + "x" * 301, Wrong.TOO_LONG),
        ("extend 2 days not 17", Wrong.NUMBERS),
        ("hold", Wrong.NO_NUMBER),
        ("remind all", Wrong.NUMBERS),
        ("hold 17-19", Wrong.NUMBERS),
        ("hold 17–19", Wrong.NUMBERS),
        ("hold 17 to 19", Wrong.NUMBERS),
        ("retener 17 a 19", Wrong.NUMBERS),
        ("retener de 17 a 19", Wrong.NUMBERS),
        ("reter 17 até 19", Wrong.NUMBERS),
        ("hold 17/19", Wrong.NUMBERS),
        ("hold 1,234", Wrong.NUMBERS),
        ("hold 4.9", Wrong.NUMBERS),
        ("hold 0", Wrong.NUMBERS),
        ("hold 007", Wrong.NUMBERS),
        ("hold 7²", Wrong.NUMBERS),
        ("hold ٧", Wrong.NUMBERS),
        ("hold ⑦", Wrong.NUMBERS),
        ("hold seven", Wrong.NUMBERS),
        ("hold 7 and remind 9", Wrong.NUMBERS),
        ("hold 7 but not 8", Wrong.NUMBERS),
        ("hold 7 or 8", Wrong.NUMBERS),
        ("hold all but 7", Wrong.NUMBERS),
        ("hold 12345678901", Wrong.NUMBERS),
        ("hold " + " ".join(str(n) for n in range(1, MOST_NUMBERS + 2)), Wrong.NUMBERS),
        ("do not hold 7", Wrong.UNKNOWN),
        ("no retener 7", Wrong.UNKNOWN),
        ("não reter 7", Wrong.UNKNOWN),
        ("I would hold 7", Wrong.UNKNOWN),
        ("hodl 7", Wrong.UNKNOWN),
        ("> hold 7", Wrong.UNKNOWN),
        ("17", Wrong.UNKNOWN),
        ("", Wrong.UNKNOWN),
        ("note that I am away", Wrong.NO_NUMBER),
        ("note 12", Wrong.NO_TEXT),
        ("note 12:", Wrong.NO_TEXT),
        ("note 12 and 13 both want room B", Wrong.NUMBERS),
        ("note 12, 13: both", Wrong.NUMBERS),
        ("note 12 3 speakers are missing", Wrong.NUMBERS),
        ("note 12-13 both", Wrong.NUMBERS),
        ("note 12 - 13 both", Wrong.NUMBERS),
        ("note 12 " + "x" * 1_001, Wrong.TOO_LONG),
        ("hold " + "7 " * 1_500, Wrong.TOO_LONG),
        ("undo 3", Wrong.MORE_WORDS),
        ("undo everything", Wrong.MORE_WORDS),
        ("sí, pero solo la 17", Wrong.MORE_WORDS),
        ("si puede", Wrong.MORE_WORDS),
        ("yes?", Wrong.MORE_WORDS),
        ("sí, ¿de acuerdo?", Wrong.MORE_WORDS),
        ("deshacer, adelante", Wrong.MORE_WORDS),
    ],
)
def test_what_is_not_wholly_plain_is_no_order(line: str, why: Wrong) -> None:
    assert understood(line) == why


def test_a_line_that_was_meant_for_a_verb_is_told_so() -> None:
    assert read_order("retner 7") == Misread(line="retner 7", why=Wrong.UNKNOWN, nearest=Verb.HOLD)
    assert read_order("prorogar 2 dias 17") == Misread(
        line="prorogar 2 dias 17", why=Wrong.UNKNOWN, nearest=Verb.EXTEND
    )
    assert [may_be_order(line) for line in ("retner 7", "hold on", "Gracias", "Sol", "")] == [True, True] + [False] * 3


def test_an_invisible_mark_changes_no_number() -> None:
    assert read_order("hold\u200b 7\u202e 8") == Order(verb=Verb.HOLD, line="hold 7 8", numbers=(7, 8))


@given(st.text(max_size=60) | st.from_regex(r"(hold|retener|extend|note|remind) [0-9 ,.;ye#-]{0,30}", fullmatch=True))
@settings(max_examples=200, deadline=None)
def test_any_line_is_read_and_an_order_names_just_the_numbers_that_stand_in_it(line: str) -> None:
    order = read_order(line)
    if isinstance(order, Order) and order.verb is not Verb.NOTE:
        days = [] if order.days is None else [order.days]
        assert list(dict.fromkeys([*days, *order.numbers])) == list(
            dict.fromkeys(int(number) for number in re.findall(r"[0-9]+", order.line.partition(":")[0]))
        )
