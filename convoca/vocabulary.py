"""The words of a call, as letters are read by them."""

from __future__ import annotations

from core.call.definition import Call
from core.dialogue.reading.countries import codes, names
from mail.reading import Vocabulary, vocabulary_of


def vocabulary(call: Call) -> Vocabulary:
    """Return the words of a call that a letter's lines are read by."""
    return vocabulary_of(call, {code: names(code) for code in codes()})
