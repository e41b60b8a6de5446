"""Dates are listed as they come, wherever in the file they stand."""

from __future__ import annotations

from dataclasses import replace

from core.call.dates import redated
from core.call.definition import Call
from core.call.shipped import shipped_call
from core.rules.calendar.order import by_time

CALL = shipped_call("lacigf-2025")
DATES = {
    "submission_opens": "2025-07-29",
    "submission_closes": "2025-08-24",
    "evaluation_opens": "2025-08-25",
    "results": "unknown",
    "event_starts": "2025-11-04",
    "event_ends": "2025-11-06",
}


def listed(*keys: str) -> list[str]:
    """The keys as they are listed, of a call whose file has them in this order."""
    call = redated(CALL, {key: at for key, at in DATES.items() if key in CALL.moments})
    assert isinstance(call, Call)
    return [item.key for item in by_time(replace(call, moments={key: call.moments[key] for key in keys}))]


def test_dates_come_by_time_and_unknown_ones_last_as_the_file_has_them() -> None:
    assert listed("results", "event_starts", "submission_closes", "submission_opens") == [
        "submission_opens", "submission_closes", "event_starts", "results",
    ]  # fmt: skip


def test_nothing_is_left_out_of_the_shipped_call() -> None:
    assert sorted(item.key for item in by_time(CALL)) == sorted(CALL.moments)
