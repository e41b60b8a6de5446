"""The words of the service: catalogues in three languages, looked up by key.

A catalogue is a folder of TOML files, `words/<language>/<room>.toml`; a key is the room and the path inside
the file ('findings.role_minimum.message'). A text holds `{fact}` places. Where the words change with a number
the entry is a table of CLDR plural categories plus `by`, the fact that decides:

    [confirmations]
    message = { by = "required", one = "Falta {required} confirmación.", other = "Faltan {required} confirmaciones." }
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from babel import Locale

LANGUAGES = ("es", "pt", "en")
SOURCE = "es"


class MissingWordsError(LookupError):
    """A key that no catalogue has: our own bug, caught by the completeness test."""


class _Places(string.Formatter):
    """Fills `{fact}` places; a place that the facts lack is an error of ours, and attribute access is refused."""

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:
        return kwargs[field_name], field_name


_PLACES = _Places()


@cache
def catalogue(language: str) -> Mapping[str, object]:
    """Return the whole catalogue of a language, flattened: key -> text or plural table."""
    flat: dict[str, object] = {}
    for entry in files("templates").joinpath("words", language).iterdir():
        if entry.name.endswith(".toml"):
            _flatten(entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text("utf-8")), flat)
    return flat


def _flatten(prefix: str, table: Mapping[str, object], into: dict[str, object]) -> None:
    for key, value in table.items():
        name = f"{prefix}.{key}"
        if isinstance(value, Mapping) and "by" not in value:
            _flatten(name, cast(Mapping[str, object], value), into)
        else:
            into[name] = value


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


class Words:
    """The words of one language; `words("chat.save")` or `words("chat.count", number=3)`.

    `zone` is the clock of whoever reads them, by which deadlines are told; None where there is no such person.
    """

    def __init__(self, language: str, zone: str | None = None) -> None:
        self.language = language if language in LANGUAGES else SOURCE
        self.zone = zone

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the text of `key` with its places filled.

        Raises MissingWordsError where no catalogue has the key, and KeyError where a place has no fact.
        """
        entry = catalogue(self.language).get(key)
        if entry is None:
            entry = catalogue(SOURCE).get(key)
        if entry is None:
            raise MissingWordsError(key)
        if isinstance(entry, Mapping):
            entry = self._plural(cast(Mapping[str, str], entry), facts)
        return _PLACES.vformat(str(entry), (), facts) if "{" in str(entry) else str(entry)

    def has(self, key: str) -> bool:
        """Whether the key exists in the source catalogue."""
        return key in catalogue(SOURCE)

    def _plural(self, forms: Mapping[str, str], facts: Mapping[str, object]) -> str:
        number = cast(int, facts[forms["by"]])
        category = str(_locale(self.language).plural_form(number))
        return forms.get(category) or forms["other"]
