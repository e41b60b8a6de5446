"""What people write for a country besides its names in the Unicode tables: only ever read, never shown."""

from __future__ import annotations

from collections.abc import Mapping

ALSO: Mapping[str, str] = {
    "BO": "Estado Plurinacional de Bolivia|Estado Plurinacional da Bolívia|Plurinational State of Bolivia",
    "BS": "Las Bahamas|As Bahamas|The Bahamas",
    "DO": "Rep. Dominicana|R. Dominicana|Dominican Rep.",
    "GB": "UK|U.K.|Gran Bretaña|Grã-Bretanha|Great Britain|Inglaterra|England|Escocia|Escócia|Scotland|Wales",
    "KN": "San Cristóbal y Nevis|São Cristóvão e Neves|Saint Kitts y Nevis|Saint Kitts e Nevis|Saint Kitts|St Kitts",
    "MX": "Méjico|Estados Unidos Mexicanos|United Mexican States",
    "NL": "Holanda|Holland|The Netherlands",
    "TT": "Trinidad|Trinidad y Tabago|Trindade e Tobago",
    "US": "USA|U.S.A.|U.S.|EE. UU.|EE.UU.|EE UU|EEUU|EUA|E.U.A.|Estados Unidos de América|Estados Unidos da América"
    "|Estados Unidos de Norteamérica|United States of America",
    "VC": "San Vicente|São Vicente|Saint Vincent|St Vincent|San Vicente y Granadinas|São Vicente e as Granadinas"
    "|Saint Vincent and the Grenadines|St Vincent and the Grenadines",
    "VE": "República Bolivariana de Venezuela|República Bolivariana da Venezuela|Bolivarian Republic of Venezuela",
}
"""By ISO 3166 alpha-2 code, names apart by bars."""
