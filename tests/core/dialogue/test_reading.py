"""Each kind of answer: what is taken, as what, and what is refused with which mend."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dialogue.forms.form import Choice, Step, StepKind
from core.dialogue.reading.cleaning import items, many_lines, one_line, shortened
from core.dialogue.reading.countries import codes, countries_like, country
from core.dialogue.reading.reading import FLOOD, read
from core.dialogue.reading.refused import Refused
from core.dialogue.reading.zones import zone_named
from core.dialogue.screen import Phrase
from core.dialogue.state import Said
from core.model.proposal import Answer
from core.model.words import LocalText


def step(kind: StepKind, **changes: object) -> Step:
    label = Phrase("chat.field.name")
    return replace(Step(path="field", kind=kind, label=label, question=label), **changes)  # type: ignore[arg-type]


def answer(to: Step, text: str, region: str | None = None) -> Answer | Refused:
    return read(to, text, {}, region)


def problem(found: Answer | Refused) -> str:
    assert isinstance(found, Refused), found
    return found.said.key.removeprefix("chat.problem.")


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("  Un   título \t con\nvarias\r\nlíneas ", "Un título con varias líneas"),
        ("Jose\u0301 Nu\u0301n\u0303ez", "José Núñez"),
        ("=?utf-8?q?Subject:_x?=", "=?utf-8?q?Subject:_x?="),
        ("a\x00b\x1bc\x7fd\x85e", "a b c d e"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066seguro\u2069\ufeff", "seguro"),
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("👩‍👩‍👧 familia", "👩‍👩‍👧 familia"),
        ("Mesa\u00a0redonda", "Mesa redonda"),
        ("medio \ud800 par", "medio par"),
    ],
)
def test_a_one_line_text_is_cleaned(typed: str, read_as: str) -> None:
    assert answer(step(StepKind.TEXT), typed) == read_as


@pytest.mark.parametrize("typed", ["", "   ", "\n\t\n", "\u202e\u202c", "\x00"])
@pytest.mark.parametrize("kind", [StepKind.TEXT, StepKind.LONG_TEXT, StepKind.LIST, StepKind.COUNTRY])
def test_nothing_is_no_answer(kind: StepKind, typed: str) -> None:
    assert problem(answer(step(kind), typed)) == "blank"


def test_a_text_over_its_cap_is_told_its_length_and_how_much_to_take_away() -> None:
    refused = answer(step(StepKind.TEXT, maximum=180), "x" * 183)
    assert refused == Refused(Said("chat.problem.too_long", {"found": 183, "maximum": 180, "over": 3}))
    assert answer(step(StepKind.TEXT, maximum=180), "ñ" * 180) == "ñ" * 180


def test_a_long_text_keeps_its_paragraphs_and_nothing_invisible() -> None:
    assert answer(step(StepKind.LONG_TEXT), "\r\nUno.\r\n\r\nDos.\tTres\x08.\n") == "Uno.\n\nDos.\tTres."


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_flood_is_refused_unread(kind: StepKind) -> None:
    assert problem(answer(step(kind), "x" * (FLOOD + 1))) == "flood"


@pytest.mark.parametrize("typed", ["José Ñandú-Pérez", "mononym", "李小龍", "محمد", "O'Hara, PhD", "María 2.ª"])
def test_a_name_is_whatever_the_person_writes(typed: str) -> None:
    assert answer(step(StepKind.NAME), typed) == typed


@pytest.mark.parametrize("typed", ["ana@example.org", "3", "—", "+54 351 555 1234"])
def test_an_address_or_a_number_is_no_name(typed: str) -> None:
    assert problem(answer(step(StepKind.NAME), typed)) == "name"


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("Uno\nDos", ("Uno", "Dos")),
        ("1. Uno\n2) Dos\n(3) Tres", ("Uno", "Dos", "Tres")),
        ("- Uno\n\n• Dos\n* Tres\n", ("Uno", "Dos", "Tres")),
        ("2030 es el año", ("2030 es el año",)),
        ("3G y 4G", ("3G y 4G",)),
    ],
)
def test_a_list_is_one_item_a_line(typed: str, read_as: tuple[str, ...]) -> None:
    assert answer(step(StepKind.LIST, minimum_items=1, maximum_items=3), typed) == read_as


def test_a_list_says_what_is_too_many_too_few_or_too_long() -> None:
    issues = step(StepKind.LIST, minimum_items=2, maximum_items=3, maximum=10)
    assert problem(answer(issues, "a\nb\nc\nd")) == "too_many"
    assert problem(answer(issues, "a")) == "too_few"
    refused = answer(issues, "a\n" + "b" * 11)
    assert refused == Refused(Said("chat.problem.item_too_long", {"item": 2, "found": 11, "maximum": 10}))


@pytest.mark.parametrize(
    ("typed", "read_as"), [("20", 20), (" 20 minutos", 20), ("unos 30", 30), ("٢٠", 20), ("0", 0), ("300", 300)]
)
def test_a_whole_number_is_found(typed: str, read_as: int) -> None:
    assert answer(step(StepKind.INTEGER, maximum=300), typed) == read_as


@pytest.mark.parametrize("typed", ["veinte", "", "20 o 30", "2,5", "2.5", "1.000", "9" * 4301])
def test_anything_else_is_no_whole_number(typed: str) -> None:
    assert problem(answer(step(StepKind.INTEGER, maximum=300), typed)) in ("number", "number_range")


@pytest.mark.parametrize("typed", ["-1", "301", "999999999"])
def test_a_number_out_of_range_is_told_the_range(typed: str) -> None:
    refused = answer(step(StepKind.INTEGER, maximum=300), typed)
    assert refused == Refused(Said("chat.problem.number_range", {"found": int(typed), "minimum": 0, "maximum": 300}))


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("ana@example.org", "ana@example.org"),
        ("  Ana.Gomez+foro@Example.ORG ", "Ana.Gomez+foro@Example.ORG"),
        ("Ana Gómez <ana@example.org>", "ana@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("ana@example.org,", "ana@example.org"),
        ("o'hara@sub.example.co.uk", "o'hara@sub.example.co.uk"),
        ("x@ñandú.example", "x@xn--and-6ma2c.example"),
    ],
)
def test_an_address_is_read_however_it_was_pasted(typed: str, read_as: str) -> None:
    assert answer(step(StepKind.ADDRESS), typed) == read_as


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "address_at"),
        ("ana", "address_at"),
        ("ana@example.org beto@example.org", "address_one"),
        ("ana gomez@example.org", "address_one"),
        ("ana@@example.org", "address_one"),
        ("ana@example", "address_domain"),
        ("ana@", "address_domain"),
        ("ana@.org", "address_domain"),
        ("ana@exa_mple.org", "address_domain"),
        ("ana@-example.org", "address_domain"),
        ("ana@192.168.1.1", "address_domain"),
        ("ana@" + "ñ" * 60 + ".org", "address_domain"),
        ("@example.org", "address_local"),
        ("josé@example.org", "address_local"),
        ("ana..gomez@example.org", "address_local"),
        (".ana@example.org", "address_local"),
        ("a" * 65 + "@example.org", "address_local"),
        ("ana@" + "a." * 130 + "org", "address_local"),
        ("ana@example.org\r\nBcc: all@example.org", "address_one"),
    ],
)
def test_an_address_that_cannot_be_one_says_where(typed: str, why: str) -> None:
    assert problem(answer(step(StepKind.ADDRESS), typed)) == why


@pytest.mark.parametrize(
    ("typed", "region", "read_as"),
    [
        ("+54 351 555-1234", None, "+543515551234"),
        ("0351 555 1234", "AR", "+543515551234"),
        ("00 54 351 555 1234", "BR", "+543515551234"),
        ("(11) 91234-5678", "BR", "+5511912345678"),
        ("+1 868 555 1234", "AR", "+18685551234"),
    ],
)
def test_a_telephone_becomes_international(typed: str, region: str | None, read_as: str) -> None:
    assert answer(step(StepKind.PHONE), typed, region) == read_as


@pytest.mark.parametrize(
    ("typed", "region", "why"),
    [
        ("0351 555 1234", None, "phone_code"),
        ("+999 123456", "AR", "phone_code"),
        ("123", "AR", "phone_short"),
        ("+54 351 555 1234 5678 90", "AR", "phone_long"),
        ("no tengo", "AR", "phone"),
        ("", "AR", "phone"),
        ("1" * 41, "AR", "phone"),
    ],
)
def test_a_telephone_that_cannot_be_one_says_why(typed: str, region: str | None, why: str) -> None:
    assert problem(answer(step(StepKind.PHONE), typed, region)) == why


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Argentina", "AR"),
        ("  PERÚ ", "PE"),
        ("peru", "PE"),
        ("Brasil", "BR"),
        ("Brazil", "BR"),
        ("Estados Unidos", "US"),
        ("EE. UU.", "US"),
        ("united states", "US"),
        ("República Dominicana", "DO"),
        ("Trinidad y Tobago", "TT"),
        ("uy", "UY"),
        ("Reino Unido", "GB"),
    ],
)
def test_a_country_is_known_by_any_of_its_names(typed: str, code: str) -> None:
    assert answer(step(StepKind.COUNTRY), typed) == code


@pytest.mark.parametrize("typed", ["Atlántida", "América Latina", "LAC", "EU", "zz", "1"])
def test_what_is_no_country_is_refused(typed: str) -> None:
    assert problem(answer(step(StepKind.COUNTRY), typed)) == "country"


def test_a_half_written_country_finds_its_neighbours() -> None:
    assert countries_like("argent") == ("AR",)
    assert set(countries_like("guinea")) >= {"GN", "GW", "GQ"}
    assert countries_like("ar") == ()
    assert all(country(code) == code for code in codes() if country(code))


def option(key: str, name: str, *aliases: str) -> Choice:
    return Choice(value=key, label=Phrase(local=LocalText({"es": name, "en": f"{name} (en)"})), aliases=aliases)


DURATIONS = (option("15", "Un cuarto de hora", "15 min"), option("75", "1 hora y 15 minutos"), option("other", "Otra"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2", "75"),
        ("2.", "75"),
        ("75", "75"),
        ("15", "15"),
        ("15 MIN", "15"),
        ("1 HORA  Y 15 minutos", "75"),
        ("otra", "other"),
        ("Otra (en)", "other"),
        ("other", "other"),
    ],
)
def test_an_option_is_chosen_by_number_name_alias_or_key(typed: str, value: str) -> None:
    assert answer(step(StepKind.CHOICE, choices=DURATIONS), typed) == value


@pytest.mark.parametrize("typed", ["0", "4", "-1", "", "hora", "1,2", "999999999999"])
def test_what_names_no_option_is_refused(typed: str) -> None:
    assert problem(answer(step(StepKind.CHOICE, choices=DURATIONS), typed)) == "choice"


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("1, 3", ("15", "other")),
        ("3;1", ("15", "other")),
        ("otra\n15 min", ("15", "other")),
        ("2", ("75",)),
        ("1,1", ("15",)),
    ],
)
def test_several_options_are_read_in_the_order_of_the_list(typed: str, values: tuple[str, ...]) -> None:
    assert answer(step(StepKind.MULTI_CHOICE, choices=DURATIONS), typed) == values


@pytest.mark.parametrize("typed", ["1, 9", "", ",", "1 3", "1," * 5000])
def test_one_unknown_option_refuses_the_lot(typed: str) -> None:
    found = answer(step(StepKind.MULTI_CHOICE, choices=DURATIONS), typed)
    assert problem(found) == "choice"


@given(st.sampled_from(list(StepKind)), st.text(), st.sampled_from([None, "AR", "BR", "XX", ""]))
def test_reading_never_raises(kind: StepKind, typed: str, region: str | None) -> None:
    answer(step(kind, choices=DURATIONS, maximum=50, maximum_items=3), typed, region)


@given(st.text())
def test_what_was_cleaned_is_clean(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert many_lines(many_lines(text)) == many_lines(text)
    assert all(item == one_line(item) for item in items(text))
    assert one_line(text).encode().decode() == one_line(text)


@given(st.text(), st.integers(1, 30))
def test_a_shortened_text_fits(text: str, maximum: int) -> None:
    assert len(shortened(text, maximum)) <= maximum


def test_a_shortened_text_is_not_cut_inside_a_letter() -> None:
    assert shortened("cafe\u0301 con leche", 5) == "caf…"
    assert shortened("ab👩‍👩‍👧cd", 5) == "ab…"
    assert shortened("ab👍🏽cd", 4) == "ab…"
    assert shortened("a🇦🇷🇧🇷b", 5) == "a🇦🇷…"
    assert shortened("नमस्ते दुनिया", 6) == "नमस्…"


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Bogotá", "America/Bogota"),
        ("Ciudad de Guatemala", "America/Guatemala"),
        ("são paulo", "America/Sao_Paulo"),
        ("Quito", "America/Guayaquil"),
        ("San Salvador", "America/El_Salvador"),
        ("Katmandú", "Asia/Kathmandu"),
        ("Uruguay", "America/Montevideo"),
        ("Pacific/Apia", "Pacific/Apia"),
    ],
)
def test_a_clock_is_known_by_its_city_its_capital_its_country_or_its_name(said: str, zone: str) -> None:
    assert zone_named(said) == zone


@pytest.mark.parametrize("said", ["GMT-3", "gmt+1", "Etc/GMT-3", "La Luna"])
def test_a_clock_whose_name_means_the_opposite_in_the_tables_is_not_known(said: str) -> None:
    assert zone_named(said) is None
