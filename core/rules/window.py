"""When a proposal may still be changed or sent."""

from __future__ import annotations

from datetime import datetime

from core.call.definition import Call
from core.call.rule_kinds import SubmissionWindow
from core.model.records import ProposalState


def is_closed(call: Call, now: datetime) -> bool:
    """Whether the submission window is over (D02); a call that keeps no window never closes."""
    keeps = any(rule.enabled and isinstance(rule.parameters, SubmissionWindow) for rule in call.rules)
    end = call.moments.get("submission_closes")
    return keeps and end is not None and end.at is not None and now >= end.at


def may_change(call: Call, state: ProposalState, now: datetime) -> bool:
    """Whether its proponent may change a proposal: not withdrawn, not after the close (Z28)."""
    if state is ProposalState.WITHDRAWN or is_closed(call, now):
        return False
    return state is ProposalState.DRAFT or call.policies.edit_sent_until_close
