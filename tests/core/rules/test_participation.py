"""The one table of how a participation moves."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.model.proposal import ParticipationStatus as S
from core.rules.participation import TRANSITIONS, Act, after

OWN_ACTS = {Act.SAID_YES, Act.SAID_YES_INCOMPLETE, Act.SAID_NO}
acts = st.lists(st.sampled_from(Act), max_size=20)


def walked(start: S, path: Sequence[Act]) -> S:
    for act in path:
        start = after(start, act)
    return start


@given(st.sampled_from([status for status in S if status is not S.CONFIRMED]), acts)
def test_no_path_without_a_whole_yes_of_ones_own_leads_to_confirmed(start: S, path: list[Act]) -> None:
    silent = [act for act in path if act is not Act.SAID_YES]
    assert walked(start, silent) is not S.CONFIRMED


@given(st.sampled_from(S), acts)
def test_nobody_comes_back_once_taken_off(start: S, path: list[Act]) -> None:
    assert walked(start, [Act.TAKEN_OFF, *path]) is S.WITHDRAWN


@given(st.sampled_from([status for status in S if status is not S.WITHDRAWN]), acts)
def test_the_last_own_decision_stands_until_what_was_asked_changes(start: S, path: list[Act]) -> None:
    machines = [act for act in path if act is Act.BOUNCED]
    assert walked(start, [Act.SAID_YES, *machines]) is S.CONFIRMED
    assert walked(start, [Act.SAID_NO, *machines]) is S.DECLINED


@given(st.sampled_from(S), acts)
def test_after_a_change_a_yes_must_be_said_again(start: S, path: list[Act]) -> None:
    others = [act for act in path if act not in OWN_ACTS]
    assert walked(start, [Act.SAID_YES, Act.CHANGED, *others]) is not S.CONFIRMED


def test_acts_that_mean_nothing_where_one_stands_change_nothing() -> None:
    assert after(S.LISTED, Act.BOUNCED) is S.LISTED
    assert after(S.CONFIRMED, Act.BOUNCED) is S.CONFIRMED
    assert after(S.CONFIRMED, Act.INVITED) is S.CONFIRMED
    assert after(S.DECLINED, Act.CHANGED) is S.DECLINED


def test_every_status_has_its_row() -> None:
    assert set(TRANSITIONS) == set(S)
