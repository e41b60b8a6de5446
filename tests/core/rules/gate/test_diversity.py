"""Sectors, countries and genders: what is known counts, what is not known is neither a value nor a failure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.finding import Stage
from core.model.proposal import ParticipationStatus, Proposal
from tests.core.rules.gate.proposals import a_proposal, somebody, told, told_by, with_people

BOTH = Stage.SUBMISSION, Stage.SCREENING
WEIGHTS = [(Stage.SUBMISSION, "warns"), (Stage.SCREENING, "blocks")]


def of(*people: dict[str, str]) -> Proposal:
    """A workshop whose two people are known by these attributes only."""
    first, second = ((*people, {}, {}))[:2]
    return a_proposal(
        "workshop", participants=(somebody("a", "speaker", **first), somebody("b", "rapporteur", **second))
    )


ALL_APART = ({"sector": "academia", "country": "AR", "gender": "female"},
             {"sector": "private", "country": "BR", "gender": "male"})  # fmt: skip


@pytest.mark.parametrize(
    ("same", "met"),
    [
        ((), ["sector", "country", "gender"]),
        (("gender",), ["sector", "country"]),
        (("sector",), ["country", "gender"]),
        (("country",), ["sector", "gender"]),
        (("sector", "country"), ["gender"]),
        (("sector", "country", "gender"), []),
    ],
)
def test_two_dimensions_of_three(same: tuple[str, ...], met: list[str]) -> None:
    first, second = ALL_APART
    proposal = of(first, {**second, **{key: first[key] for key in same}})
    assert told_by("diversity", proposal) == ([{"dimensions_met": met, "required": 2}] if len(met) < 2 else [])
    missing = [{"dimension": key} for key in same] if len(met) >= 2 else []
    assert told_by("diversity_missing_dimension", proposal) == missing


@pytest.mark.parametrize("lost", ["sector", "country", "gender"])
def test_an_unknown_value_is_no_value(lost: str) -> None:
    first, second = ALL_APART
    proposal = of(first, {key: value for key, value in second.items() if key != lost})
    assert told_by("diversity", proposal) == []
    assert told_by("diversity_missing_dimension", proposal) == [{"dimension": lost}]


def test_non_binary_is_a_value() -> None:
    proposal = of({"gender": "male", "country": "AR"}, {"gender": "non_binary", "country": "UY"})
    assert told_by("diversity", proposal) == []
    assert told_by("single_gender", proposal) == []


def test_only_people_who_count_bring_diversity() -> None:
    gone = somebody("c", "speaker", sector="private", country="BR", status=ParticipationStatus.DECLINED)
    idle = somebody("d", sector="private", country="BR")
    alone = of({"sector": "academia", "country": "AR"})
    assert told_by("diversity", with_people(alone, gone, idle)) == [{"dimensions_met": [], "required": 2}]
    assert told_by("diversity", with_people(alone, replace(gone, status=ParticipationStatus.BOUNCED))) == []


def test_the_proponent_brings_none_without_a_role() -> None:
    assert told_by("sector_minimum", of({"sector": "academia", "country": "MX"})) == [{"required": 2, "found": 1}]


@pytest.mark.parametrize(("stage", "severity"), WEIGHTS)
def test_two_sectors_bar_the_selection_not_the_sending(stage: Stage, severity: str) -> None:
    proposal = of({"sector": "academia", "country": "AR", "gender": "female"}, {"country": "BR", "gender": "male"})
    found = [item for item in told(proposal, stage=stage) if item[0] == "sector_minimum"]
    assert found == [("sector_minimum", severity, "participants", {"required": 2, "found": 1})]


@pytest.mark.parametrize(("stage", "severity"), WEIGHTS)
def test_a_team_of_men_only_is_not_evaluated(stage: Stage, severity: str) -> None:
    found = [
        item for item in told(of({"gender": "male"}, {"gender": "male"}), stage=stage) if item[0] == "single_gender"
    ]
    assert found == [("single_gender", severity, "participants", {"gender": "male"})]


@pytest.mark.parametrize("stage", BOTH)
def test_men_and_somebody_unknown_are_for_a_person_to_look_at(stage: Stage) -> None:
    found = [item for item in told(of({"gender": "male"}, {}), stage=stage) if item[0] == "single_gender"]
    assert found == [("single_gender", "warns", "participants", {"gender": "male", "to_review": True})]


@pytest.mark.parametrize(
    "others", [({}, {}), ({"gender": "female"}, {"gender": "female"}), ({"gender": "male"}, {"gender": "other"})]
)
def test_no_word_of_gender_where_none_or_another_is_known(others: tuple[dict[str, str], ...]) -> None:
    assert told_by("single_gender", of(*others)) == []


def test_nobody_listed_has_no_gender() -> None:
    assert told_by("single_gender", a_proposal(participants=())) == []
