"""Calendars of other people's programs: they read the event that a letter of ours brings, and answer it by mail."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage

_STATUS = {"accept": "ACCEPTED", "decline": "DECLINED", "tentative": "TENTATIVE", "counter": "TENTATIVE"}


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as it was read from a letter: each property's value, and where the answer goes."""

    lines: Mapping[str, str]
    organiser: str
    attendee: str


def seen(letter: EmailMessage) -> Seen:
    """Read the event of a letter, as a program does: the last of the alternatives."""
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    text = str(part.get_content()).replace("\r\n", "\n").replace("\n ", "")
    pairs = [line.partition(":") for line in text.split("\n") if ":" in line]
    lines = {name.partition(";")[0]: value for name, _, value in pairs}
    addresses = {name: lines.get(name, "").removeprefix("mailto:") for name in ("ORGANIZER", "ATTENDEE")}
    return Seen(lines, addresses["ORGANIZER"], addresses["ATTENDEE"])


def _object(event: Seen, answer: str, *, attendee: str, starts: str = "", zone: str = "") -> str:
    method = "COUNTER" if answer == "counter" else "REPLY"
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Ejemplo//Agenda//ES",
        "VERSION:2.0",
        f"METHOD:{method}",
        *([zone] if zone else []),
        "BEGIN:VEVENT",
        f"UID:{event.lines['UID']}",
        f"SEQUENCE:{event.lines['SEQUENCE']}",
        "DTSTAMP:20250901T120000Z",
        starts or f"DTSTART:{event.lines['DTSTART']}",
        f"ORGANIZER:mailto:{event.organiser}",
        attendee.format(status=_STATUS[answer], address=event.attendee),
        f"SUMMARY:{event.lines['SUMMARY']}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(line if len(line) < 74 else f"{line[:70]}\r\n {line[70:]}" for line in lines)


def _letter(event: Seen, sender: str, subject: str, parts: list[str], kind: str, *more: str) -> bytes:
    body = "".join(f"--=_limite\r\n{part}\r\n" for part in parts)
    head = (
        f"From: {sender}", f"To: <{event.organiser}>", f"Subject: {subject}", "MIME-Version: 1.0",
        "Date: Mon, 01 Sep 2025 12:00:00 +0000", *more,
        f"Message-ID: <{event.lines['SEQUENCE']}.{len(body)}@agenda.example>",
        f'Content-Type: multipart/{kind}; boundary="=_limite"',
    )  # fmt: skip
    return ("\r\n".join(head) + f"\r\n\r\n{body}--=_limite--\r\n").encode()


def _part(kind: str, text: str, *more: str, in_base64: bool = False) -> str:
    coded = base64.encodebytes(text.encode()).decode().replace("\n", "\r\n") if in_base64 else text
    way = "base64" if in_base64 else "8bit"
    return "\r\n".join((f"Content-Type: {kind}", f"Content-Transfer-Encoding: {way}", *more, "", coded))


def google(event: Seen, answer: str, sender: str) -> bytes:
    """A click in Google Calendar: generated, with the answer inside and as a file."""
    said = _object(event, answer, attendee="ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={status};CN=x:mailto:{address}")
    method = "COUNTER" if answer == "counter" else "REPLY"
    parts = [
        _part("text/plain; charset=UTF-8", "Ha respondido a esta invitación.\r\n"),
        _part(f"text/calendar; charset=UTF-8; method={method}", said),
        _part('application/ics; name="invite.ics"', said, "Content-Disposition: attachment", in_base64=True),
    ]
    return _letter(event, sender, "Aceptado: LACIGF 18", parts, "mixed", "Auto-Submitted: auto-generated",
                   "Sender: Google Calendar <calendar-notification@google.example>")  # fmt: skip


def exchange(event: Seen, answer: str, sender: str) -> bytes:
    """Outlook through Exchange: base64, capitals, the hour in a zone of its own."""
    zone = "BEGIN:VTIMEZONE\r\nTZID:Argentina Standard Time\r\nEND:VTIMEZONE"
    starts = "DTSTART;TZID=Argentina Standard Time:20251105T150000"
    said = _object(event, answer, attendee="ATTENDEE;PARTSTAT={status};CN=x:MAILTO:{address}", starts=starts, zone=zone)
    method = "COUNTER" if answer == "counter" else "REPLY"
    parts = [
        _part("text/plain; charset=utf-8", "\r\n", in_base64=True),
        _part(f'text/calendar; charset="utf-8"; method={method}', said, in_base64=True),
    ]
    return _letter(event, sender, "Accepted: LACIGF 18", parts, "mixed", "X-MS-Has-Attach:", "Content-Language: en-US")


def apple(event: Seen, answer: str, sender: str) -> bytes:
    """Apple's Calendar: the answer is a file, without a method outside."""
    said = _object(event, answer, attendee='ATTENDEE;CN="x";EMAIL="{address}";PARTSTAT={status}:mailto:{address}')
    disposition = "Content-Disposition: attachment; filename=iCal-20250901.ics"
    parts = [
        _part("text/plain; charset=utf-8", "Aceptó la invitación al evento.\r\n"),
        _part('text/calendar; name="iCal-20250901.ics"', said, disposition),
    ]
    return _letter(event, sender, "Invitacion aceptada", parts, "mixed")


def thunderbird(event: Seen, answer: str, sender: str) -> bytes:
    """Thunderbird."""
    said = _object(event, answer, attendee="ATTENDEE;PARTSTAT={status};ROLE=REQ-PARTICIPANT:mailto:{address}")
    method = "COUNTER" if answer == "counter" else "REPLY"
    parts = [
        _part("text/plain; charset=UTF-8", "Ha aceptado su invitación a un evento.\r\n"),
        _part(f"text/calendar; method={method}; charset=UTF-8", said),
    ]
    return _letter(event, sender, "Respuesta a la invitacion", parts, "alternative", "User-Agent: Mozilla Thunderbird")


def outlook_mobile(event: Seen, answer: str, sender: str) -> bytes:
    """Outlook on a telephone, in Portuguese."""
    said = _object(event, answer, attendee="ATTENDEE;PARTSTAT={status}:MAILTO:{address}")
    method = "COUNTER" if answer == "counter" else "REPLY"
    parts = [
        _part("text/plain; charset=utf-8", "Obter o Outlook para Android\r\n", in_base64=True),
        _part(f"text/calendar; charset=utf-8; method={method}", said, in_base64=True),
    ]
    return _letter(event, sender, "Aceito: LACIGF 18", parts, "alternative")


Program = Callable[[Seen, str, str], bytes]
PROGRAMS: tuple[Program, ...] = (google, exchange, apple, thunderbird, outlook_mobile)
