"""How a participation moves: one table. Only an act of the person's own leads to `confirmed` (C01, C04)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.model.proposal import ParticipationStatus as S


class Act(StrEnum):
    """What can happen to a participation."""

    INVITED = "invited"
    """A letter was queued."""
    SAID_YES = "said_yes"
    """The person accepted, and all that counts is known."""
    SAID_YES_INCOMPLETE = "said_yes_incomplete"
    """The person accepted, and something that counts is still missing."""
    SAID_NO = "said_no"
    BOUNCED = "bounced"
    CHANGED = "changed"
    """What the person said yes to is no longer what stands: they are asked again."""
    TAKEN_OFF = "taken_off"
    """The proponent took the person off, or withdrew the proposal."""


TRANSITIONS: Mapping[S, Mapping[Act, S]] = {
    S.LISTED: {
        Act.INVITED: S.INVITED,
        Act.SAID_YES: S.CONFIRMED,
        Act.SAID_YES_INCOMPLETE: S.INVITED,
        Act.SAID_NO: S.DECLINED,
        Act.CHANGED: S.LISTED,
        Act.TAKEN_OFF: S.WITHDRAWN,
    },
    S.INVITED: {
        Act.INVITED: S.INVITED,
        Act.SAID_YES: S.CONFIRMED,
        Act.SAID_YES_INCOMPLETE: S.INVITED,
        Act.SAID_NO: S.DECLINED,
        Act.BOUNCED: S.BOUNCED,
        Act.CHANGED: S.INVITED,
        Act.TAKEN_OFF: S.WITHDRAWN,
    },
    S.BOUNCED: {
        Act.INVITED: S.INVITED,
        Act.SAID_YES: S.CONFIRMED,
        Act.SAID_YES_INCOMPLETE: S.INVITED,
        Act.SAID_NO: S.DECLINED,
        Act.CHANGED: S.BOUNCED,
        Act.TAKEN_OFF: S.WITHDRAWN,
    },
    S.CONFIRMED: {
        Act.SAID_YES: S.CONFIRMED,
        Act.SAID_YES_INCOMPLETE: S.INVITED,
        Act.SAID_NO: S.DECLINED,
        Act.CHANGED: S.INVITED,
        Act.TAKEN_OFF: S.WITHDRAWN,
    },
    S.DECLINED: {
        Act.INVITED: S.INVITED,
        Act.SAID_YES: S.CONFIRMED,
        Act.SAID_YES_INCOMPLETE: S.INVITED,
        Act.SAID_NO: S.DECLINED,
        Act.TAKEN_OFF: S.WITHDRAWN,
    },
    S.WITHDRAWN: {},
}
"""Where each act leads from each status; an act that is absent changes nothing."""


def after(status: S, act: Act) -> S:
    """Return the status after an act; an act that means nothing there leaves it."""
    return TRANSITIONS[status].get(act, status)
