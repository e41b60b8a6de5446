"""The calendar of a call as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from core.call.dates import redated
from core.call.definition import Call
from core.call.shipped import shipped_call
from core.rules.calendar.entries import Entry, Known, Sort, blocked_by, calendar_of

CALL = shipped_call("lacigf-2025")
NOW = datetime(2025, 8, 20, 12, tzinfo=UTC)


def entry(key: str, call: Call = CALL, now: datetime = NOW, place: int = 0) -> Entry:
    return [item for item in calendar_of(call, now) if item.key == key][place]


def with_event() -> Call:
    found = redated(CALL, {"event_starts": "2025-11-03", "event_ends": "2025-11-06"})
    assert isinstance(found, Call)
    return found


def test_every_date_and_every_step_of_a_reminder_is_there_once() -> None:
    entries = calendar_of(CALL, NOW)
    steps = sum(len(reminder.days) for reminder in CALL.reminders)
    assert [item.key for item in entries if item.sort is Sort.DATE] == list(CALL.moments)
    assert sum(item.sort is Sort.REMINDER for item in entries) == steps
    assert [item.key for item in entries if item.sort in (Sort.REPORT, Sort.DIGEST)] == ["report", "digest"]
    assert {item.zone for item in entries} == {CALL.zone}


def test_a_date_is_absolute_relative_or_unknown() -> None:
    told = [(item.known, item.leans_on, item.days) for item in map(entry, ("results", "scoring_closes", "event_ends"))]
    assert told == [(Known.ABSOLUTE, None, None), (Known.RELATIVE, "results", -1), (Known.UNKNOWN, None, None)]


def test_moments_are_told_in_utc_too() -> None:
    close = entry("submission_closes")
    assert (close.utc, close.day, close.ends) == (datetime(2025, 8, 25, 3, tzinfo=UTC), date(2025, 8, 24), True)


def test_what_an_unknown_date_keeps_back_is_told() -> None:
    entries = calendar_of(CALL, NOW)
    assert {item.key for item in blocked_by(entries, "event_ends")} == {"reminders.report", "report"}
    assert blocked_by(entries, "submission_closes") == ()


def test_what_leans_on_an_unknown_date_waits_for_it() -> None:
    call = redated(CALL, {"results": "unknown"})
    assert isinstance(call, Call)
    waiting = entry("scoring_closes", call)
    assert (waiting.known, waiting.waits_for, waiting.at) == (Known.UNKNOWN, "results", None)


def test_once_it_is_known_the_report_is_due_so_many_whole_days_after_the_event() -> None:
    report = entry("report", with_event())
    assert (report.day, report.utc, report.waits_for) == (
        date(2025, 11, 11),
        datetime(2025, 11, 12, 3, tzinfo=UTC),
        None,
    )
    assert entry("reminders.report", with_event()).day == date(2025, 11, 7)


def test_a_reminder_goes_at_the_hour_of_reminders() -> None:
    first = entry("reminders.draft")
    assert (first.known, first.day, first.utc) == (
        Known.RELATIVE,
        date(2025, 8, 17),
        datetime(2025, 8, 17, 13, tzinfo=UTC),
    )


def test_one_that_is_counted_from_what_people_do_has_no_day() -> None:
    asked = entry("reminders.invitation")
    assert (asked.known, asked.leans_on, asked.at, asked.waits_for) == (Known.BY_ACT, "invited", None, None)


def test_the_digest_is_todays_until_its_hour_has_come() -> None:
    before, after = datetime(2025, 8, 20, 10, 59, tzinfo=UTC), datetime(2025, 8, 20, 11, tzinfo=UTC)
    assert [entry("digest", now=now).day for now in (before, after)] == [date(2025, 8, 20), date(2025, 8, 21)]


def test_a_call_without_reports_has_none() -> None:
    assert [item for item in calendar_of(replace(CALL, report_days=None), NOW) if item.sort is Sort.REPORT] == []


def test_a_date_that_moves_moves_its_reminders() -> None:
    later = redated(CALL, {"submission_closes": "2025-08-26"})
    assert isinstance(later, Call)
    assert entry("reminders.draft", later).at == (entry("reminders.draft").at or NOW) + timedelta(days=2)
