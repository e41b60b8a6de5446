"""Answers that name a role: they count where it is the one that was asked for, and are asked back otherwise."""

from __future__ import annotations

import pytest

from core.model.letter import Decision
from mail.reading import read
from tests.mail.reading.test_answers import VOCABULARY, A, D, U, letter

AS_SPEAKER = "Hola:\n\nAna le invita a participar.\n\nSu rol: Ponente.\n\nTipo de sesión — Panel"
AS_MODERATOR = "Hello,\n\nAna asks you to take part.\n\nYour role: Online moderator."


@pytest.mark.parametrize(
    ("body", "invitation", "decision"),
    [
        ("Sí, como ponente", AS_SPEAKER, A), ("Sim, como palestrante", AS_SPEAKER, A),
        ("Yes, as a speaker", AS_SPEAKER, A), ("Acepto como panelista", AS_SPEAKER, A),
        ("Sí, como facilitadora", AS_SPEAKER, A), ("No puedo como ponente", AS_SPEAKER, D),
        ("Sí, como moderadora", AS_SPEAKER, U), ("Yes, as rapporteur", AS_SPEAKER, U),
        ("Hola Ana: acepto como relator", AS_SPEAKER, U), ("No puedo participar como moderador", AS_SPEAKER, U),
        ("Sí, como moderadora en línea", AS_MODERATOR, A), ("Sí, como ponente", AS_MODERATOR, U),
        ("No como ponente", AS_SPEAKER, U), ("Hola Ana:\nNão como palestrante", AS_SPEAKER, U),
        ("Sí, como ponente", None, A), ("No as a speaker", None, U),
    ],
)  # fmt: skip
def test_a_role_is_the_one_that_was_asked_for_or_it_is_asked_back(
    body: str, invitation: str | None, decision: Decision
) -> None:
    reading = read(letter(body), vocabulary=VOCABULARY, invitation=invitation)
    assert reading.decision is decision
    assert ("in_another_role" in reading.reasons) is (decision is U)
