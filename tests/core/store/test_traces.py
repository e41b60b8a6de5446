"""What betrays a person is found in texts and JSON values, and nothing else is touched."""

from __future__ import annotations

import pytest

from core.store.erasing.traces import GONE, Traces

ANA = Traces(["ana", "x1"], ["Ana.Peña@example.org"], ["Ana  Peña", "Anita"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Modera Ana Peña, de la Red.", f"Modera {GONE}, de la Red."),
        ("ANA PEÑA", GONE),
        ("Ana\nPen\u0303a dijo", f"{GONE} dijo"),
        ("<ana.peña@EXAMPLE.org>: unknown", f"<{GONE}>: unknown"),
        ("sign_in:ana.peña@example.org:1", f"sign_in:{GONE}:1"),
        ("Mariana Peñaloza y Ana Peñas", "Mariana Peñaloza y Ana Peñas"),
        ("Anita es un nombre corto", "Anita es un nombre corto"),
        ("xana.peña@example.organic", "xana.peña@example.organic"),
        ("Pen\u0303arol queda como estaba", "Pen\u0303arol queda como estaba"),
        ("", ""),
    ],
)
def test_addresses_and_full_names_are_cut_out_of_texts(text: str, left: str) -> None:
    assert ANA.out_of(text) == left


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ({"name": "Ana Peña", "title": "Redes"}, {"name": None, "title": "Redes"}),
        ({"name": "ANITA"}, {"name": None}),
        ({"email": "ANA.peña@example.org", "phone": "+54", "attributes": {"sector": "academia"}, "roles": ["speaker"]},
         {"email": None, "phone": None, "attributes": {}, "roles": ["speaker"]}),
        ({"id": "x1", "status": "confirmed", "name": "A. P.", "tags": ["a"], "age": 40},
         {"id": "x1", "status": "confirmed", "name": None, "tags": [], "age": None}),
        ([{"id": "x2", "name": "Beto"}, {"id": "x1", "name": "A."}], [{"id": "x2", "name": "Beto"},
         {"id": "x1", "name": None}]),
        (["con Ana Peña", ["Anita", 3]], [f"con {GONE}", ["Anita", 3]]),
        ({"person": "beto", "sector": "academia", "count": 3, "none": None, "yes": True},
         {"person": "beto", "sector": "academia", "count": 3, "none": None, "yes": True}),
        (None, None),
    ],
)  # fmt: skip
def test_entries_about_the_person_are_emptied_and_the_rest_stays(value: object, left: object) -> None:
    assert ANA.out_of_json(value) == left


def test_nobodys_traces_are_nowhere() -> None:
    nobody = Traces(["gone"], ["", " "], [" "])
    assert nobody.out_of_json({"email": "", "text": "anything", "name": ""}) == {
        "email": "",
        "text": "anything",
        "name": "",
    }
