"""The words of a call, as letters are read by them."""

from __future__ import annotations

from core.call.definition import Call
from core.dialogue.reading.countries import codes
from core.model.words import LANGUAGES
from mail.reading import Vocabulary, vocabulary_of
from templates.say import country


def vocabulary(call: Call) -> Vocabulary:
    """Return the words of a call that a letter's lines are read by."""
    return vocabulary_of(call, {code: [country(code, language) for language in LANGUAGES] for code in codes()})
