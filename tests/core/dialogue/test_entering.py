"""Before a chat is linked: what can be tapped can be chosen by its number too, as the card says."""

from __future__ import annotations

import pytest

from core.dialogue.entering import ComeIn, Entry, EntryStep, Wish, enter
from core.dialogue.events import Text
from tests.core.dialogue.stage import CALL


@pytest.mark.parametrize(
    ("entry", "typed", "after", "wish"),
    [
        (Entry(), "1", Entry(step=EntryStep.ADDRESS, revision=1), None),
        (Entry(), "2.", Entry(language="pt", revision=1), None),
        (Entry(language="pt"), "2", Entry(language="es", revision=1), None),
        (Entry(link="mark"), "1", Entry(link="mark", revision=1), ComeIn()),
        (Entry(), "9", Entry(revision=1), None),
        (Entry(), "hola", Entry(revision=1), None),
    ],
)
def test_a_typed_number_chooses(entry: Entry, typed: str, after: Entry, wish: Wish | None) -> None:
    assert enter(CALL, entry, Text(typed)) == (after, wish)
