"""'Sí, como moderadora': an answer that names a role counts where it is the one that was asked for."""

from __future__ import annotations

import re

from mail.reading.folding import folded
from mail.reading.greetings import after_greeting

_SPEAKERS = "ponente|panelista|oradora?|expositora?|palestrante|painelista|speaker|panel+ist|intervenante?|"
_MODERATORS = "moderadora?|moderacion|moderacao|moderator|moderat(?:eur|rice)|mediadora?|"
_RAPPORTEURS = "relatora?|relatoria|rapporteure?|"
_LEADERS = "tallerista|facilitadora?|facilitator|oficineir[oa]"
_AS = re.compile(
    r" (?:como|en calidad de|na qualidade de|as(?: an?| the)?|comme) (?:el |la |o |a )?"
    rf"(?P<role>{_SPEAKERS}{_MODERATORS}{_RAPPORTEURS}{_LEADERS})(?: virtual| en linea| on ?line| remot[oa])?$"
)
_GROUPS = tuple(
    re.compile(rf"\b(?:{group.rstrip('|')})(?:e?s)?\b")
    for group in (_SPEAKERS + _LEADERS, _MODERATORS + _LEADERS, _RAPPORTEURS)
)
"""Names of one role in the languages that people answer in; who leads a workshop may be asked as either."""
_BARE_NO = frozenset({"no", "nao", "non"})


def without_role(bare: str) -> str:
    """Return a folded phrase without 'como ponente' at its end."""
    return _AS.sub("", bare)


def is_for_another_role(line: str, letter: str | None) -> bool:
    """Whether an answer speaks of a role that the letter it answers does not ask for, or refuses nothing but one."""
    bare = folded(after_greeting(line))
    found = _AS.search(bare)
    if found is None:
        return False
    if bare[: found.start()] in _BARE_NO:
        return True
    if letter is None:
        return False
    asked = folded(letter)
    groups = [group for group in _GROUPS if group.fullmatch(found["role"])]
    return not any(group.search(asked) for group in groups)
