"""What calendars answer, in the manner of those that people use: one plain yes or no, and never more than was said."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.letter import CalendarReply, Decision, LetterKind, Reading
from mail.reading import read
from tests.mail.reading.test_answers import VOCABULARY

FOLDER = Path(__file__).parents[2] / "letters" / "calendar"
LETTERS = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text("utf-8").splitlines()]
ACCEPTED = (FOLDER / "14-only-a-calendar.eml").read_bytes()
HEAD = b"From: ana@example.org\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n"
SECONDS = 1.0


def understood(raw: bytes) -> Reading:
    return read(raw, vocabulary=VOCABULARY)


def told(reply: CalendarReply | None) -> dict[str, object] | None:
    if reply is None:
        return None
    starts = reply.starts_at.isoformat() if reply.starts_at else None
    return {
        "uid": reply.uid, "attendee": reply.attendee, "answer": reply.answer, "sequence": reply.sequence,
        "starts_at": starts,
    }  # fmt: skip


def test_every_letter_has_its_judgement() -> None:
    assert [letter["file"] for letter in LETTERS] == sorted(path.name for path in FOLDER.glob("*.eml"))
    assert len(LETTERS) > 35


@pytest.mark.parametrize("expected", LETTERS, ids=lambda letter: letter["file"].removesuffix(".eml"))
def test_a_calendar_is_read_as_a_careful_secretary_would(expected: dict[str, Any]) -> None:
    reading = understood((FOLDER / expected["file"]).read_bytes())
    found = (reading.kind, reading.decision, told(reading.calendar), reading.sender)
    wanted = tuple(expected[key] for key in ("kind", "decision", "calendar", "from"))
    assert found == wanted, expected["why"]


def test_what_the_person_added_is_kept_for_people() -> None:
    assert understood((FOLDER / "05-exchange-en-declined.eml").read_bytes()).text == "Sorry, I have classes that day."
    commented = understood((FOLDER / "23-no-clicked-and-yes-in-the-comment.eml").read_bytes())
    assert (commented.text, commented.reasons) == ("Sí, acepto", ("calendar_reply", "says_the_contrary"))


def test_whose_letter_it_may_be_is_judged_as_for_any_letter() -> None:
    verdict = b"Authentication-Results: mx.convoca.test; dmarc=fail\r\n" + ACCEPTED
    reading = read(verdict, vocabulary=VOCABULARY, authserv_id="mx.convoca.test")
    assert (reading.kind, reading.dmarc) == (LetterKind.CALENDAR_REPLY, "fail")


def test_two_senders_are_nobody() -> None:
    reading = understood(b"From: luz@example.org\r\n" + ACCEPTED)
    assert (reading.decision, reading.sender, reading.reasons[-1]) == (Decision.UNCLEAR, None, "sender_not_plain")


@pytest.mark.parametrize("cut", range(40, len(ACCEPTED), 97))
def test_half_an_answer_is_none(cut: int) -> None:
    assert understood(ACCEPTED[:cut]).decision is not Decision.ACCEPT


LINES = ACCEPTED.partition(b"\r\n\r\n")[2]
HOSTILE = {
    "folds": LINES.replace(b"STATUS", b"X-A:" + b"\r\n " * 100_000 + b"\r\nSTATUS"),
    "one long line": LINES.replace(b"STATUS", b"ATTENDEE;X=" + b"a;b=" * 40_000 + b"\r\nSTATUS"),
    "quotes": LINES.replace(b"STATUS", b'UID;X="' + b'\\"^' * 30_000 + b"\r\nSTATUS"),
    "nested": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + b"BEGIN:VEVENT\r\n" * 9_000,
    "events": LINES.replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 3_000 + b"END:VCALENDAR"),
    "attendees": LINES.replace(b"STATUS", b"ATTENDEE:mailto:a@b.example\r\n" * 4_000 + b"STATUS"),
    "comments": LINES.replace(b"STATUS", b"COMMENT:no\r\n" * 4_900 + b"STATUS"),
    "zones": LINES.replace(
        b"BEGIN:VEVENT",
        b"BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
        b"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" * 200 + b"BEGIN:VEVENT",
    ),
    "huge": LINES + b"X-A:" + b"a" * 5_000_000 + b"\r\n",
    "line breaks": LINES.replace(b"STATUS", b"\r\n" * 90_000 + b"STATUS"),
    "method spun out": b"METHOD" + b";" * 90_000 + b":REPLY\r\n" + LINES,
    "many spaces": LINES.replace(b"STATUS", b"UID;" + b" " * 90_000 + b":x\r\nSTATUS"),
    "nothing": b"METHOD:REPLY",
    "zeros": LINES.replace(b"SEQUENCE:1", b"SEQUENCE:" + b"9" * 5_000),
    "no such day": LINES.replace(b"20251105T180000Z", b"20259999T999999Z"),
    "NUL": LINES.replace(b"UID:", b"UID:\x00"),
}


@pytest.mark.parametrize("lines", HOSTILE.values(), ids=HOSTILE)
def test_hostile_calendars_cost_little_and_raise_nothing(lines: bytes) -> None:
    begun = time.process_time()
    reading = understood(HEAD + lines)
    assert time.process_time() - begun < SECONDS
    assert reading.kind in {LetterKind.CALENDAR_REPLY, LetterKind.REPLY}
    assert reading.decision is Decision.UNCLEAR


def test_a_huge_calendar_is_not_opened_and_still_no_persons_words() -> None:
    reading = understood(HEAD + HOSTILE["huge"])
    assert (reading.kind, reading.calendar) == (LetterKind.CALENDAR_REPLY, None)


def test_a_letter_full_of_calendars_is_none_of_them() -> None:
    many = LINES.replace(
        b"STATUS", b"ATTENDEE;PARTSTAT=ACCEPTED;CN=aaaaaaaa:mailto:a@b.example\r\n" * 1_000 + b"STATUS"
    )
    part = b"--b\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n" + many + b"\r\n"
    raw = b"From: ana@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 190 + b"--b--\r\n"
    begun = time.process_time()
    reading = understood(raw)
    assert time.process_time() - begun < SECONDS
    assert (reading.kind, reading.decision, reading.calendar) == (LetterKind.CALENDAR_REPLY, Decision.UNCLEAR, None)


PIECES = st.lists(
    st.sampled_from(
        [
            b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"METHOD:REPLY\r\n",
            b"UID:x\r\n", b"UID:\r\n", b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.org\r\n", b"ATTENDEE;:\r\n",
            b"SEQUENCE:-1\r\n", b"DTSTART:20251105T180000Z\r\n", b" x\r\n", b'UID;"', b"\\", b"\xff", b"\r", b";", b":",
            b"COMMENT:\\n\\\r\n", b"=",
        ]
    ),
    max_size=25,
).map(b"".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_whatever_comes_reading_ends(lines: bytes) -> None:
    assert understood(HEAD + lines).kind in set(LetterKind)
