from __future__ import annotations

import re
from datetime import UTC, timedelta

from core.system import SystemClock, SystemIds


def test_the_clock_goes_forward_in_utc() -> None:
    clock = SystemClock()
    moments = [clock.now() for _ in range(3)]
    assert moments == sorted(moments)
    assert {moment.tzinfo for moment in moments} == {UTC}


def test_ids_are_short_unique_and_safe_in_links_and_addresses() -> None:
    ids = {SystemIds().new() for _ in range(2000)}
    assert len(ids) == 2000
    assert all(re.fullmatch(r"[0-9a-v]{20}", one) for one in ids)


def test_ids_of_different_milliseconds_sort_by_time_of_birth() -> None:
    clock, ids = SystemClock(), SystemIds()
    first, then = ids.new(), clock.now() + timedelta(milliseconds=2)
    while clock.now() < then:
        pass
    assert first < ids.new()


def test_secrets_hold_160_bits_and_never_repeat() -> None:
    secrets = {SystemIds().secret() for _ in range(1000)}
    assert len(secrets) == 1000
    assert all(re.fullmatch(r"[0-9a-v]{32}", one) for one in secrets)
