"""Calendars as programs read them: parsed by another reader, and followed as dates move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from core.call.comparing import dates_of, moves, said_by
from core.call.dates import redated
from core.call.definition import Call
from core.call.shipped import shipped_call
from core.model.version import Changed
from core.model.words import LANGUAGES
from core.rules.calendar.feed import Audience, Event, Sort
from core.rules.calendar.feed import dates_of as events_of
from templates.feed import calendar_bytes, gone_bytes
from templates.words import Words

CALL = shipped_call("lacigf-2025")
NOON = datetime(2025, 8, 1, 12, tzinfo=UTC)
HOST = "convoca.test"


class Past:
    """A call whose dates move, one version after the other, a day apart."""

    def __init__(self) -> None:
        self.call = CALL
        self.history = [Changed(1, NOON, [])]

    def move(self, **written: str) -> None:
        after = redated(self.call, written)
        assert isinstance(after, Call)
        told = moves(dates_of(self.call), dates_of(after), said_by(after))
        self.history.append(Changed(len(self.history) + 1, NOON.replace(day=len(self.history) + 1), told))
        self.call = after

    def read(self, audience: Audience = Audience.EVERYBODY, language: str = "es") -> dict[str, dict[str, object]]:
        """The events by the date's key, as another program reads them."""
        return parsed(self.call, tuple(events_of(self.call, self.history, audience)), language)


def parsed(call: Call, events: Sequence[Event], language: str = "es") -> dict[str, dict[str, object]]:
    found = Calendar.from_ical(written(call, events, language))
    return {
        str(item["uid"]).removeprefix(f"{call.id}.").removesuffix(f"@{HOST}"): {
            "start": item.decoded("dtstart"),
            "end": item.decoded("dtend"),
            "sequence": item["sequence"],
            "modified": item.decoded("last-modified"),
            "status": str(item["status"]),
            "summary": str(item["summary"]),
            "busy": str(item["transp"]) == "OPAQUE",
        }
        for item in found.walk("VEVENT")
    }


def written(call: Call, events: Sequence[Event], language: str = "es", zone: str | None = None) -> bytes:
    return calendar_bytes(call, events, Words(language, zone), home="https://x.test/calendar", host=HOST, own=False)


def told(event: Event, zone: str | None) -> str:
    """What the description of one event says, to somebody who lives by a zone."""
    (read,) = Calendar.from_ical(written(CALL, (event,), "en", zone)).walk("VEVENT")
    return str(read["description"]).partition(f"\n{CALL.name.said_in('en')}")[0]


def test_a_deadline_is_its_last_minute_in_utc_and_a_day_is_a_day() -> None:
    read = Past().read()
    close, results = read["submission_closes"], read["results"]
    assert (close["start"], close["end"]) == (
        datetime(2025, 8, 25, 2, 59, tzinfo=UTC),
        datetime(2025, 8, 25, 3, 0, tzinfo=UTC),
    )
    assert (results["start"], results["end"]) == (date(2025, 9, 18), date(2025, 9, 19))
    assert not any(item["busy"] for item in read.values())


def test_unknown_dates_are_left_out_and_the_report_with_them() -> None:
    assert {*CALL.moments} - {*Past().read()} == {"event_starts", "event_ends"}
    assert "report" not in Past().read()


def test_a_date_that_moves_stays_the_same_event_with_a_higher_sequence() -> None:
    past = Past()
    past.move(submission_closes="2025-08-26")
    past.move(results="2025-09-20")
    past.move(submission_closes="2025-08-28T18:00")
    read = past.read()
    told = {key: (item["sequence"], item["modified"]) for key, item in read.items()}
    assert told["submission_closes"] == (3, NOON.replace(day=4))
    assert told["results"] == told["scoring_closes"] == (2, NOON.replace(day=3))
    assert told["webinar"] == (0, NOON)
    assert read["submission_closes"]["start"] == datetime(2025, 8, 28, 21, 0, tzinfo=UTC)


def test_once_the_event_is_known_its_days_and_the_report_come_and_go_with_it() -> None:
    past = Past()
    past.move(event_starts="2025-11-03", event_ends="2025-11-06")
    read = past.read()
    assert (read["event_ends"]["start"], read["report"]["start"]) == (
        date(2025, 11, 6),
        datetime(2025, 11, 12, 2, 59, tzinfo=UTC),
    )
    past.move(event_starts="unknown", event_ends="unknown")
    gone = past.read()
    assert {key: (gone[key]["status"], gone[key]["sequence"]) for key in ("event_starts", "event_ends", "report")} == {
        "event_starts": ("CANCELLED", 2),
        "event_ends": ("CANCELLED", 2),
        "report": ("CANCELLED", 2),
    }
    assert gone["event_ends"]["start"] == date(2025, 11, 6)


def test_one_that_leans_on_a_date_that_became_unknown_is_cancelled_where_it_was() -> None:
    past = Past()
    past.move(results="unknown")
    waiting = past.read()["scoring_closes"]
    assert (waiting["status"], waiting["start"]) == ("CANCELLED", date(2025, 9, 17))


