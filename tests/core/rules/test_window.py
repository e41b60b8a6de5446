"""When the window is over: the same answer from the gate and from everything that asks whether the call is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.call.definition import Call
from core.call.shipped import shipped_call
from core.model.finding import Severity, Stage
from core.model.proposal import Proposal
from core.model.records import ProposalState
from core.rules.gate import check, sendable
from core.rules.window import is_closed, may_change

LACIGF = shipped_call("lacigf-2025")
BLOCKS, WARNS = Severity.BLOCKS, Severity.WARNS
CLOSE = datetime(2025, 8, 25, 3, tzinfo=UTC)


def with_window(*, enabled: bool = True, **severity: Severity) -> Call:
    """LACIGF with nothing but a window of that weight."""
    window = LACIGF.rule("submission_window")
    assert window is not None
    weight = {Stage(stage): found for stage, found in severity.items()}
    return replace(LACIGF, rules=(replace(window, enabled=enabled, severity=weight),))


@pytest.mark.parametrize(
    ("call", "closes"),
    [
        (with_window(submission=BLOCKS), True),
        (with_window(submission=BLOCKS, screening=WARNS), True),
        (with_window(submission=WARNS), False),
        (with_window(submission=WARNS, screening=BLOCKS), False),
        (with_window(screening=BLOCKS), False),
        (with_window(submission=BLOCKS, enabled=False), False),
    ],
)
def test_a_call_is_closed_where_the_gate_lets_nothing_be_sent(call: Call, closes: bool) -> None:
    for now in (CLOSE - timedelta(microseconds=1), CLOSE, CLOSE + timedelta(days=9)):
        over = closes and now >= CLOSE
        assert is_closed(call, now) is over
        assert sendable(check(call, Proposal(call=call.id), now=now)) is not over
        assert may_change(call, ProposalState.SENT, now) is not over


def test_a_close_that_is_not_known_yet_closes_nothing() -> None:
    closes = replace(LACIGF.moments["submission_closes"], at=None)
    call = replace(with_window(submission=BLOCKS), moments={**LACIGF.moments, "submission_closes": closes})
    assert not is_closed(call, CLOSE)
