"""Deadlines are told by the reader's own clock and in UTC; where things take place keeps the call's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.call.shipped import shipped_call
from core.dialogue.screen import Phrase
from core.model.records import Person
from core.rules.calendar.clocks import zone_apart, zone_by
from templates.letters import render
from templates.say import say
from templates.words import Words
from tests.support.records import NOON
from tests.templates.letters.queued import LINKS, WHOLE

CALL = shipped_call("lacigf-2025")
CLOSE = Phrase("chat.value.told", {"value": CALL.moments["submission_closes"]})
RESULTS = Phrase("chat.value.told", {"value": CALL.moments["results"]})
SESSION = Phrase("chat.value.told", {"value": datetime(2025, 11, 5, 18, tzinfo=UTC)})
UTC_SAID = "25 de agosto de 2025, 02:59 UTC"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (None, f"24 de agosto de 2025, 23:59 (hora de Argentina; {UTC_SAID})"),
        ("America/Bogota", f"24 de agosto de 2025, 21:59 (hora de Bogotá; {UTC_SAID})"),
        ("Asia/Tokyo", f"25 de agosto de 2025, 11:59 (hora de Tokio; {UTC_SAID})"),
        ("America/Montevideo", f"24 de agosto de 2025, 23:59 (hora de Argentina; {UTC_SAID})"),
        ("Africa/Accra", "25 de agosto de 2025, 02:59 UTC"),
    ],
)
def test_a_deadline_is_told_by_the_reader_s_clock_without_noise(zone: str | None, said: str) -> None:
    assert say(CLOSE, Words("es", zone), CALL) == said


def test_a_day_is_the_call_s_day_and_a_session_is_told_by_the_clock_of_its_place() -> None:
    words = Words("es", "Asia/Tokyo")
    assert say(RESULTS, words, CALL) == "18 de septiembre de 2025 (hora de Argentina)"
    assert say(SESSION, words, CALL).startswith("5 de noviembre de 2025, 15:00 (hora de Argentina")


def test_the_days_of_the_event_are_days_of_its_place() -> None:
    ends = CALL.moments["event_ends"]
    end = replace(
        ends, at=datetime(2025, 11, 15, 3, tzinfo=UTC), day=date(2025, 11, 14), written="", whole_day=True, ends=True
    )
    at_noon = replace(end, at=datetime(2025, 11, 14, 15, 0, 1, tzinfo=UTC), whole_day=False)
    words = Words("es", "Europe/Madrid")
    told = [say(Phrase("chat.value.told", {"value": moment}), words, CALL) for moment in (end, at_noon)]
    assert told == [
        "14 de noviembre de 2025 (hora de Argentina)",
        "14 de noviembre de 2025, 12:00 (hora de Argentina; 14 de noviembre de 2025, 15:00 UTC)",
    ]


def test_a_letter_tells_its_reader_s_time_and_day() -> None:
    letter = render("deadline", "es", {**WHOLE["deadline"], "zone": "Asia/Tokyo"}, CALL, LINKS)
    assert letter.subject == "Más tiempo para enviar: hasta el 27 de agosto de 2025, 11:59"
    assert "27 de agosto de 2025, 11:59 (hora de Tokio; 27 de agosto de 2025, 02:59 UTC)" in letter.text
    assert "Antes era el 25 de agosto de 2025, 11:59 (hora de Tokio" in letter.text
    reminder = render("draft_reminder", "es", {**WHOLE["draft_reminder"], "zone": "Asia/Tokyo"}, CALL, LINKS)
    assert "25 de agosto de 2025, 11:59 (hora de Tokio" in reminder.text


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        (None, "24 de agosto de 2025."),
        ("America/Mexico_City", "24 de agosto de 2025, 20:59."),
        ("Europe/Madrid", "25 de agosto de 2025, 04:59."),
    ],
)
def test_an_inbox_shows_the_hour_where_the_reader_s_last_day_does_not_last_to_its_end(
    zone: str | None, day: str
) -> None:
    asked = render("invitation", "es", {**WHOLE["invitation"], "zone": zone}, CALL, LINKS)
    assert asked.preview.endswith(f"hasta el {day}")


def test_a_draft_with_more_time_is_reminded_of_its_own_close() -> None:
    facts = {**WHOLE["draft_reminder"], "closes": "2025-08-27T03:00:00+00:00"}
    assert "26 de agosto de 2025, 23:59 (hora de Argentina" in render("draft_reminder", "es", facts, CALL, LINKS).text


def test_a_person_s_clock_is_the_one_they_chose_else_their_country_s_else_the_call_s() -> None:
    person = Person(id="p", address="p@example.org", created_at=NOON)
    known = [
        person,
        replace(person, country="CO"),
        replace(person, attributes={"country": "MX"}),
        replace(person, country="CO", zone="Europe/Lisbon"),
    ]
    assert [zone_by(CALL, one) for one in known] == [
        CALL.zone,
        "America/Bogota",
        "America/Mexico_City",
        "Europe/Lisbon",
    ]
    assert [zone_apart(CALL, one, NOON) for one in (person, replace(person, country="UY"), known[1])] == [
        None, None, "America/Bogota",
    ]  # fmt: skip
