"""Which day's digest is due, and under which key it is remembered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from core.call.shipped import shipped_call
from core.rules.digests import digest_day, digest_key

CALL = shipped_call("lacigf-2025")


def test_a_digest_is_todays_from_its_hour_on_in_the_calls_zone() -> None:
    eight = datetime(2025, 8, 11, 11, tzinfo=UTC)
    assert digest_day(CALL, eight) == date(2025, 8, 11)
    assert digest_day(CALL, eight - timedelta(seconds=1)) == date(2025, 8, 10)


def test_keys_of_days_sort_as_the_days_do_under_one_beginning() -> None:
    assert digest_key(CALL, date(2025, 8, 11)) == "digest:lacigf-2025:2025-08-11"
    assert digest_key(CALL, date(2025, 8, 9)).startswith(digest_key(CALL))
    assert digest_key(CALL, date(2025, 8, 9)) < digest_key(CALL, date(2025, 8, 11))
