"""A typed text that cannot be the answer."""

from __future__ import annotations

from dataclasses import dataclass

from core.dialogue.state import Said


@dataclass(frozen=True, slots=True)
class Refused:
    """What is wrong with a text, in words that name the mend."""

    said: Said