def test_a_date_that_the_call_has_no_more_is_cancelled_by_its_name() -> None:
    past = Past()
    fewer = replace(CALL, moments={key: item for key, item in CALL.moments.items() if key != "webinar"})
    told = moves(dates_of(CALL), dates_of(fewer), said_by(fewer), said_by(CALL))
    past.call, past.history = fewer, [*past.history, Changed(2, NOON, told)]
    gone = past.read()["webinar"]
    assert (gone["status"], gone["summary"]) == ("CANCELLED", "LACIGF 18: Seminario web sobre el envío de propuestas")


def test_each_audience_gets_its_own() -> None:
    past = Past()
    past.move(event_starts="2025-11-03", event_ends="2025-11-06")
    assert {*past.read(Audience.EVALUATORS)} == {
        "evaluation_opens", "scoring_closes", "evaluation_closes", "results", "event_starts", "event_ends",
    }  # fmt: skip
    assert {*past.read(Audience.PROPONENTS)} == {*past.read()} - {
        "evaluation_opens", "scoring_closes", "evaluation_closes",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_whole_in_every_language(language: str) -> None:
    raw = written(CALL, tuple(events_of(CALL, [], Audience.EVERYBODY)), language)
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert {line for line in lines if line.startswith((b"METHOD", b"VERSION", b"REFRESH", b"X-PUB"))} == {
        b"METHOD:PUBLISH", b"VERSION:2.0", b"REFRESH-INTERVAL;VALUE=DURATION:PT6H", b"X-PUBLISHED-TTL:PT6H",
    }  # fmt: skip
    assert all(str(item["summary"]).startswith("LACIGF 18: ") for item in Calendar.from_ical(raw).walk("VEVENT"))


def test_the_same_dates_are_the_same_bytes() -> None:
    events = tuple(events_of(CALL, [], Audience.EVERYBODY))
    assert written(CALL, events) == written(CALL, events)


def test_what_somebody_typed_becomes_no_other_line() -> None:
    session = Event(
        key="session.x", sort=Sort.SESSION, title="Redes\r\nBEGIN:VALARM; a, b\nEND:VEVENT", when=NOON, minutes=75,
        place="Sala 2\r\nATTACH:http://x.test", sequence=4, changed_at=NOON,
    )  # fmt: skip
    raw = written(CALL, (session,))
    (read,) = Calendar.from_ical(raw).walk("VEVENT")
    assert str(read["summary"]) == "LACIGF 18: Redes BEGIN:VALARM; a, b END:VEVENT"
    assert not [line for line in raw.split(b"\r\n") if line.startswith((b"ATTACH", b"BEGIN:VALARM"))]
    assert parsed(CALL, (session,))["session.x"]["busy"]


@pytest.mark.parametrize("sort", [Sort.DATE, Sort.REPORT, Sort.OWN_CLOSE])
def test_until_when_something_can_be_done_is_told_by_the_clock_of_whoever_subscribed(sort: Sort) -> None:
    close = Event(key="submission_closes", sort=sort, when=NOON, sequence=0, changed_at=NOON)
    assert [told(close, zone) for zone in (None, "America/Mexico_City", "America/Montevideo", "Etc/UTC")] == [
        "1 August 2025, 09:00 (Argentina time; 1 August 2025, 12:00 UTC)",
        "1 August 2025, 06:00 (Mexico City time; 1 August 2025, 12:00 UTC)",
        "1 August 2025, 09:00 (Argentina time; 1 August 2025, 12:00 UTC)",
        "1 August 2025, 12:00 UTC",
    ]


@pytest.mark.parametrize(("sort", "key"), [(Sort.SESSION, "session.x"), (Sort.DATE, "event_starts")])
def test_what_takes_place_somewhere_is_told_by_the_clock_there_and_to_whoever_is_far_by_theirs_too(
    sort: Sort, key: str
) -> None:
    place = Event(key=key, sort=sort, when=NOON, sequence=0, changed_at=NOON)
    there = "1 August 2025, 09:00 (Argentina time; 1 August 2025, 12:00 UTC)"
    mexico = "Your time: 1 August 2025, 06:00 (Mexico City time; 1 August 2025, 12:00 UTC)"
    assert [told(place, zone) for zone in (None, "America/Montevideo")] == [there, there]
    assert told(place, "America/Mexico_City") == f"{there}\n{mexico}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_link_that_opens_nothing_any_more_programs_read_no_event_and_why(language: str) -> None:
    words = Words(language)
    raw = gone_bytes(CALL, words, home="https://x.test/calendar")
    (read,) = Calendar.from_ical(raw, multiple=True)
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert [item.name for item in read.subcomponents] == ["VTIMEZONE"]
    assert {str(read[key]) for key in ("name", "x-wr-calname")} == {words("my_calendar.gone.title")}
    assert "https://x.test/calendar" in str(read["x-wr-caldesc"])
