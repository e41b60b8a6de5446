"""The event that a letter brings: what programs look for, the same bytes at every try, and nothing smuggled in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from mail.composing.calendar import Meeting, Method, calendar_text
from mail.composing.message import UnsafeLetterError, compose
from tests.mail.composing.letters import HTML, TEXT, an_envelope, bodies, composed, headers, read

ORGANISER, READER = "r+aaaabbbbccccddddeeeeffff22@convoca.test", "ana@example.org"
NAMES = [
    "PRODID", "VERSION", "CALSCALE", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "TRANSP",
    "ORGANIZER", "SUMMARY", "LOCATION", "DESCRIPTION", "ATTENDEE",
]  # fmt: skip


def a_meeting(**given: Any) -> Meeting:
    made: dict[str, Any] = {
        "method": Method.REQUEST,
        "uid": "x1.0@convoca.test",
        "sequence": 2,
        "stamp": datetime(2025, 9, 1, 12, 0, 0, 999, tzinfo=UTC),
        "starts_at": datetime(2025, 11, 5, 18, tzinfo=UTC),
        "minutes": 75,
        "summary": "LACIGF 18: Redes que cuidan",
        "location": "Sala 2, Córdoba, Argentina",
        "description": "Su rol: Ponente.\n¿Dudas?",
        "organiser": ORGANISER,
        "organiser_name": "LACIGF 18",
        "attendee": READER,
    }
    return Meeting(**{**made, **given})


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def event(text: str) -> Any:
    return Calendar.from_ical(text).events[0]


def letter(meeting: Meeting) -> bytes:
    return compose(an_envelope(), "Una fecha", TEXT, HTML, meeting)


def test_the_event_says_what_and_when_to_its_one_reader() -> None:
    assert unfolded(calendar_text(a_meeting())) == [
        "BEGIN:VCALENDAR",
        "PRODID:-//convoca//convoca//ES",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:x1.0@convoca.test",
        "SEQUENCE:2",
        "DTSTAMP:20250901T120000Z",
        "DTSTART:20251105T180000Z",
        "DTEND:20251105T191500Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        f'ORGANIZER;CN="LACIGF 18":mailto:{ORGANISER}',
        "SUMMARY:LACIGF 18: Redes que cuidan",
        "LOCATION:Sala 2\\, Córdoba\\, Argentina",
        "DESCRIPTION:Su rol: Ponente.\\n¿Dudas?",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{READER}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_lines_are_short_and_end_as_they_must() -> None:
    text = calendar_text(a_meeting(description="ñ" * 900))
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"has_accepted": True}, "PARTSTAT=ACCEPTED;RSVP=TRUE"),
        ({"method": Method.CANCEL, "is_cancelled": True}, "PARTSTAT=NEEDS-ACTION:"),
        ({"method": Method.CANCEL, "is_cancelled": True}, "STATUS:CANCELLED"),
        ({"method": Method.CANCEL, "is_cancelled": True}, "METHOD:CANCEL"),
    ],
)
def test_what_differs_where_somebody_accepted_or_it_is_off(given: dict[str, Any], line: str) -> None:
    assert line in "\n".join(unfolded(calendar_text(a_meeting(**given))))


def test_who_is_asked_for_no_answer_stands_nowhere_in_it() -> None:
    text = calendar_text(a_meeting(method=Method.PUBLISH, attendee=None))
    assert "ATTENDEE" not in text
    assert "METHOD:PUBLISH" in text


def test_the_letter_says_it_three_ways_the_event_last() -> None:
    raw = letter(a_meeting())
    assert bodies(raw) == [
        *bodies(composed("Una fecha")),
        ("text/calendar", calendar_text(a_meeting()).replace("\r\n", "\n")),
    ]
    part = list(read(raw).iter_parts())[-1]
    assert dict(part["Content-Type"].params) == {"charset": "utf-8", "method": "REQUEST"}
    assert part["Content-Disposition"] is None
    assert headers(raw) == headers(composed("Una fecha"))
    assert part.get_payload(decode=True) == calendar_text(a_meeting()).encode()


def test_the_same_letter_has_the_same_bytes_at_every_try() -> None:
    assert letter(a_meeting()) == letter(a_meeting())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
@example("Redes\r\nATTENDEE:mailto:mallory@evil.example")
@example("=?utf-8?q?hola=0D=0ABEGIN:VEVENT?=")
@example("\\n\\;\\, \\\r\n END:VEVENT\x85\u2028BEGIN:VALARM\x0b\x0c")
@example('";X-EVIL=1:"')
@example("\\")
@example("^'\\\"^n")
@example("\ud800 \x00 \u202e")
def test_whatever_is_typed_stays_in_its_line(typed: str) -> None:
    meeting = a_meeting(summary=typed, location=typed, description=typed, organiser_name=typed or "x")
    text = calendar_text(meeting)
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded(text)]
    assert [name for name in names if name not in {"BEGIN", "END", ""}] == [name for name in NAMES if name in names]
    assert [name for name in names if name in {"BEGIN", "END"}] == ["BEGIN", "BEGIN", "END", "END"]
    found = event(text)
    assert (found["organizer"], found["attendee"]) == (f"mailto:{ORGANISER}", f"mailto:{READER}")
    assert "=?" not in f"{found.get('summary')} {found.get('description')}"
    letter(meeting)


@pytest.mark.parametrize(
    "given",
    [
        {"attendee": "ana@example.org\r\nX:y"},
        {"attendee": "a@x.example,b@y.example"},
        {"organiser": "r+x@convoca.test>"[:-1] + "\n"},
        {"uid": "x\r\nSUMMARY:y"},
    ],
)
def test_an_address_or_uid_that_is_not_plain_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UnsafeLetterError):
        calendar_text(a_meeting(**given))
