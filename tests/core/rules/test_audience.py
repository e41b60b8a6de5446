"""Whom a letter to many is for, situation by situation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.batch import Audience
from core.model.proposal import ParticipationStatus as Status
from core.model.records import Participation, ProposalState
from core.rules.audience import Why, takes_listed, takes_proponents, why_not
from tests.support.records import NOON, a_participation, a_person

LISTED: dict[str, Participation] = {
    "only a name": a_participation(status=Status.LISTED, person_id=None),
    "not asked yet": a_participation(status=Status.LISTED, person_id="luis"),
    "silent": a_participation(status=Status.INVITED, person_id="luis"),
    "said yes, profile open": a_participation(status=Status.INVITED, person_id="luis", accepted_at=NOON),
    "unreachable": a_participation(status=Status.BOUNCED, person_id="luis"),
    "confirmed": a_participation(status=Status.CONFIRMED, person_id="luis"),
    "declined": a_participation(status=Status.DECLINED, person_id="luis"),
    "withdrawn": a_participation(status=Status.WITHDRAWN, person_id="luis"),
}


@pytest.mark.parametrize(
    ("audience", "wanted"),
    [
        (Audience.DRAFTS, set()),
        (Audience.SENT, set()),
        (Audience.UNANSWERED, {"only a name", "silent", "unreachable"}),
        (Audience.CONFIRMED, {"confirmed"}),
        (Audience.EVERYBODY, {"only a name", "silent", "said yes, profile open", "unreachable", "confirmed"}),
    ],
)
def test_who_of_a_list_is_meant(audience: Audience, wanted: set[str]) -> None:
    assert {name for name, item in LISTED.items() if takes_listed(audience, item)} == wanted


@pytest.mark.parametrize(
    ("audience", "wanted"),
    [
        (Audience.DRAFTS, {ProposalState.DRAFT}),
        (Audience.SENT, {ProposalState.SENT}),
        (Audience.UNANSWERED, set()),
        (Audience.CONFIRMED, set()),
        (Audience.EVERYBODY, {ProposalState.DRAFT, ProposalState.SENT}),
    ],
)
def test_whose_proponents_are_meant(audience: Audience, wanted: set[ProposalState]) -> None:
    assert {state for state in ProposalState if takes_proponents(audience, state)} == wanted


def test_who_is_left_out_and_why() -> None:
    proved = a_person(proved_at=NOON)
    assert [
        why_not(proved, is_asked=False),
        why_not(replace(proved, address=""), is_asked=True),
        why_not(replace(proved, muted_at=NOON), is_asked=True),
        why_not(replace(proved, announcements_stopped_at=NOON), is_asked=True),
        why_not(replace(proved, digest_stopped_at=NOON), is_asked=True),
        why_not(replace(proved, bounced_at=NOON), is_asked=True),
        why_not(replace(proved, proved_at=None), is_asked=False),
        why_not(replace(proved, proved_at=None), is_asked=True),
    ] == [None, Why.NO_ADDRESS, Why.MUTED, Why.STOPPED, None, Why.BOUNCED, Why.UNPROVED, None]
