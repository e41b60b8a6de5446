"""A calendar that programs subscribe to (iCalendar, RFC 5545 and 7986), in the words of a language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Timezone, TimezoneStandard, vDuration
from icalendar import Event as Entry

from core.call.definition import Call
from core.dialogue.reading.cleaning import one_line, shortened
from core.rules.calendar.feed import Event, Sort
from templates.say import day, deadline, instant, reading_zone
from templates.words import Words

MEDIA_TYPE = "text/calendar"
LONGEST_TITLE = 120
LONGEST_PLACE = 120
REFRESH = timedelta(hours=6)
"""How often programs are asked to look again."""
_PRODUCT = "-//convoca//convoca//ES"


def calendar_bytes(call: Call, events: Sequence[Event], words: Words, *, home: str, host: str, own: bool) -> bytes:
    """Return the calendar: the same events give the same bytes, so that programs can ask whether anything changed.

    `home` is the page that events lead to, `host` what their ids end in; `own` is somebody's own calendar.
    """
    name = words("calendar.feed.own" if own else "calendar.feed.name", call=call.short_name)
    calendar = Calendar()
    for key, value in (("prodid", _PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", call.zone)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for event in events:
        calendar.add_component(_entry(call, event, words, home, host))
    found: bytes = calendar.to_ical(sorted=False)
    return found


def gone_bytes(call: Call, words: Words, *, home: str) -> bytes:
    """Return the calendar of a link that opens nothing any more: no event at all, and a name that says so.

    A program that reads it all the same forgets what it had; the clock is there because a calendar must hold something.
    """
    calendar = Calendar()
    name = words("my_calendar.gone.title")
    for key, value in (("prodid", _PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, words("my_calendar.gone.text", link=home, contact=call.contact))
    clock, always = Timezone(), TimezoneStandard()
    clock.add("tzid", "Etc/UTC")
    always.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - RFC 5545 wants local time here
    always.add("tzoffsetfrom", timedelta())
    always.add("tzoffsetto", timedelta())
    clock.add_component(always)
    calendar.add_component(clock)
    found: bytes = calendar.to_ical(sorted=False)
    return found


def _entry(call: Call, event: Event, words: Words, home: str, host: str) -> Entry:
    entry = Entry()
    entry.add("uid", f"{call.id}.{event.key}@{host}")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", _second(event.changed_at))
    entry.add("last-modified", _second(event.changed_at))
    start, end = _span(event)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("transp", "OPAQUE" if event.sort is Sort.SESSION else "TRANSPARENT")
    entry.add("summary", _summary(call, event, words))
    if place := shortened(one_line(event.place), LONGEST_PLACE):
        entry.add("location", place)
    entry.add("description", _description(call, event, words))
    entry.add("url", home)
    return entry


def _span(event: Event) -> tuple[date, date]:
    """Return a whole day as days, which belong to no zone; anything else as moments in UTC."""
    if not isinstance(event.when, datetime):
        return event.when, event.when + timedelta(days=1)
    start = _second(event.when)
    return start, start + timedelta(minutes=event.minutes or 1)


def _summary(call: Call, event: Event, words: Words) -> str:
    title = shortened(one_line(event.title or ""), LONGEST_TITLE) or words("letters.untitled")
    match event.sort:
        case Sort.DATE:
            what = event.name.said_in(words.language)
        case Sort.REPORT:
            what = words("calendar.duty.report_due")
        case Sort.OWN_CLOSE:
            what = words("calendar.feed.own_close", title=title)
        case Sort.SESSION:
            what = title
    return words("calendar.feed.summary", call=call.short_name, what=what)


def _description(call: Call, event: Event, words: Words) -> str:
    when = [words("calendar.feed.cancelled")] if event.is_cancelled else _when(call, event, words)
    return "\n".join([*when, call.name.said_in(words.language), words("calendar.feed.contact", contact=call.contact)])


def _when(call: Call, event: Event, words: Words) -> Sequence[str]:
    """Tell a date to be met by the reader's clock, what takes place somewhere by the one there and then theirs."""
    at = event.when
    if not isinstance(at, datetime):
        return [day(at, words.language)]
    if not event.takes_place:
        return [deadline(at, words, call)]
    is_far = reading_zone(at, words, call) != call.zone
    return [instant(at, words, call), *([words("calendar.feed.yours", at=deadline(at, words, call))] if is_far else [])]


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
