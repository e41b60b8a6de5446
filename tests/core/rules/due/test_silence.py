"""Who is silent for long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.call.shipped import shipped_call
from core.model.proposal import ParticipationStatus as S
from core.rules.due import is_long_silent
from tests.support.records import NOON, a_participation

CALL = shipped_call("lacigf-2025")
SILENT = a_participation(status=S.INVITED, invited_at=NOON)
THREE_DAYS = timedelta(days=3)


def test_somebody_is_silent_for_long_from_the_first_day_of_the_calls_reminders() -> None:
    assert not is_long_silent(CALL, SILENT, NOON + THREE_DAYS - timedelta(seconds=1))
    assert is_long_silent(CALL, SILENT, NOON + THREE_DAYS)


def test_who_answered_or_was_never_asked_is_not_silent() -> None:
    others = [replace(SILENT, status=status) for status in S if status is not S.INVITED]
    others += [replace(SILENT, invited_at=None), replace(SILENT, accepted_at=NOON)]
    assert not any(is_long_silent(CALL, item, NOON + 9 * THREE_DAYS) for item in others)


def test_a_call_without_reminders_finds_nobody_silent() -> None:
    assert not is_long_silent(replace(CALL, reminders=()), SILENT, NOON + 9 * THREE_DAYS)
