"""Which of our languages somebody answers in, as far as the answering line tells: what we write next follows it."""

from __future__ import annotations

from mail.reading.folding import folded

_FIRST_WORDS = {
    "es": ("si", "acepto", "rechazo", "lamentablemente"),
    "pt": ("sim", "aceito", "nao", "infelizmente", "recuso"),
    "en": ("yes", "i", "accept", "accepted", "unfortunately", "happy", "sorry", "cannot", "decline", "declined"),
}
_LANGUAGE_OF = {word: language for language, words in _FIRST_WORDS.items() for word in words}


def language_of(line: str) -> str | None:
    """Return the language of an answering line; None where its first word is none's, or several's ('no')."""
    return _LANGUAGE_OF.get(folded(line).partition(" ")[0])
