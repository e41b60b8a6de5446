"""An answering line tells its language where it plainly has one."""

from __future__ import annotations

import pytest

from mail.reading.tongue import language_of


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Sí, acepto", "es"),
        ("SI", "es"),
        ("Sim", "pt"),
        ("Não posso", "pt"),
        ("Yes, I accept", "en"),
        ("I can't", "en"),
    ],
)
def test_plain_lines_tell(line: str, language: str) -> None:
    assert language_of(line) == language


@pytest.mark.parametrize("line", ["No", "Confirmo", "Oui", "", "¿Cuándo?"])
def test_lines_of_several_languages_or_none_do_not(line: str) -> None:
    assert language_of(line) is None
