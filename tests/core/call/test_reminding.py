"""How a call's file says when people are reminded."""

from __future__ import annotations

from datetime import time

import pytest

from core.call.definition import Reminder, Reminding
from core.model.matter import Way
from tests.core.call.tiny import call_of, faults_of, tiny

CLOSES = 'anchor = "submission_closes"\n'


def read(more: str) -> tuple[Reminder, ...]:
    return call_of(tiny(more=more)).reminders


def test_a_reminder_goes_by_mail_unless_it_says_how() -> None:
    [found] = read(f"[reminders.draft]\n{CLOSES}days = [-1]\n")
    assert found == Reminder(key="draft", anchor="submission_closes", days=(-1,), ways=(Way.MAIL,))


def test_days_are_read_in_rising_order_and_ways_follow_them() -> None:
    [found] = read(f'[reminders.draft]\n{CLOSES}days = [-1, -7, -3, -3]\nways = ["chat", "mail", "chat"]\n')
    assert [(day, found.way(place)) for place, day in enumerate(found.days)] == [
        (-7, Way.CHAT),
        (-3, Way.MAIL),
        (-1, Way.CHAT),
    ]


def test_the_last_way_repeats() -> None:
    [found] = read('[reminders.invitation]\nanchor = "invited"\ndays = [1, 2, 3]\nways = ["chat", "mail"]\n')
    assert [found.way(place) for place in range(3)] == [Way.CHAT, Way.MAIL, Way.MAIL]


@pytest.mark.parametrize("name", ["session_confirmation", "team"])
def test_names_of_older_files_mean_the_confirmation(name: str) -> None:
    assert [item.key for item in read(f"[reminders.{name}]\n{CLOSES}days = [1]\n")] == ["confirmation"]


def test_the_nearest_kind_and_the_act_that_fits_are_offered() -> None:
    [found] = faults_of(tiny(more=f"[reminders.invitations]\n{CLOSES}days = [1]\n"))
    assert found.facts["suggestion"] == "invitation"
    [found] = faults_of(tiny(more='[reminders.profile]\nanchor = "acepted"\ndays = [1]\n'))
    assert found.facts["suggestion"] == "accepted"


def test_hours_and_caps_are_read_and_have_defaults() -> None:
    assert call_of(tiny()).reminding == Reminding(
        at=time(10), quiet_from=time(21), quiet_until=time(8), messages_per_week=3, hours_before_deadline=2
    )
    more = "[reminding]\nat = 09:30:00\nquiet_from = 22:00:00\nmessages_per_week = 5\nhours_before_deadline = 0\n"
    assert call_of(tiny(more=more)).reminding == Reminding(
        at=time(9, 30), quiet_from=time(22), quiet_until=time(8), messages_per_week=5, hours_before_deadline=0
    )


def test_equal_hours_mean_that_no_hour_is_quiet() -> None:
    more = "[reminding]\nat = 03:00:00\nquiet_from = 00:00:00\nquiet_until = 00:00:00\n"
    assert call_of(tiny(more=more)).reminding.at == time(3)
