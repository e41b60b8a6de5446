"""What is due, as a pure function of call, state and moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.call.definition import Reminder
from core.call.shipped import shipped_call
from core.model.proposal import ParticipationStatus as S
from core.model.records import Participation, ProposalRecord, ProposalState
from core.rules.due import Duty, DutyKind, digest_day, due
from tests.support.records import NOON, a_participation, a_proposal

CALL = shipped_call("lacigf-2025")
CLOSES = datetime(2025, 8, 25, 3, tzinfo=UTC)
DRAFT = a_proposal(values={"answers.title": "Redes"})
SILENT = a_participation(status=S.INVITED, invited_at=NOON)
DAY = timedelta(days=1)


def reminders(record: ProposalRecord, *items: Participation, at: datetime) -> list[Duty]:
    return [duty for duty in due(CALL, [(record, items)], at) if duty.kind is not DutyKind.DIGEST]


def test_a_silent_invitation_is_due_three_days_later() -> None:
    assert reminders(DRAFT, SILENT, at=NOON + 3 * DAY - timedelta(seconds=1)) == []
    assert reminders(DRAFT, SILENT, at=NOON + 3 * DAY) == [Duty(DutyKind.REMIND_PARTICIPANT, "x1", "invitation:x1:0:3")]


def test_a_new_generation_is_another_invitation() -> None:
    (duty,) = reminders(DRAFT, replace(SILENT, generation=2), at=NOON + 4 * DAY)
    assert duty.key == "invitation:x1:2:3"


def test_a_half_yes_counts_from_the_yes() -> None:
    half = replace(SILENT, accepted_at=NOON + DAY)
    assert reminders(DRAFT, half, at=NOON + 3 * DAY) == []
    assert len(reminders(DRAFT, half, at=NOON + 4 * DAY)) == 1


def test_only_invited_people_are_reminded() -> None:
    others = [replace(SILENT, status=status) for status in S if status is not S.INVITED]
    assert reminders(DRAFT, *others, replace(SILENT, invited_at=None), at=NOON + 4 * DAY) == []
    assert reminders(replace(DRAFT, state=ProposalState.WITHDRAWN), SILENT, at=NOON + 4 * DAY) == []


def test_after_the_close_nobody_is_reminded() -> None:
    assert reminders(DRAFT, SILENT, at=CLOSES) == []


def test_a_draft_is_due_three_days_before_the_close_until_two_hours_before() -> None:
    assert reminders(DRAFT, at=CLOSES - 3 * DAY - timedelta(seconds=1)) == []
    told = [Duty(DutyKind.REMIND_PROPONENT, "p1", "draft:p1:2025-08-22")]
    assert reminders(DRAFT, at=CLOSES - 3 * DAY) == told
    assert reminders(DRAFT, at=CLOSES - timedelta(hours=2)) == told
    assert reminders(DRAFT, at=CLOSES - timedelta(hours=2) + timedelta(seconds=1)) == []


def test_an_empty_a_sent_or_a_late_draft_is_not_due() -> None:
    at = CLOSES - 2 * DAY
    for record in (
        replace(DRAFT, values={}),
        replace(DRAFT, state=ProposalState.SENT),
        replace(DRAFT, created_at=at),
    ):
        assert reminders(record, at=at) == []


def test_of_several_missed_reminders_only_the_latest_is_due() -> None:
    twice = (
        Reminder(key="invitation", anchor="invited", days=(2, 5)),
        Reminder(key="draft", anchor="submission_closes", days=(-7, -2)),
    )
    call = replace(CALL, reminders=twice)
    keys = [duty.key for duty in due(call, [(DRAFT, [SILENT])], CLOSES - DAY)]
    assert keys == ["draft:p1:2025-08-23", "invitation:x1:0:5", "digest:lacigf-2025:2025-08-23"]


def test_a_close_that_moves_plans_anew() -> None:
    moment = CALL.moments["submission_closes"]
    later = replace(CALL, moments={**CALL.moments, "submission_closes": replace(moment, at=CLOSES + 7 * DAY)})
    assert [duty.key for duty in due(later, [(DRAFT, [])], CLOSES - 2 * DAY)][:-1] == []
    assert due(later, [(DRAFT, [])], CLOSES + 5 * DAY)[0].key == "draft:p1:2025-08-29"


def test_a_call_without_a_known_close_reminds_of_none() -> None:
    moment = replace(CALL.moments["submission_closes"], at=None)
    open_ended = replace(CALL, moments={**CALL.moments, "submission_closes": moment})
    assert [duty.kind for duty in due(open_ended, [(DRAFT, [])], CLOSES - 2 * DAY)] == [DutyKind.DIGEST]


def test_the_digests_day_begins_at_its_hour_in_the_calls_zone() -> None:
    eight = datetime(2025, 8, 11, 11, tzinfo=UTC)
    assert digest_day(CALL, eight) == date(2025, 8, 11)
    assert digest_day(CALL, eight - timedelta(seconds=1)) == date(2025, 8, 10)


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=40)), min_size=1, max_size=12))
def test_however_often_one_asks_each_thing_is_done_at_most_once(lapses: list[timedelta]) -> None:
    done: list[str] = []
    for lapse in sorted(lapses):
        done += [duty.key for duty in reminders(DRAFT, SILENT, at=NOON + lapse) if duty.key not in done]
    assert len(done) <= 2
