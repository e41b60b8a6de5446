"""The event that a letter brings for its reader's calendar (iCalendar, RFC 5545; as iTIP, RFC 5546)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

from mail.composing.headers import LONGEST_NAME, UnsafeLetterError, address_header, machine_made, one_line

LONGEST_SUMMARY = 200
_LONGEST_TEXT = 2_000
_PRODUCT = "-//convoca//convoca//ES"
_OUTSIDE = {
    "VCALENDAR": ("PRODID", "VERSION", "CALSCALE", "METHOD"),
    "VEVENT": ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "TRANSP", "ORGANIZER"),
}
"""What each part has besides words: nothing that somebody typed may have become another line."""


class Method(StrEnum):
    """What the calendar is to do: ask its owner for an answer, take the event out, or only show it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An event for one reader. `organiser` is where the calendar's answer goes; `attendee` is the reader alone.

    `stamp` is the moment of the letter, so that the same letter has the same bytes at every try.
    """

    method: Method
    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    minutes: int
    summary: str
    location: str
    description: str
    organiser: str
    organiser_name: str
    attendee: str | None
    has_accepted: bool = False
    is_cancelled: bool = False


def calendar_text(meeting: Meeting) -> str:
    """Return the calendar object, lines ended by CRLF; raises UnsafeLetterError where it would say anything else."""
    event = Event()
    event.add("uid", machine_made("UID", meeting.uid))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", _second(meeting.stamp))
    event.add("dtstart", _second(meeting.starts_at))
    event.add("dtend", _second(meeting.starts_at + timedelta(minutes=meeting.minutes)))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("organizer", _organiser(meeting))
    words = {"summary": one_line(meeting.summary, LONGEST_SUMMARY), "location": one_line(meeting.location)}
    words["description"] = "\n".join(one_line(line, _LONGEST_TEXT) for line in meeting.description.split("\n"))
    for name, said in words.items():
        if said.strip():
            event.add(name, said)
    if meeting.attendee is not None:
        event.add("attendee", _attendee(meeting))
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", meeting.method.value)
    calendar.add_component(event)
    text: str = calendar.to_ical(sorted=False).decode()
    _look_again(text, meeting)
    return text


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _organiser(meeting: Meeting) -> vCalAddress:
    organiser = vCalAddress(f"mailto:{address_header('ORGANIZER', meeting.organiser)}")
    organiser.params["cn"] = vText(_name(meeting.organiser_name))
    return organiser


def _attendee(meeting: Meeting) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{address_header('ATTENDEE', meeting.attendee or '')}")
    attendee.params["cutype"] = vText("INDIVIDUAL")
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText("ACCEPTED" if meeting.has_accepted else "NEEDS-ACTION")
    if meeting.method is Method.REQUEST:
        attendee.params["rsvp"] = vText("TRUE")
    return attendee


def _name(name: str) -> str:
    """Return a name fit for a parameter, which has no way to write a quotation mark; readers differ on a backslash."""
    return one_line(name.translate({ord('"'): "'", ord("\\"): "/"}), LONGEST_NAME)


def _look_again(text: str, meeting: Meeting) -> None:
    """Raise UnsafeLetterError unless the object, read again, has just the lines and addresses that were meant."""
    words = {"SUMMARY", "LOCATION", "DESCRIPTION"}
    read = Calendar.from_ical(text)
    (event,) = read.subcomponents if len(read.subcomponents) == 1 else (None,)
    if event is None or event.name != "VEVENT" or event.subcomponents:
        raise UnsafeLetterError("calendar")
    reached = (str(event.get("ORGANIZER")), str(event.get("ATTENDEE")), str(event.get("UID")))
    attendee = f"mailto:{meeting.attendee}" if meeting.attendee else "None"
    if reached != (f"mailto:{meeting.organiser}", attendee, meeting.uid):
        raise UnsafeLetterError("calendar")
    wanted = (*_OUTSIDE["VEVENT"], *(("ATTENDEE",) if meeting.attendee else ()))
    lines = [line.partition(":")[0].partition(";")[0] for line in text.replace("\r\n ", "").split("\r\n")]
    found = [name for name in lines if name not in {*words, "BEGIN", "END", ""}]
    if sorted(found) != sorted((*_OUTSIDE["VCALENDAR"], *wanted)) or any(lines.count(name) > 1 for name in words):
        raise UnsafeLetterError("calendar")
