"""Moving a date of a call: what follows, what is refused, what is to be thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.call.dates import redated
from core.call.definition import Call
from core.call.shipped import shipped_call
from core.model.records import ProposalRecord, ProposalState
from core.rules.calendar.extending import Plan, Refused, Why, plan_extension, plan_own

CALL = shipped_call("lacigf-2025")
OPEN = datetime(2025, 8, 20, 15, tzinfo=UTC)
LAST_SECOND = datetime(2025, 8, 25, 2, 59, 59, tzinfo=UTC)
CLOSED = datetime(2025, 8, 27, 15, tzinfo=UTC)
CLOSE = "submission_closes"


def planned(key: str = CLOSE, now: datetime = OPEN, call: Call = CALL, **how: object) -> Plan:
    found = plan_extension(call, key, now, **how)  # type: ignore[arg-type]  # names of plan_extension
    assert isinstance(found, Plan), found
    return found


def why(key: str = CLOSE, now: datetime = OPEN, **how: object) -> Why:
    found = plan_extension(CALL, key, now, **how)  # type: ignore[arg-type]  # names of plan_extension
    assert isinstance(found, Refused), found
    return found.why


def days_of(plan: Plan) -> dict[str, date | None]:
    return {item.after.key: item.after.day for item in plan.moved}


def test_a_whole_day_is_moved_by_whole_days_and_still_counts_whole() -> None:
    plan = planned(days=2)
    close = plan.call.moments[CLOSE]
    assert (plan.written, close.at) == ("2025-08-26", datetime(2025, 8, 27, 3, tzinfo=UTC))
    assert days_of(plan) == {CLOSE: date(2025, 8, 26)}


def test_days_and_the_day_itself_are_the_same() -> None:
    assert planned(days=2) == planned(to="2025-08-26")


def test_an_hour_counts_to_its_last_second_in_the_call_s_zone() -> None:
    close = planned(to="2025-08-26T18:00").call.moments[CLOSE]
    assert (close.whole_day, close.at) == (False, datetime(2025, 8, 26, 21, 0, 1, tzinfo=UTC))
    assert planned(to="2025-08-26T21:00Z").call.moments[CLOSE].at == close.at


def test_a_date_with_an_hour_keeps_it_by_days() -> None:
    by_hour = planned(to="2025-08-26T18:00").call
    assert planned(call=by_hour, days=1).written == "2025-08-27T18:00:00"


def test_what_leans_on_a_date_follows_it_and_is_told_after_it() -> None:
    assert list(days_of(planned("results", days=3)).items()) == [
        ("results", date(2025, 9, 21)),
        ("scoring_closes", date(2025, 9, 20)),
    ]


def test_a_date_that_leaned_on_another_stands_by_itself_once_moved() -> None:
    plan = planned("scoring_closes", days=2)
    assert (plan.written, days_of(plan)) == ("2025-09-19", {"scoring_closes": date(2025, 9, 19)})
    assert [item.key for item in plan.overtaken] == ["results"]


@pytest.mark.parametrize(("days", "overtaken"), [(2, ["evaluation_opens"]), (0, None), (7, ["evaluation_opens"])])
def test_a_date_that_would_now_come_first_is_told(days: int, overtaken: list[str] | None) -> None:
    found = plan_extension(CALL, CLOSE, OPEN, days=days)
    assert (None if isinstance(found, Refused) else [item.key for item in found.overtaken]) == overtaken


def test_in_the_last_second_it_is_an_extension_and_a_second_later_a_reopening() -> None:
    last, after = planned(now=LAST_SECOND, days=1), planned(now=datetime(2025, 8, 25, 3, tzinfo=UTC), days=1)
    assert (last.reopens, days_of(last)) == (False, {CLOSE: date(2025, 8, 25)})
    assert (after.reopens, days_of(after)) == (True, {CLOSE: date(2025, 8, 26)})


def test_after_the_close_days_are_counted_from_today() -> None:
    assert days_of(planned(now=CLOSED, days=2)) == {CLOSE: date(2025, 8, 29)}
    assert days_of(planned(now=CLOSED, to="2025-08-27")) == {CLOSE: date(2025, 8, 27)}


def test_a_call_without_a_window_never_reopens() -> None:
    rules = tuple(replace(rule, enabled=rule.name != "submission_window") for rule in CALL.rules)
    assert not planned(now=CLOSED, days=2, call=replace(CALL, rules=rules)).reopens


@pytest.mark.parametrize(
    ("reason", "key", "now", "how"),
    [
        (Why.NO_SUCH_DATE, "closing", OPEN, {"days": 1}),
        (Why.STILL_UNKNOWN, "event_starts", OPEN, {"days": 1}),
        (Why.STILL_UNKNOWN, "event_starts", OPEN, {"to": "2025-11-05"}),
        (Why.NOT_A_DATE, CLOSE, OPEN, {"to": "el lunes"}),
        (Why.NOT_A_DATE, CLOSE, OPEN, {"to": "2025-02-30"}),
        (Why.NOT_A_DATE, CLOSE, OPEN, {"to": "2025-08-26 a las 18"}),
        (Why.NOT_A_DATE, CLOSE, OPEN, {"to": "results - 1d"}),
        (Why.NOT_A_DATE, CLOSE, OPEN, {"to": "unknown"}),
        (Why.PAST, CLOSE, CLOSED, {"to": "2025-08-26"}),
        (Why.PAST, CLOSE, OPEN, {"to": "2025-08-01", "shorten": True}),
        (Why.EARLIER, CLOSE, OPEN, {"to": "2025-08-23"}),
        (Why.EARLIER, CLOSE, OPEN, {"days": -1}),
        (Why.SAME, CLOSE, OPEN, {"days": 0}),
        (Why.SAME, CLOSE, OPEN, {"to": "2025-08-24T23:59:59"}),
        (Why.TOO_FAR, CLOSE, OPEN, {"days": 121}),
        (Why.TOO_FAR, CLOSE, OPEN, {"days": 10**12}),
        (Why.TOO_FAR, CLOSE, OPEN, {"to": "2052-08-26"}),
        (Why.OUT_OF_ORDER, "submission_opens", OPEN, {"to": "2025-08-25"}),
    ],
)
def test_what_makes_no_sense_is_refused_with_why(reason: Why, key: str, now: datetime, how: dict[str, object]) -> None:
    assert why(key, now, **how) is reason


def test_it_may_come_earlier_where_that_is_said() -> None:
    assert days_of(planned(days=-1, shorten=True)) == {CLOSE: date(2025, 8, 23)}


def test_a_year_long_extension_can_be_had_in_steps_only() -> None:
    assert days_of(planned(days=120)) == {CLOSE: date(2025, 12, 22)}


def test_a_withdrawn_proposal_gets_no_time() -> None:
    record = ProposalRecord(
        id="p", call=CALL.id, proponent_id="a", created_at=OPEN, changed_at=OPEN, state=ProposalState.WITHDRAWN
    )
    found = plan_own(CALL, record, 2, OPEN)
    assert isinstance(found, Refused)
    assert found.why is Why.WITHDRAWN


def test_a_day_that_the_clocks_make_shorter_is_a_day() -> None:
    """In Santiago the clocks jump over the midnight of 7 September 2025."""
    chile = redated(replace(CALL, zone="America/Santiago"), {CLOSE: "2025-09-05"})
    assert isinstance(chile, Call)
    plan = planned(call=chile, now=datetime(2025, 9, 1, 12, tzinfo=UTC), days=1)
    close = plan.call.moments[CLOSE]
    assert (close.day, close.at) == (date(2025, 9, 6), datetime(2025, 9, 7, 4, tzinfo=UTC))
