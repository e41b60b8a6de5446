"""Answers that calendars send (iTIP, RFC 5546, in letters by RFC 6047): what the one attendee of one event says.

Only the lines that matter are parsed, and no time zone of a stranger's is ever built. Pure; never raises on any bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from icalendar.parser import Contentline, Contentlines

from core.model.caps import MOST_PARTS
from core.model.letter import CalendarAnswer, CalendarReply
from mail.reading.parts import Part, content_of, inside, parameter, text_of

LARGEST = 400_000
"""Characters of an encoded part that is opened: an answer has a few thousand."""
MOST = 3
"""Calendars in one letter that are opened: programs send one, or the same twice."""
_MOST_LINES = 5_000
_LONGEST_LINE = 2_000
_DEEPEST = 8
_METHOD = re.compile(r"^METHOD[^:\n]{0,80}:[ \t]*(REPLY|COUNTER)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_WANTED = re.compile(r"(BEGIN|END|METHOD|UID|ATTENDEE|SEQUENCE|DTSTART|COMMENT)[;:]", re.IGNORECASE)
_MOMENT = re.compile(r"\d{8}T\d{6}Z")
_NUMBER = re.compile(r"\d{1,9}")
_ADDRESS = re.compile(r"mailto:([^\s<>@]+@[^\s<>@]+)", re.IGNORECASE)
_EVENT = ["VCALENDAR", "VEVENT"]
_TWICE = "?"
"""Stands for a line that is there more than once: no method, number or time is spelt so."""
_BY_STATUS = {
    "ACCEPTED": CalendarAnswer.ACCEPTED,
    "DECLINED": CalendarAnswer.DECLINED,
    "TENTATIVE": CalendarAnswer.TENTATIVE,
}


@dataclass(frozen=True, slots=True)
class Answering:
    """One calendar object that answers, as text ('' where it is too large), and the method that its part tells."""

    text: str
    method: str


@dataclass(slots=True)
class _Calendar:
    """The method and the events of a calendar object: by name, each line's value and the attendee's word in it."""

    method: str = ""
    events: list[dict[str, list[tuple[str, str]]]] = field(default_factory=list)


def answers_in(message: Part) -> Sequence[Answering]:
    """Return the parts of a letter in which a calendar answers an invitation, files among them.

    A letter with many calendars is not opened; it is no plain answer of one.
    """
    parts = list(islice(_calendars(message), MOST + 1))
    if len(parts) > MOST:
        return [Answering("", "REPLY")]
    found = [_opened(part) for part in parts]
    return [item for item in found if _METHOD.search(item.text) or (not item.text and item.method)]


def calendar_of(answers: Sequence[Answering]) -> CalendarReply | None:
    """Return what they say; None where they are not plain, or say different things."""
    found = {_reply(item) for item in answers}
    return found.pop() if len(found) == 1 else None


def comment_of(answers: Sequence[Answering]) -> str:
    """Return what the person added in the calendar, in their own words."""
    read = [_parsed(item.text) for item in answers]
    events = [event for calendar in read if calendar for event in calendar.events]
    return "\n".join(dict.fromkeys(value for event in events for value, _ in event.get("COMMENT", ()))).strip()


def _calendars(message: Part) -> Iterator[Part]:
    """Yield the calendar parts, but for what stands in letters inside this one, which others may have written."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        if part.get_content_maintype() == "multipart":
            waiting[:0] = inside(part)
        elif not part.is_multipart() and part.get_content_type() == "text/calendar":
            yield part


def _opened(part: Part) -> Answering:
    method = parameter(part, "method").upper()
    is_small = len(content_of(part)) <= LARGEST
    text = text_of(part).replace("\r\n", "\n").replace("\r", "\n") if is_small else ""
    return Answering(text, method if method in {"REPLY", "COUNTER"} or text else "")


def _reply(answering: Answering) -> CalendarReply | None:
    calendar = _parsed(answering.text)
    if calendar is None or len(calendar.events) != 1 or answering.method not in {"", calendar.method}:
        return None
    event = calendar.events[0]
    uid, sequence, starts = (_only(event, name) for name in ("UID", "SEQUENCE", "DTSTART"))
    attendees = event.get("ATTENDEE", [])
    attendee = _ADDRESS.fullmatch(attendees[0][0].strip()) if len(attendees) == 1 else None
    if calendar.method == "COUNTER":
        answer = CalendarAnswer.COUNTER
    elif attendee is not None:
        answer = _BY_STATUS.get(attendees[0][1].upper(), CalendarAnswer.OTHER)
    else:
        return None
    if uid in {None, "", _TWICE} or not _NUMBER.fullmatch(sequence or "0"):
        return None
    return CalendarReply(
        uid=str(uid),
        attendee=attendee[1].lower() if attendee else None,
        answer=answer,
        sequence=int(sequence or "0"),
        starts_at=_moment(starts),
    )


def _only(event: dict[str, list[tuple[str, str]]], name: str) -> str | None:
    """Return the value of a line that is there once; None where it is absent, `_TWICE` where it is there twice."""
    found = event.get(name, [])
    return (found[0][0].strip() if len(found) == 1 else _TWICE) if found else None


def _moment(written: str | None) -> datetime | None:
    """Return a time in UTC; None for any other, since the zone that a stranger describes is not believed."""
    if written is None or not _MOMENT.fullmatch(written):
        return None
    try:
        return datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _parsed(text: str) -> _Calendar | None:
    """Return one calendar object; None where it is none, more than one, or cut short."""
    calendar, within = _Calendar(), list[str]()
    try:
        lines = Contentlines.from_ical(text)  # type: ignore[no-untyped-call]  # the library leaves it so
        if len(lines) > _MOST_LINES or sum(line.upper().startswith("BEGIN:VCALENDAR") for line in lines) != 1:
            return None
        for line in lines:
            if _WANTED.match(line) and len(line) <= _LONGEST_LINE and not _take(calendar, within, line):
                return None
    except (ValueError, AssertionError, LookupError):
        return None
    return calendar if not within else None


def _take(calendar: _Calendar, within: list[str], line: Contentline) -> bool:
    """Take in one line; False where it makes no sense there."""
    name, params, value = line.parts()
    name = name.upper()
    if name == "BEGIN":
        within.append(value.strip().upper())
        if within == _EVENT:
            calendar.events.append({})
        return len(within) <= _DEEPEST
    if name == "END":
        return bool(within) and within.pop() == value.strip().upper()
    if name == "METHOD" and within == _EVENT[:1]:
        calendar.method = value.strip().upper() if not calendar.method else _TWICE
    elif within == _EVENT:
        calendar.events[-1].setdefault(name, []).append((value, str(params.get("PARTSTAT", ""))))
    return True
