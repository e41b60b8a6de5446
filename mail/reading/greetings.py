"""What stands before an answer and says nothing: 'Hola, Ana:'."""

from __future__ import annotations

import re

from mail.reading.folding import folded

_LONGEST = 200
_GREETING = re.compile(
    r"^\W{0,3}(?:hola|buenas?|buen d[ií]a|buenos d[ií]as|buenas tardes|buenas noches|estimad[oa]s?|querid[oa]s?"
    r"|apreciad[oa]s?|saludos|ol[áa]|oi|bom dia|boa tarde|boa noite|prezad[oa]s?|car[oa]s?|hi|hello|hey|dear"
    r"|good (?:morning|afternoon|evening)|bonjour|bonsoir|salut|ch[èe]r(?:e|s|es)?)\b"
    r"(?P<names>[^,.:;!?]{0,50})(?P<end>[,.:;!]+|$)",
    re.IGNORECASE,
)
_NAME = r"[A-ZÁÀÂÃÉÊÍÓÔÕÚÜÑÇ][^\W\d_]*"
_CALLED = re.compile(rf"\s*(?P<names>{_NAME}(?: (?:(?:de|del|la|da|do) )?{_NAME}){{0,4}})\s*(?:[,:]+|$)")
"""Somebody's name alone, after 'Hola,'."""
_NO_NAMES = {
    *("no", "nao", "non", "not", "si", "sim", "yes", "oui", "que", "cant", "cannot", "wont", "dont", "puedo", "podre"),
    *("posso", "poderei", "acepto", "aceito", "accept", "confirmo", "confirm", "declino", "imposible", "impossivel"),
    *("lamento", "never", "nunca"),
}
"""Words that no greeting holds: a line with one of them says something, it is not skipped."""
_MOST_NAMES = 5


def after_greeting(line: str) -> str:
    """Return the line without 'Hola Ana,' or 'Hola, Ana:': what follows may be the answer itself."""
    found = _GREETING.match(line[:_LONGEST])
    if found is None or not _are_names(found["names"]):
        return line
    rest = line[found.end() :]
    called = _CALLED.match(rest[:_LONGEST])
    return rest[called.end() :] if called and _are_names(called["names"]) else rest


def is_name(line: str) -> bool:
    """Whether a line is somebody's name and nothing else, as people sign."""
    called = _CALLED.match(line[:_LONGEST].rstrip(" .,"))
    return called is not None and called.end() == len(line[:_LONGEST].rstrip(" .,")) and _are_names(called["names"])


def _are_names(words: str) -> bool:
    names = folded(words).split()
    return len(names) <= _MOST_NAMES and _NO_NAMES.isdisjoint(names)
