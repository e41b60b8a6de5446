"""Variables that look like settings and are none: they would be passed over in silence."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from convoca.settings import PREFIX, Settings
from templates.words import Words

TEST_SETTINGS = f"{PREFIX}TEST_"


def misspelt_told(names: Collection[str], words: Words) -> list[str]:
    """Say of each name of a variable that is meant for us and that nobody reads what was probably meant, by name."""
    known = {name.upper() for name in Settings.model_fields}
    ours = [name for name in names if name.startswith(PREFIX) and not name.startswith(TEST_SETTINGS)]
    return [_told(name, known, words) for name in sorted(ours) if name.removeprefix(PREFIX) not in known]


def _told(name: str, known: Collection[str], words: Words) -> str:
    said = words("commands.settings.no_such", name=name)
    close = get_close_matches(name.removeprefix(PREFIX), known, n=1)
    if close:
        return f"{said} {words('commands.usage.suggestion', suggestion=PREFIX + close[0])}"
    return f"{said} {words('commands.settings.look_up')}"
