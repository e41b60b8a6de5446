"""Who may hold a lease: one at a time, soon after a death, and whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.model.lease import Lease, Standing
from core.rules.lease import standing

NOON = datetime(2025, 8, 10, 12, tzinfo=UTC)
ANAS = Lease(name="ticks", holder="ana", taken_at=NOON, until=NOON + timedelta(seconds=30))


@pytest.mark.parametrize(
    ("after", "to_ana", "to_beto"),
    [
        (0, "kept", "taken"),
        (9.9, "kept", "taken"),
        (10, "open", "taken"),
        (29.9, "open", "taken"),
        (30, "open", "open"),
        (86_400, "open", "open"),
        (-5, "kept", "taken"),
        (-5.1, "open", "open"),
        (-3600, "open", "open"),
    ],
)
def test_a_lease_is_its_holders_until_it_ends_and_nobodys_before_it_was_taken(
    after: float, to_ana: str, to_beto: str
) -> None:
    """It is renewed from its second third on; one from the future was taken before the clock was set back."""
    now = NOON + timedelta(seconds=after)
    assert (standing(ANAS, "ana", now), standing(ANAS, "beto", now)) == (Standing(to_ana), Standing(to_beto))


def test_what_nobody_holds_is_open() -> None:
    assert standing(None, "ana", NOON) is Standing.OPEN
