"""What is said when, to whom, by which way; and what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.call.definition import Reminding
from core.model.matter import Due, Duty, MatterKind, Message, State, Way
from core.rules.due import due
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

DRAFT, INVITATION, REPORT = MatterKind.DRAFT, MatterKind.INVITATION, MatterKind.REPORT
SECOND = timedelta(seconds=1)
WEEK = timedelta(days=7)


def test_a_message_says_who_how_and_what_and_when_to_look_again() -> None:
    silent = a_matter()
    duty = Duty(matter=silent, day=3, way=Way.MAIL, key="invitation:x1:0:2025-08-01:3", at=on(4), deadline=on(25, 3))
    message = Message(person_id="ana", way=Way.MAIL, duties=(duty,))
    assert asked(on(4), silent) == Due(messages=(message,), next_at=on(8))


def test_nothing_is_said_before_its_moment() -> None:
    assert asked(on(4) - SECOND, a_matter()) == Due(next_at=on(4))


def test_nothing_is_said_twice() -> None:
    found = asked(on(4), a_matter())
    assert asked(on(4), a_matter(), done=keys(found)) == Due(next_at=on(8))
    assert asked(on(8) - SECOND, a_matter(), done=keys(found)) == Due(next_at=on(8))


def test_what_is_done_is_not_spoken_of() -> None:
    assert asked(on(4)) == Due()


def test_after_the_last_step_there_is_nothing_more_to_say() -> None:
    found = asked(on(11), a_matter(), done={"invitation:x1:0:2025-08-01:3", "invitation:x1:0:2025-08-01:7"})
    assert (escalated(found), found.messages, found.next_at) == (["invitation x1 +10"], (), None)


def test_reminders_climb_from_the_chat_to_the_mail_to_the_secretariat() -> None:
    chatty, done = somebody(has_chat=True), set[str]()
    ways = []
    for day in (4, 8, 11):
        found = asked(on(day), a_matter(), of=(chatty,), done=done)
        ways += [told(found), escalated(found)]
        done |= keys(found)
    assert ways == [
        [("ana", "chat", ["invitation x1 +3"])], [],
        [("ana", "mail", ["invitation x1 +7"])], [],
        [], ["invitation x1 +10"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("has_chat", "can_mail", "wished", "way"),
    [
        (True, True, Way.CHAT, Way.CHAT),
        (True, True, Way.MAIL, Way.MAIL),
        (False, True, Way.CHAT, Way.MAIL),
        (True, False, Way.MAIL, Way.CHAT),
    ],
)
def test_who_is_not_reached_one_way_is_told_the_other(has_chat: bool, can_mail: bool, wished: Way, way: Way) -> None:
    call = with_reminder(INVITATION, (3,), wished, anchor="invited")
    [message] = asked(on(4), a_matter(), of=(somebody(has_chat=has_chat, can_mail=can_mail),), call=call).messages
    assert (message.way, message.duties[0].way) == (way, way)


def test_all_that_is_due_to_one_person_is_one_message_the_nearest_deadline_first() -> None:
    mine = (a_matter(since=on(18)), a_matter(DRAFT, "p1"), a_matter(DRAFT, "p2", deadline=on(23, 3)))
    found = asked(on(21), *mine, a_matter(DRAFT, "p3", person_id="bo"), of=(somebody(), somebody("bo")))
    assert told(found) == [
        ("ana", "mail", ["draft p2 -1", "draft p1 -3", "invitation x1 +3"]),
        ("bo", "mail", ["draft p3 -3"]),
    ]


def test_the_strongest_way_carries_the_whole_message() -> None:
    chatty = somebody(has_chat=True)
    quiet_call = asked(on(21), a_matter(since=on(18)), of=(chatty,))
    assert told(quiet_call) == [("ana", "chat", ["invitation x1 +3"])]
    both = asked(on(21), a_matter(since=on(18)), a_matter(DRAFT, "p1"), of=(chatty,))
    assert told(both) == [("ana", "mail", ["draft p1 -3", "invitation x1 +3"])]


def test_days_go_by_the_persons_own_clock() -> None:
    madrid, honolulu = somebody(zone="Europe/Madrid"), somebody("bo", zone="Pacific/Honolulu")
    matters = (a_matter(DRAFT, "p1"), a_matter(DRAFT, "p2", person_id="bo"))
    assert asked(on(17, 7), *matters, of=(madrid, honolulu)).next_at == on(17, 8)
    assert [item.person_id for item in asked(on(17, 8), *matters, of=(madrid, honolulu)).messages] == ["ana"]
    assert [item.person_id for item in asked(on(17, 20), *matters, of=(honolulu,)).messages] == ["bo"]


def test_days_after_an_act_are_those_of_the_persons_calendar() -> None:
    late = a_matter(since=datetime(2025, 8, 1, 23, 30, tzinfo=UTC))
    assert asked(late.since, late, of=(somebody(zone="Europe/Madrid"),)).next_at == on(5, 8)
    assert asked(late.since, late, of=(somebody(zone="America/Lima"),)).next_at == on(4, 15)


def test_an_act_is_left_in_peace_for_the_calls_pause() -> None:
    call = with_reminder(INVITATION, (1,), anchor="invited")
    assert asked(BEGAN, a_matter(), call=call).next_at == on(2, 15)
    assert told(asked(on(2, 15), a_matter(), call=call)) == [("ana", "mail", ["invitation x1 +1"])]


def test_a_date_that_is_no_end_is_no_deadline() -> None:
    call = with_reminder(MatterKind.EVALUATION, (-1, 1), anchor="results")
    [message] = asked(on(19, month=9), a_matter(MatterKind.EVALUATION), call=call).messages
    assert [(duty.day, duty.deadline) for duty in message.duties] == [(1, None)]


def test_who_was_just_asked_by_hand_is_left_in_peace_too() -> None:
    nudged = a_matter(asked_at=on(4, 12))
    assert asked(on(4), nudged) == Due(next_at=on(5, 12))
    assert told(asked(on(5, 12), nudged)) == [("ana", "mail", ["invitation x1 +3"])]


def test_nobody_is_disturbed_between_nine_in_the_evening_and_eight_in_the_morning() -> None:
    for moment in (on(5, 0), on(5, 4), on(5, 11) - SECOND):
        assert asked(moment, a_matter()) == Due(next_at=on(5, 11))
    assert told(asked(on(5, 0) - SECOND, a_matter())) == [("ana", "mail", ["invitation x1 +3"])]
    assert told(asked(on(5, 11), a_matter())) == [("ana", "mail", ["invitation x1 +3"])]


def test_the_secretariats_items_wait_for_nobodys_sleep() -> None:
    call = with_reminder(INVITATION, (3,), Way.SECRETARIAT, anchor="invited")
    assert escalated(asked(on(5, 4), a_matter(), call=call)) == ["invitation x1 +3"]


def test_a_week_brings_at_most_three_messages() -> None:
    days = (on(1), on(2), on(3, 20))
    full = somebody(told=(days[2], days[0], days[1]))
    assert asked(on(4), a_matter(), of=(full,)) == Due(next_at=on(8))
    assert told(asked(on(8) - SECOND, a_matter(), of=(full,))) == []
    assert told(asked(on(4), a_matter(), of=(replace(full, told=days[:2]),))) != []


def test_a_message_counts_for_seven_whole_days_and_however_many_there_were_three_must_be_over() -> None:
    done, silent = {"invitation:x1:0:2025-08-01:3"}, a_matter()
    assert told(asked(on(8), silent, of=(somebody(told=(on(1), on(2), on(3))),), done=done)) != []
    many = somebody(told=(on(1), on(2), on(3), on(4), on(5)))
    assert asked(on(8), silent, of=(many,), done=done).next_at == on(10)


def test_when_a_week_is_over_at_night_the_message_waits_for_the_morning() -> None:
    full = somebody(told=(on(1, 5), on(2), on(3)))
    call = with_reminder(INVITATION, (3,), anchor="invited")
    assert asked(on(4), a_matter(), of=(full,), call=call).next_at == on(8, 11)


def test_it_does_not_matter_in_which_zone_the_time_is_told() -> None:
    """In the week before, clocks in Santiago went forward: seven of its days on the wall are an hour more."""
    santiago = ZoneInfo("America/Santiago")
    silent = a_matter(MatterKind.CONFIRMATION, since=on(1, month=9).astimezone(santiago))
    there = somebody(zone=santiago.key, told=tuple(on(6, hour, month=9).astimezone(santiago) for hour in (20, 20, 21)))
    call = with_reminder(MatterKind.CONFIRMATION, (1,), anchor="selected")
    for minutes in range(-90, 91, 15):
        moment = on(13, 20, month=9) + timedelta(minutes=minutes)
        found = asked(moment, silent, of=(there,), call=call)
        assert asked(moment.astimezone(santiago), silent, of=(there,), call=call) == found
        assert (told(found) != []) is (minutes >= 0)


def test_a_file_may_want_other_hours() -> None:
    rules = Reminding(at=time(6), quiet_from=time(0), quiet_until=time(0), messages_per_week=1)
    call = replace(CALL, reminding=rules)
    assert told(asked(on(4, 9), a_matter(), call=call)) == [("ana", "mail", ["invitation x1 +3"])]
    assert told(asked(on(4, 9), a_matter(), of=(somebody(told=(on(3),)),), call=call)) == []


def test_what_is_over_between_two_looks_is_asked_about_first() -> None:
    """What the cap holds is looked at when it can't be of help any more, not only when the cap lets go."""
    full = somebody(told=(on(22), on(23, 1), on(23, 12)))
    found = asked(on(24, 12), a_matter(DRAFT, "p1"), of=(full,), done={"draft:p1:0:2025-08-24:-3"})
    assert (told(found), found.next_at) == ([], on(25, 1))
    over = asked(on(25, 1), a_matter(DRAFT, "p1"), of=(full,), done={"draft:p1:0:2025-08-24:-3"})
    assert dropped(over)[-1] == ("draft p1 -1", "no_help")


def test_the_secretariat_hears_at_the_hour_of_the_call_wherever_the_person_lives() -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Honolulu"):
        found = asked(on(11) - SECOND, a_matter(), of=(somebody(zone=zone),))
        assert (escalated(found), found.next_at) == ([], on(11))
        assert escalated(asked(on(11), a_matter(), of=(somebody(zone=zone),))) == ["invitation x1 +10"]


def test_a_task_is_the_secretariats_alone() -> None:
    task = a_matter(MatterKind.TASK, "t1", person_id=None)
    for call in (CALL, with_reminder(MatterKind.TASK, (1,), Way.MAIL, anchor="opened")):
        found = due(call, State(matters=(task,), recipients={}), on(2, 15))
        assert (escalated(found), found.messages, found.dropped) == (["task t1 +1"], (), ())


def test_a_matter_that_stands_twice_is_said_once() -> None:
    found = asked(on(4), a_matter(), a_matter(count=2))
    assert told(found) == [("ana", "mail", ["invitation x1 +3"])]
    assert found.messages[0].duties[0].matter.count == 1
