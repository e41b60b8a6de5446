"""Who may be written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.call.definition import MailPolicy
from core.model.proposal import ParticipationStatus as S
from core.model.records import ProposalState
from core.rules.invitations import NotNow, is_waited_for, may_be_replaced, reminded_from, waits_for_letter, why_not
from tests.support.records import NOON, a_participation, a_person, a_proposal

ANA = a_person("ana", proved_at=NOON)
BRUNO = a_person("bruno")
RECORD = a_proposal(values={"answers.title": "Redes"})
ITEM = a_participation(name="Bruno", roles=("speaker",), person_id="bruno", address="bruno@example.org")
POLICY = MailPolicy(invitations_per_day_person=3, invitations_per_proposal=4, letters_per_day_address=5)


def reason(**changes: Any) -> NotNow | None:
    given = {
        "record": RECORD, "item": ITEM, "proponent": ANA, "person": BRUNO, "invited_today": 2, "invited_people": 3,
        "letters_today": 4, "asked_for": False, "asked_before": False, "closed": False, **changes,
    }  # fmt: skip
    return why_not(POLICY, given.pop("record"), given.pop("item"), **given)


def test_nothing_speaks_against_a_whole_entry_below_every_cap() -> None:
    assert reason() is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"record": replace(RECORD, state=ProposalState.WITHDRAWN)}, NotNow.WITHDRAWN),
        ({"item": replace(ITEM, status=S.WITHDRAWN)}, NotNow.WITHDRAWN),
        ({"item": replace(ITEM, status=S.CONFIRMED), "asked_for": True}, NotNow.CONFIRMED),
        ({"closed": True}, NotNow.CLOSED),
        ({"item": replace(ITEM, name=None)}, NotNow.NO_NAME),
        ({"item": replace(ITEM, roles=())}, NotNow.NO_ROLE),
        ({"person": None}, NotNow.NO_ADDRESS),
        ({"record": replace(RECORD, values={"answers.title": None})}, NotNow.NO_TITLE),
        ({"proponent": replace(ANA, proved_at=None)}, NotNow.NOT_PROVED),
        ({"person": replace(BRUNO, muted_at=NOON), "asked_for": True}, NotNow.MUTED),
        ({"item": replace(ITEM, status=S.DECLINED)}, NotNow.DECLINED),
        ({"item": replace(ITEM, status=S.DECLINED), "asked_for": True, "asked_before": True}, NotNow.DECLINED),
        ({"invited_today": 3}, NotNow.TOO_MANY_TODAY),
        ({"invited_people": 4}, NotNow.TOO_MANY_PEOPLE),
        ({"letters_today": 5}, NotNow.TOO_MANY_LETTERS),
        ({"too_soon": True}, NotNow.TOO_SOON),
    ],
)
def test_what_holds_a_letter_back(changes: dict[str, Any], told: NotNow) -> None:
    assert reason(**changes) is told


def test_who_declined_may_be_asked_once_explicitly() -> None:
    assert reason(item=replace(ITEM, status=S.DECLINED), asked_for=True) is None


def test_a_sent_proposal_may_still_invite_after_the_close() -> None:
    assert reason(record=replace(RECORD, state=ProposalState.SENT), closed=True) is None


@pytest.mark.parametrize("status", S)
def test_only_who_was_not_written_to_waits_for_a_letter(status: S) -> None:
    assert waits_for_letter(replace(ITEM, status=status)) is (status in (S.LISTED, S.INVITED))
    assert not waits_for_letter(replace(ITEM, status=status, invited_at=NOON))


@pytest.mark.parametrize("status", S)
def test_who_said_no_who_cannot_be_reached_and_who_is_silent_may_give_way(status: S) -> None:
    item = replace(ITEM, status=status)
    assert may_be_replaced(item) is (status in (S.INVITED, S.BOUNCED, S.DECLINED))
    assert is_waited_for(item) is (status is S.INVITED)


def test_a_yes_that_lacks_a_profile_is_waited_for_and_keeps_its_place() -> None:
    item = replace(ITEM, status=S.INVITED, accepted_at=NOON)
    assert is_waited_for(item)
    assert not may_be_replaced(item)


def test_a_reminder_waits_for_the_calls_own_pause_after_the_last_letter() -> None:
    policy = replace(POLICY, hours_between_reminders=10)
    again = NOON + timedelta(hours=10)
    assert reminded_from(policy, NOON, NOON) == again
    assert reminded_from(policy, NOON, again - timedelta(seconds=1)) == again
    assert reminded_from(policy, NOON, again) is None
    assert reminded_from(policy, None, NOON) is None
