"""When a proposal may still be changed or sent."""

from __future__ import annotations

from datetime import datetime

from core.call.definition import Call
from core.call.rule_kinds import SubmissionWindow
from core.model.finding import Severity, Stage
from core.model.records import ProposalState


def keeps_window(call: Call) -> bool:
    """Whether the call's dates of sending bind: a rule of the window is on and keeps from sending.

    One that only warns lets people send whenever they do, so to the whole service such a call never closes.
    """
    return any(
        rule.enabled
        and isinstance(rule.parameters, SubmissionWindow)
        and rule.severity.get(Stage.SUBMISSION) is Severity.BLOCKS
        for rule in call.rules
    )


def is_closed(call: Call, now: datetime) -> bool:
    """Whether the submission window is over (D02); a call that keeps no window never closes."""
    end = call.moments.get("submission_closes")
    return end is not None and end.at is not None and now >= end.at and keeps_window(call)


def may_change(call: Call, state: ProposalState, now: datetime) -> bool:
    """Whether its proponent may change a proposal: not withdrawn, not after the close (Z28)."""
    if state is ProposalState.WITHDRAWN or is_closed(call, now):
        return False
    return state is ProposalState.DRAFT or call.policies.edit_sent_until_close
