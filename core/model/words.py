"""Text that a call carries in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("es", "pt", "en")
"""Languages of the service; Spanish is the source and the last resort."""


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text of a call file, language -> words; a missing language falls back to Spanish, then to any."""

    by_language: Mapping[str, str] = field(default_factory=dict)

    def said_in(self, language: str) -> str:
        """Return the words in `language`, else in Spanish, else in whatever there is ('' for nothing)."""
        words = self.by_language
        return words.get(language) or words.get("es") or next(iter(words.values()), "")

    def __bool__(self) -> bool:
        return any(self.by_language.values())
