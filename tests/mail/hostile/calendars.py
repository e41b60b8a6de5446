"""Answers of calendars that never end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.mail.hostile.making import letter


def event(repeat: bytes, times: int) -> bytes:
    return b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n" + repeat * times + b"END:VEVENT\r\nEND:VCALENDAR\r\n"


CALENDAR = b"Content-Type: text/calendar; method=REPLY; charset=utf-8"
CALENDARS: Mapping[str, Callable[[], bytes]] = {
    "calendar, many attendees": lambda: letter(
        CALENDAR, body=event(b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:bruno@example.org\r\n", 100_000)
    ),
    "calendar, one line": lambda: letter(CALENDAR, body=event(b"X" * 1_000, 5_000)),
    "calendar, folded a character a line": lambda: letter(CALENDAR, body=event(b"x\r\n ", 1_000_000)),
    "calendar, nested": lambda: letter(CALENDAR, body=b"BEGIN:VEVENT\r\n" * 300_000),
    "calendar, parameters": lambda: letter(CALENDAR, body=event(b"ATTENDEE" + b';A="' * 50_000 + b"\r\n", 3)),
    "calendar, semicolons": lambda: letter(CALENDAR, body=event(b"ATTENDEE" + b";" * 500_000 + b":\r\n", 3)),
    "calendar, gigantic rule": lambda: letter(
        CALENDAR, body=event(b"RRULE:FREQ=SECONDLY;COUNT=999999999999\r\nDTSTART:00010101T000000Z\r\n", 1)
    ),
    "calendar, damaged base64": lambda: letter(
        CALENDAR, b"Content-Transfer-Encoding: base64", body=b"QkVHSU4!!" * 100_000
    ),
}
