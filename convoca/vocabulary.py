"""The words of a call, as letters are read by them."""

from __future__ import annotations

import re

from core.call.definition import Call
from core.dialogue.reading.countries import codes
from core.model.words import LANGUAGES
from mail.reading import Vocabulary, vocabulary_of
from templates.say import country
from templates.words import Words


def vocabulary(call: Call) -> Vocabulary:
    """Return the words of a call that a letter's lines are read by."""
    return vocabulary_of(call, {code: _called(code) for code in codes()})


def _called(code: str) -> list[str]:
    """Return a country's names in all languages, also spelled out, and what else people write for it."""
    names = [country(code, language) for language in LANGUAGES]
    names += [name.replace("&", "and") for name in names if "&" in name]
    names += [re.sub(r"^St\.? ", "Saint ", name) for name in names if name.startswith("St")]
    if Words(LANGUAGES[0]).has(f"countries.{code}"):
        names += [name for language in LANGUAGES for name in Words(language)(f"countries.{code}").split("|")]
    return names
