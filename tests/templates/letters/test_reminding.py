"""The letter that reminds of several things."""

from __future__ import annotations

from templates.letters import render
from tests.templates.letters.queued import CALL, LINKS, due

CLOSED, LATER = "2025-08-25T03:00:00+00:00", "2025-08-27T03:00:00+00:00"
UNTIL = "24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)"


def text(*deadlines: str | None) -> str:
    about = [due("draft", title=f"Sesión {place}", deadline=at) for place, at in enumerate(deadlines)]
    return render("reminder", "es", {"person_name": "Ana Gómez", "about": about}, CALL, LINKS).text


def test_a_deadline_that_all_share_is_said_once_before_them() -> None:
    told = text(CLOSED, CLOSED, CLOSED)
    assert f"Le reunimos en un solo correo lo que le espera. Para todo hay tiempo hasta el {UNTIL}.\n" in told
    assert told.count("24 de agosto") == 1


def test_deadlines_that_differ_are_said_with_each_thing() -> None:
    told = text(CLOSED, LATER, None)
    assert "empezando por lo que vence antes:" in told
    assert told.count("Hay tiempo hasta el") == 2


def test_one_thing_has_its_deadline_below_it() -> None:
    assert f"todavía no se envió.\n\nHay tiempo hasta el {UNTIL}.\n" in text(CLOSED)
