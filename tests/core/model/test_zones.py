"""By whose clock somebody lives."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from core.dialogue.reading.countries import codes
from core.model.zones import MAIN_ZONES, zone_of

HOME = "America/Argentina/Cordoba"


def test_every_country_that_people_can_name_has_a_main_zone() -> None:
    assert codes() - set(MAIN_ZONES) == set()


def test_every_main_zone_is_a_zone_of_the_world() -> None:
    assert set(MAIN_ZONES.values()) - available_timezones() == set()


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("AR", "America/Argentina/Buenos_Aires"),
        ("BR", "America/Sao_Paulo"),
        ("CA", "America/Toronto"),
        ("CL", "America/Santiago"),
        ("EC", "America/Guayaquil"),
        ("ES", "Europe/Madrid"),
        ("MX", "America/Mexico_City"),
        ("PT", "Europe/Lisbon"),
        ("PY", "America/Asuncion"),
        ("US", "America/New_York"),
        ("AU", "Australia/Sydney"),
        ("RU", "Europe/Moscow"),
    ],
)
def test_of_several_zones_the_capitals_or_that_of_most_people_is_the_main_one(country: str, zone: str) -> None:
    assert zone_of(None, country, HOME) == zone


def test_who_chose_a_zone_lives_by_it() -> None:
    assert zone_of("Pacific/Easter", "CL", HOME) == "Pacific/Easter"


@pytest.mark.parametrize("gone", ["", "Mars/Olympus", "../../etc/passwd", "America", "x" * 300, "a\0b"])
def test_a_choice_that_is_no_zone_is_passed_over(gone: str) -> None:
    assert zone_of(gone, "CL", HOME) == "America/Santiago"


@pytest.mark.parametrize("unknown", [None, "", "ZZ", "cl", "Chile"])
def test_whose_country_is_unknown_lives_by_the_calls_zone(unknown: str | None) -> None:
    assert zone_of(None, unknown, HOME) == HOME
