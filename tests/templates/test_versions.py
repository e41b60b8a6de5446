"""What changed in a call, said in people's words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from templates.versions import change_said
from templates.words import LANGUAGES, Words

NAME = {"es": "Cierre", "pt": "Encerramento"}


def a_change(
    kind: str, path: str, before: object = None, after: object = None, *, named: bool = True
) -> Mapping[str, object]:
    return {"kind": kind, "path": path, "name": NAME if named else {}, "before": before, "after": after}


SAID = {
    "Cierre: antes 24 de agosto de 2025, ahora 26 de agosto de 2025, 18:00.": a_change(
        "date", "dates.closes.at", "2025-08-24", "2025-08-26T18:00:00-03:00"
    ),
    "Cierre: ya se conoce la fecha, 3 de noviembre de 2025.": a_change("date", "dates.closes.at", None, "2025-11-03"),
    "Cierre: la fecha dejó de conocerse (era 3 de noviembre de 2025).": a_change("date", "d.c.at", "2025-11-03", None),
    "Se desactivó: rules.diversity.": a_change("off", "rules.diversity.enabled", True, False, named=False),
    "Se activó: rules.diversity.": a_change("on", "rules.diversity.enabled", False, True, named=False),
    "Cierre (dates.closes.name.es): cambió el texto.": a_change("text", "dates.closes.name.es", "A", "B"),
    "report_days: pasó de 5 a 7.": a_change("value", "report_days", 5, 7, named=False),
    "languages: pasó de es a es y pt.": a_change("value", "languages", ["es"], ["es", "pt"], named=False),
    "policies.x: ahora es sí.": a_change("value", "policies.x", None, True, named=False),
    "policies.y: ya no se dice (era no).": a_change("value", "policies.y", False, None, named=False),
    "combinable_roles: pasó de nada a x.": a_change("value", "combinable_roles", [], ["x"], named=False),
    "Se agregó: Cierre (dates.closes).": a_change("added", "dates.closes"),
    "Se quitó: Cierre (dates.closes).": a_change("removed", "dates.closes"),
}


@pytest.mark.parametrize("said", SAID)
def test_every_change_is_a_sentence(said: str) -> None:
    assert change_said(SAID[said], Words("es")) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_said_in_every_language(language: str) -> None:
    for change in SAID.values():
        assert change_said(change, Words(language)).endswith(".")
