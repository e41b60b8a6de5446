"""A country in a letter, as people of the region write it; the tables say 'Trinidad & Tobago', few people do."""

from __future__ import annotations

import pytest

from convoca.vocabulary import vocabulary
from core.call.shipped import shipped_call
from core.dialogue.reading.also_called import ALSO
from core.dialogue.reading.countries import country

KNOWN = vocabulary(shipped_call("lacigf-2025"))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Trinidad and Tobago", "TT"),
        ("Trinidad & Tobago", "TT"),
        ("Trindade e Tobago", "TT"),
        ("Antigua and Barbuda", "AG"),
        ("Saint Lucia", "LC"),
        ("St Lucia", "LC"),
        ("Saint Kitts and Nevis", "KN"),
        ("St Kitts and Nevis", "KN"),
        ("Saint Vincent and the Grenadines", "VC"),
        ("Turks and Caicos Islands", "TC"),
        ("the bahamas", "BS"),
        ("Las Bahamas", "BS"),
        ("Holanda", "NL"),
        ("EE.UU.", "US"),
        ("EEUU", "US"),
        ("EUA", "US"),
        ("United States of America", "US"),
        ("UK", "GB"),
        ("República Bolivariana de Venezuela", "VE"),
    ],
)
def test_a_country_is_known_by_what_people_call_it(said: str, code: str) -> None:
    assert KNOWN.value("country", said) == code
    assert country(said) == code


@pytest.mark.parametrize("said", ["Congo", "América", "Islas Vírgenes", "Guinea Papúa", "Saint", "and"])
def test_what_may_be_another_one_is_not_guessed(said: str) -> None:
    assert KNOWN.value("country", said) is None


def test_no_other_name_takes_a_country_from_another_one() -> None:
    plain = {(code, name): KNOWN.value("country", name) for code, called in ALSO.items() for name in called.split("|")}
    assert plain == {(code, name): code for code, name in plain}
