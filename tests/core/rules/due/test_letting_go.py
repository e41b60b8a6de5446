"""What is never said: late, of no help, not wanted, or to nobody; and what moves with a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from core.call.definition import Call
from core.model.matter import Due, MatterKind, Wants, Way
from tests.core.rules.due.arranging import (
    BEGAN,
    CALL,
    a_matter,
    asked,
    dropped,
    escalated,
    keys,
    on,
    somebody,
    told,
    with_reminder,
)
from tests.core.rules.due.plays import a_moment

DRAFT, INVITATION, REPORT, CONFIRMATION = (
    MatterKind.DRAFT,
    MatterKind.INVITATION,
    MatterKind.REPORT,
    MatterKind.CONFIRMATION,
)
SECOND = timedelta(seconds=1)
CLOSE = on(25, 3)
BEGUN = a_matter(DRAFT, "p1")


def closing(day: int, *, month: int = 8) -> Call:
    """Return the call with another close."""
    moment = a_moment("submission_closes", on(day, month=month).date(), CALL.zone, ends=True)
    return replace(CALL, moments={**CALL.moments, "submission_closes": moment})


def with_event(day: int) -> Call:
    """Return the call of an event that ends on a day of November."""
    moment = a_moment("event_ends", on(day, month=11).date(), CALL.zone, ends=True)
    return replace(CALL, moments={**CALL.moments, "event_ends": moment})


def test_after_downtime_only_the_latest_step_is_said() -> None:
    found = asked(on(24), BEGUN)
    assert told(found) == [("ana", "mail", ["draft p1 -1"])]
    assert dropped(found) == [("draft p1 -7", "late"), ("draft p1 -3", "late")]


def test_a_step_that_waits_is_let_go_when_the_next_one_comes() -> None:
    full = somebody(told=(on(17), on(18), on(19)))
    assert (told(asked(on(21), BEGUN, of=(full,))), dropped(asked(on(21), BEGUN, of=(full,)))) == (
        [],
        [("draft p1 -7", "late")],
    )
    assert dropped(asked(on(23, 14), BEGUN, of=(full,)))[-1] == ("draft p1 -3", "late")


def test_what_comes_within_two_hours_of_the_deadline_no_longer_helps() -> None:
    done = {"draft:p1:0:2025-08-24:-7", "draft:p1:0:2025-08-24:-3"}
    call = replace(CALL, reminding=replace(CALL.reminding, quiet_from=CALL.reminding.quiet_until))
    assert told(asked(CLOSE - timedelta(hours=2) - SECOND, BEGUN, done=done, call=call)) != []
    assert dropped(asked(CLOSE - timedelta(hours=2), BEGUN, done=done, call=call)) == [("draft p1 -1", "no_help")]
    assert dropped(asked(CLOSE + timedelta(days=9), BEGUN, done=done)) == [("draft p1 -1", "no_help")]


@pytest.mark.parametrize("kind", [MatterKind.INVITATION, MatterKind.PROFILE, MatterKind.BOUNCED])
def test_after_the_close_nobody_is_asked_for_what_the_list_lacks(kind: MatterKind) -> None:
    found = asked(on(29), a_matter(kind, since=on(22)))
    assert (told(found), escalated(found)) == ([], [])
    assert {why for _, why in dropped(found)} == {"late", "no_help"}


def test_a_call_that_keeps_no_window_asks_on() -> None:
    rules = tuple(rule for rule in CALL.rules if rule.name != "submission_window")
    found = asked(on(27), a_matter(since=on(24)), call=replace(CALL, rules=rules))
    assert told(found) == [("ana", "mail", ["invitation x1 +3"])]
    assert found.messages[0].duties[0].deadline is None
    assert told(asked(on(26), BEGUN, call=replace(CALL, rules=rules))) == []


def test_who_wants_none_is_not_reminded_and_the_secretariat_hears_all_the_same() -> None:
    muted = (somebody(wants=Wants.NONE),)
    assert dropped(asked(on(4), a_matter(), of=muted)) == [("invitation x1 +3", "muted")]
    found = asked(on(11), a_matter(), of=muted, done={f"invitation:x1:0:2025-08-01:{day}" for day in (3, 7)})
    assert escalated(found) == ["invitation x1 +10"]


def test_who_wants_one_reminder_hears_the_last_that_leaves_time() -> None:
    sparing, done = (somebody(wants=Wants.ONE_BEFORE_DEADLINE),), set[str]()
    said = []
    for day in range(1, 27):
        found = asked(on(day), BEGUN, a_matter(), of=sparing, done=done)
        said += [(day, *item) for item in told(found)]
        done |= keys(found)
    assert said == [(8, "ana", "mail", ["invitation x1 +7"]), (23, "ana", "mail", ["draft p1 -1"])]


def test_one_reminder_is_an_earlier_one_where_the_last_would_come_too_late() -> None:
    sparing = (somebody(wants=Wants.ONE_BEFORE_DEADLINE),)
    assert told(asked(on(24), a_matter(since=on(21)), of=sparing)) == [("ana", "mail", ["invitation x1 +3"])]


@pytest.mark.parametrize("people", [(somebody(can_mail=False),), (somebody("bo"),)])
def test_whom_nothing_reaches_is_told_to_the_secretariat(people: tuple[object, ...]) -> None:
    found = asked(on(4), a_matter(), of=people)  # type: ignore[arg-type]  # recipients, as the builder makes them
    assert (told(found), dropped(found)) == ([], [("invitation x1 +3", "unreachable")])
    assert escalated(found) == ["invitation x1 +3"]
    assert found.for_secretariat[0].way is Way.SECRETARIAT


def test_a_draft_begun_after_a_step_does_not_hear_it() -> None:
    late = a_matter(DRAFT, "p1", since=on(21, 13, 1))
    assert asked(on(21, 14), late) == Due(next_at=on(23))
    assert told(asked(on(21), a_matter(DRAFT, "p1", since=on(21)))) == [("ana", "mail", ["draft p1 -3"])]


def test_a_report_is_asked_for_up_to_its_last_day_and_then_is_overdue() -> None:
    call, owed, said, done = with_event(21), a_matter(REPORT, "p1", since=on(21, 20, month=11)), [], set[str]()
    for day in range(21, 31):
        found = asked(on(day, month=11), owed, call=call, done=done)
        said += [(day, line) for line in (*told(found), *escalated(found), *dropped(found))]
        done |= keys(found)
    assert said == [
        (22, ("ana", "mail", ["report p1 +1"])),
        (24, ("ana", "mail", ["report p1 +3"])),
        (26, ("ana", "mail", ["report p1 +5"])),
        (27, "report p1 +6"),
    ]


def test_an_overdue_report_is_told_however_late() -> None:
    found = asked(on(30, month=12), a_matter(REPORT, "p1", since=on(21, month=11)), call=with_event(21))
    assert (escalated(found), {why for _, why in dropped(found)}) == (["report p1 +6"], {"late"})


def test_unconfirmed_sessions_are_told_to_the_secretariat_after_the_deadline() -> None:
    found = asked(on(25, month=9), a_matter(CONFIRMATION, "p1", since=on(18, month=9)))
    assert escalated(found) == ["confirmation p1 +1"]


def test_a_step_in_the_very_moment_of_the_deadline_is_overdue() -> None:
    rules = replace(CALL.reminding, at=time(), quiet_from=time(), quiet_until=time())
    found = asked(on(25, 3, month=9), a_matter(CONFIRMATION, "p1", since=on(23, month=9)),
                  call=replace(CALL, reminding=rules))  # fmt: skip
    assert escalated(found) == ["confirmation p1 +1"]


def test_reports_are_not_planned_while_the_days_of_the_event_are_unknown() -> None:
    assert asked(on(30, month=12), a_matter(REPORT, "p1")) == Due()


def test_a_call_without_a_known_close_reminds_of_no_draft() -> None:
    unknown = a_moment("submission_closes", None, CALL.zone, ends=True)
    call = replace(CALL, moments={**CALL.moments, "submission_closes": unknown})
    assert asked(on(23), BEGUN, call=call) == Due()
    assert told(asked(on(4), a_matter(), call=call)) == [("ana", "mail", ["invitation x1 +3"])]


def test_a_kind_that_the_file_does_not_name_is_not_reminded_of() -> None:
    call = with_reminder(DRAFT, (-1,), anchor="submission_closes")
    assert asked(on(30), a_matter(), call=call) == Due()


def test_who_owes_details_is_reminded_like_who_is_silent_where_the_file_says_nothing_else() -> None:
    call = with_reminder(INVITATION, (3,), anchor="invited")
    found = asked(on(4), a_matter(MatterKind.PROFILE), call=call)
    assert [duty.key for duty in found.messages[0].duties] == ["profile:x1:0:2025-08-01:3"]


def test_a_new_generation_is_reminded_anew() -> None:
    found = asked(on(4), a_matter(generation=1), done={"invitation:x1:0:2025-08-01:3"})
    assert keys(found) == {"invitation:x1:1:2025-08-01:3"}


def test_an_extension_plans_anew() -> None:
    done = {f"draft:p1:0:2025-08-24:{day}" for day in (-7, -3, -1)}
    later = closing(31)
    assert asked(on(24, 12), BEGUN, done=done, call=later).next_at == on(24)
    found = asked(on(24), BEGUN, done=done, call=later)
    assert keys(found) == {"draft:p1:0:2025-08-31:-7"}
    assert asked(on(24), BEGUN, done=done | keys(found), call=later).next_at == on(28)


def test_an_extension_repeats_nothing_for_days_that_were_spoken_of() -> None:
    """Two days more, on the eve: what the new calendar had planned for before is not made up for."""
    done = {f"draft:p1:0:2025-08-24:{day}" for day in (-7, -3, -1)}
    found = asked(on(23, 14), BEGUN, done=done, call=closing(26))
    assert (told(found), dropped(found)) == ([], [("draft p1 -7", "late"), ("draft p1 -3", "late")])
    assert asked(on(23, 14), BEGUN, done=done | keys(found), call=closing(26)).next_at == on(25)


def test_an_extension_in_the_last_hour_leaves_a_last_reminder() -> None:
    done = {f"draft:p1:0:2025-08-24:{day}" for day in (-7, -3, -1)}
    later = closing(25)
    found = asked(CLOSE - timedelta(minutes=30), BEGUN, done=done, call=later)
    assert (told(found), found.next_at) == ([], on(25, 11))
    assert told(asked(on(25, 11), BEGUN, done=done | keys(found), call=later)) == [("ana", "mail", ["draft p1 -1"])]


def test_a_close_that_comes_sooner_repeats_nothing_either() -> None:
    done = {"draft:p1:0:2025-08-24:-7"}
    assert told(asked(on(17, 14), BEGUN, done=done, call=closing(20))) == []
    assert asked(on(17, 14), BEGUN, done={*done, "draft:p1:0:2025-08-20:-7", "draft:p1:0:2025-08-20:-3"},
                 call=closing(20)).next_at == on(19)  # fmt: skip


def test_a_deadline_of_its_own_moves_the_days_along() -> None:
    mine = a_matter(DRAFT, "p1", deadline=on(28, 15))
    done = {f"draft:p1:0:2025-08-24:{day}" for day in (-7, -3, -1)}
    found = asked(on(25), mine, a_matter(DRAFT, "p2"), done=done)
    assert told(found) == [("ana", "mail", ["draft p1 -3"])]
    assert keys(found) >= {"draft:p1:0:2025-08-28:-3"}
    owed = a_matter(REPORT, "p1", since=on(21, month=11), deadline=on(30, 3, month=11))
    assert told(asked(on(29, month=11), owed, call=with_event(21))) == [("ana", "mail", ["report p1 +5"])]


def test_a_clock_that_goes_back_an_hour_changes_nothing_that_is_done() -> None:
    said = asked(on(8), a_matter())
    assert told(said) == [("ana", "mail", ["invitation x1 +7"])]
    again = asked(on(8) - timedelta(hours=1), a_matter(), done=keys(said), of=(somebody(told=(on(8),)),))
    assert again == Due(next_at=on(11))


def test_a_step_that_was_not_noted_is_late_once_a_later_one_was_said() -> None:
    early, late = "invitation:x1:0:2025-07-01:3", "invitation:x1:0:2025-08-01:7"
    for done in ((early, late), (late, early)):
        found = asked(on(7), a_matter(), done=done)
        assert (told(found), dropped(found)) == ([], [("invitation x1 +3", "late")])


def test_who_moves_to_another_zone_is_not_reminded_twice() -> None:
    late = a_matter(since=on(1, 23, 30))
    there = asked(on(5, 9), late, of=(somebody(zone="Europe/Madrid"),))
    assert told(there) != []
    assert asked(on(5, 20), late, of=(somebody(zone="America/Lima"),), done=keys(there)).messages == ()


def test_keys_of_others_are_passed_over() -> None:
    strange = {
        "digest:lacigf-2025:2025-08-10",
        "draft:p1:2025-08-22",
        "invitation:x1:0:3",
        "",
        "a:b:c",
        "a:9999-12-31:9",
    }
    assert told(asked(on(4), a_matter(), done=strange)) == [("ana", "mail", ["invitation x1 +3"])]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_beyond_the_calendar_never_come(day: str) -> None:
    moment = replace(a_moment("event_starts", on(1).date().fromisoformat(day), "UTC", ends=False), key="event_starts")
    call = replace(
        with_reminder(CONFIRMATION, (-366, -1, 0, 1, 366), anchor="event_starts"),
        moments={**CALL.moments, "event_starts": moment, "event_ends": moment},
    )
    for since in (BEGAN, on(1).replace(year=1), on(1).replace(year=9999)):
        asked(on(4), a_matter(CONFIRMATION, since=since), a_matter(REPORT), call=call)
    huge = replace(call, report_days=10**12, reminders=CALL.reminders)
    assert escalated(asked(on(4), a_matter(REPORT), call=huge)) == []
