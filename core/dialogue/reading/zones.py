"""Time zones by what people call them: a city, a country that has one main clock, or the name in the tables.

The names are the Unicode consortium's (CLDR, through Babel), like those of the countries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from core.dialogue.reading.countries import country
from core.model.folding import folded
from core.model.words import LANGUAGES
from core.model.zones import MAIN_ZONES, is_zone

_IN_FULL = re.compile(r"^(?:ciudad|cidade) d(?:e|el|o|a) | city$")
"""What people write around a city's name where the tables have it short ('Ciudad de Guatemala')."""

_UPSIDE_DOWN = re.compile(r"Etc/GMT[+-]?\d")
"""Names in the tables that mean the opposite of what people mean: 'Etc/GMT-3' is three hours ahead of Greenwich."""
_BY_COUNTRY = {
    "AG": ("Saint John's",), "BB": ("Bridgetown",), "BO": ("Sucre", "Cochabamba", "Santa Cruz de la Sierra"),
    "BR": ("Rio de Janeiro", "Belo Horizonte", "Porto Alegre", "Curitiba"), "BZ": ("Belmopán", "Belmopan"),
    "CA": ("Ottawa", "Montreal", "Montréal"), "CH": ("Ginebra", "Genebra", "Geneva"),
    "CL": ("Valparaíso",), "CN": ("Pekín", "Pequim", "Beijing"),
    "CO": ("Medellín", "Cali", "Barranquilla"), "CR": ("San José",), "DM": ("Roseau",), "EC": ("Quito",),
    "ES": ("Barcelona",), "GD": ("Saint George's",), "GY": ("Georgetown",),
    "IN": ("Nueva Delhi", "Nova Délhi", "New Delhi"), "JM": ("Kingston",), "KN": ("Basseterre",), "LC": ("Castries",),
    "MX": ("CDMX",), "NP": ("Katmandú", "Catmandu"), "PE": ("Arequipa", "Cusco"), "PY": ("Ciudad del Este",),
    "SV": ("San Salvador",), "US": ("Washington", "Miami"), "VC": ("Kingstown",), "VE": ("Maracaibo",),
}  # fmt: skip
"""Capitals and large cities by which no zone is called, under the country whose main clock is theirs."""


def zone_named(text: str) -> str | None:
    """Return the IANA name of the zone that somebody means, None where nobody can tell."""
    plain = _plain(text)
    found = next((_by_name()[name] for name in (plain, _IN_FULL.sub("", plain)) if name in _by_name()), None)
    code = country(text)
    return found or (MAIN_ZONES.get(code) if code else None)


def city_of(zone: str, language: str) -> str:
    """Return what a zone is called after in a language: its city, as far as the tables know one."""
    region, city = zone.partition("/")[0], zone.rpartition("/")[2]
    tables = Locale(language).time_zones
    named = (tables.get(zone) or tables.get(f"{region}/{city}") or {}).get("city")  # the tables have the older names
    return str(named or city.replace("_", " "))


@cache
def _by_name() -> Mapping[str, str]:
    names = {_plain(city): MAIN_ZONES[code] for code, cities in _BY_COUNTRY.items() for city in cities}
    known = (name for name in get_global("zone_territories") if "/" in name and not _UPSIDE_DOWN.match(name))
    for zone in sorted(name for name in known if is_zone(name)):
        called = {zone, zone.rpartition("/")[2], *(city_of(zone, language) for language in LANGUAGES)}
        for name in called:
            names.setdefault(_plain(name), zone)
    return names


def _plain(text: str) -> str:
    return folded(text.replace("_", " ")).strip(" .,")
