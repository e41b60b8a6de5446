"""Letters that tell when and where a session takes place, and the event that travels with a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.dialogue.reading.cleaning import one_line, shortened
from templates.letters.blocks import Block, Button, Draft, Para, Rows
from templates.letters.filling import by_page, data_to_add, why_listed
from templates.letters.pen import Pen
from templates.letters.tapping import taps
from templates.say import day, instant

LONGEST_PLACE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a calendar shows of a session, in the reader's language."""

    summary: str
    location: str
    description: str


def event_of(pen: Pen) -> Event | None:
    """Return the words of the event that a letter brings; None where it brings none."""
    told = pen.facts.get("calendar")
    if told is None:
        return None
    call = pen.call.name.said_in(pen.language)
    roles = (_said(pen, "event.role", roles=pen.roles()),) if pen.roles() else ()
    answer = (_said(pen, "event.answer"),) if told["method"] == "request" else ()
    proposed = _said(pen, "event.proposed", title=pen.title, proponent=pen.proponent, call=call)
    name = pen.text("proposal_title") or pen.words("letters.untitled")
    return Event(
        summary=_said(pen, "event.summary", call=pen.call.short_name, title=name),
        location=_where(pen, told),
        description="\n".join((proposed, *roles, *answer, pen("questions", contact=pen.call.contact))),
    )


def event_rows(pen: Pen) -> tuple[tuple[str, str], ...]:
    """Return when, how long and where, as rows; none where the letter brings no event."""
    told = pen.facts.get("calendar")
    if told is None:
        return ()
    length = pen.words("sessions.minutes", count=pen.amount(told["minutes"]))
    rows = (("when", _when(pen, told)), ("duration", length), ("where", _where(pen, told)))
    return tuple((pen.words(f"sessions.row.{key}"), value) for key, value in rows if value)


def session_dated(pen: Pen) -> Draft:
    """Tell that a session has a date."""
    start = datetime.fromisoformat(pen.facts["calendar"]["starts_at"]).astimezone(ZoneInfo(pen.call.zone))
    subject = _said(pen, "dated.subject", title=pen.short_title, day=day(start.date(), pen.language))
    return _told(pen, "dated", subject, (Rows((*event_rows(pen), *_role(pen))), *_answering(pen)))


def session_moved(pen: Pen) -> Draft:
    """Tell that a session is at another time or place."""
    old = pen.facts["before"]
    was = " · ".join(part for part in (_when(pen, old), _place(old)) if part)
    rows = (*event_rows(pen), (pen.words("sessions.row.before"), was), *_role(pen))
    has_answered = pen.facts["calendar"]["accepted"]
    stands = (Para(_said(pen, "moved.stands")),) if has_answered else ()
    return _told(
        pen, "moved", _said(pen, "moved.subject", title=pen.short_title), (Rows(rows), *stands, *_answering(pen))
    )


def session_cancelled(pen: Pen) -> Draft:
    """Tell that a date no longer stands: for nobody, or for a reader who is asked anew."""
    kind = "cancelled" if pen.facts["why"] == "cancelled" else "asked_again"
    after = "cancelled.proponent" if _is_proponent(pen) else f"{kind}.after"
    blocks = (Rows(event_rows(pen)), Para(_said(pen, after)))
    subject = _said(pen, f"{kind}.subject", title=pen.short_title)
    answers = kind == "cancelled" and not _is_proponent(pen)
    more = (*by_page(pen, ""), *why_listed(pen)) if answers else ()
    return _told(pen, kind, subject, (*blocks, *more), answerable=answers)


def _told(pen: Pen, kind: str, subject: str, blocks: tuple[Block, ...], *, answerable: bool | None = None) -> Draft:
    lead = _said(pen, f"{kind}.lead", title=pen.title, call=pen.call.name.said_in(pen.language))
    when = _when(pen, pen.facts["calendar"])
    return Draft(
        subject=subject,
        preview=_said(pen, f"{kind}.preview", when=when),
        blocks=(Para(pen.greeting()), Para(lead), *blocks),
        answerable=not _is_proponent(pen) if answerable is None else answerable,
    )


def _answering(pen: Pen) -> tuple[Block, ...]:
    """Return how to answer: by the calendar, by the letter, on the page; the proponent is asked for nothing."""
    if _is_proponent(pen):
        return (Para(_said(pen, "letter.proponent")), Button(pen("home_button"), pen.links.home))
    if pen.facts["calendar"]["accepted"]:
        ways: tuple[Block, ...] = (Para(_said(pen, "letter.accepted")), *by_page(pen))
    else:
        keys = (*pen.many("missing"), *pen.many("optional"))
        buttons = taps(pen, yes="tap.accept", no="tap.decline", keys=keys)
        ways = (Para(_said(pen, "letter.asked")), *buttons, *by_page(pen), *data_to_add(pen))
    return (*ways, Para(_said(pen, "letter.otherwise")), *why_listed(pen))


def _role(pen: Pen) -> tuple[tuple[str, str], ...]:
    return ((pen.words("sessions.row.role"), pen.roles()),) if pen.roles() else ()


def _is_proponent(pen: Pen) -> bool:
    """Whether the reader only has the session told: no place on the list, no answer asked for."""
    return pen.facts["calendar"]["token"] is None


def _when(pen: Pen, told: Mapping[str, Any]) -> str:
    return instant(datetime.fromisoformat(told["starts_at"]), pen.words, pen.call)


def _where(pen: Pen, told: Mapping[str, Any]) -> str:
    room, forum = _place(told), pen.call.place.said_in(pen.language)
    return _said(pen, "place", room=room, forum=forum) if room and forum else room or forum


def _place(told: Mapping[str, Any]) -> str:
    return shortened(one_line(str(told["place"])), LONGEST_PLACE)


def _said(pen: Pen, key: str, **facts: object) -> str:
    """Return words of this room; a sentence that begins with a fact still begins with a capital."""
    said = pen.words(f"sessions.{key}", **facts)
    return said[:1].upper() + said[1:]
