"""The digest read whole as plain text, as a secretary reads it in the morning: `digest-es.txt`."""

from __future__ import annotations

from pathlib import Path

from templates.letters import render
from tests.templates.letters.queued import CALL, LINKS, WHOLE, a_letter, section

MORNING = Path(__file__).with_name("digest-es.txt")


def test_a_morning_in_spanish() -> None:
    assert render("digest", "es", WHOLE["digest"], CALL, LINKS).text == MORNING.read_text("utf-8")


def test_what_is_many_is_told_in_one_line() -> None:
    unread = {"kind": "quarantined", "name": None, "title": None, "number": None, "count": 12}
    text = a_letter("digest", problems=section(unread)).text
    assert "• Llegaron 12 correos que no se pudieron leer de forma automática: esperan en la página." in text


def test_a_day_without_a_change_says_so() -> None:
    nothing = dict.fromkeys(("new", "sent", "withdrawn", "confirmed", "declined"), 0)
    assert "Nada cambió en las propuestas." in a_letter("digest", changed=nothing).text
