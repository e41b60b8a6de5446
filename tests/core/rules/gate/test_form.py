"""The window, the fields, and what the session type allows."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime

import pytest

from core.model.finding import Stage
from core.model.proposal import Contact, Proposal
from tests.core.rules.gate.proposals import (
    ANSWERS,
    TYPES,
    a_proposal,
    told,
    told_by,
    with_answers,
)


@pytest.mark.parametrize("session_type", TYPES)
@pytest.mark.parametrize("stage", Stage)
def test_a_complete_proposal_of_each_type_has_nothing_wrong(session_type: str, stage: Stage) -> None:
    assert told(a_proposal(session_type), stage=stage) == []


@pytest.mark.parametrize(
    ("at", "open_then"),
    [
        ("2025-07-28T23:59:59-03:00", False),
        ("2025-07-29T00:00:00-03:00", True),
        ("2025-08-24T23:59:59.999999-03:00", True),
        ("2025-08-25T02:59:59+00:00", True),
        ("2025-08-25T00:00:00-03:00", False),
        ("2025-08-25T03:00:00+00:00", False),
    ],
)
def test_the_window_includes_both_its_days_in_the_zone_of_the_call(at: str, open_then: bool) -> None:
    closed = (
        "submission_window",
        "blocks",
        "submission_window",
        {"opens": "2025-07-29T00:00:00-03:00", "closes": "2025-08-24T23:59:59-03:00"},
    )
    assert told(a_proposal(), at=datetime.fromisoformat(at)) == ([] if open_then else [closed])


def test_the_screening_asks_neither_window_nor_limits() -> None:
    late = datetime.fromisoformat("2025-09-01T10:00:00-03:00")
    proposal = a_proposal()
    proposal = replace(proposal, history=replace(proposal.history, sent_by_proponent=9, sent_by_organisation=9))
    assert told(proposal, at=late, stage=Stage.SCREENING) == []


REQUIRED = [
    "session_type", "modality", "duration", "topic", "answers.title", "answers.description", "answers.objectives",
    "answers.relevance", "answers.policy_issues", "answers.expected_results", "answers.methodology",
    "proponent.name", "proponent.email", "proponent.country", "proponent.organisation", "proponent.phone",
]  # fmt: skip


def test_every_required_field_of_an_empty_proposal_is_told() -> None:
    missing = [
        (severity, field, facts)
        for rule, severity, field, facts in told(Proposal(call="lacigf-2025"))
        if rule == "required_field"
    ]
    assert missing == [("blocks", field, {"field": field}) for field in REQUIRED]


UNSEEN = [
    "\u00ad", "\u200e", "\u200f", "\u2028", "\u2060", "\u2800", "\u3000", "\u3164", "\uffa0", "\ufe0f", "\u061c",
    "\0", "\a", "\x7f", "\x85", "\U000e0020",
]  # fmt: skip


@pytest.mark.parametrize("blank", [None, "", "  \n\t\u00a0", "\u200b\ufeff", *UNSEEN, "".join(UNSEEN)])
def test_a_blank_text_is_missing(blank: str | None) -> None:
    spoilt = replace(with_answers(a_proposal(), title=blank), topic=blank, proponent=Contact(name=blank))
    assert [facts["field"] for facts in told_by("required_field", spoilt)] == [
        "topic", "answers.title", "proponent.name", "proponent.email", "proponent.country", "proponent.organisation",
        "proponent.phone",
    ]  # fmt: skip


@pytest.mark.parametrize("seen", ["x", " ¿ ", "\u200eא", "🙂", "\u2801", "\u200b."])
def test_a_text_with_anything_to_see_is_an_answer(seen: str) -> None:
    assert told(with_answers(a_proposal(), title=seen)) == []


def test_an_artistic_mediation_also_needs_its_space() -> None:
    bare = replace(a_proposal("artistic_mediation"), answers={**ANSWERS, "duration_justification": "Sí"})
    fields = ["answers.space_requirements", "answers.max_people", "answers.resources"]
    assert told_by("required_field", bare) == [{"field": field} for field in fields]


def test_zero_people_is_an_answer() -> None:
    assert told(with_answers(a_proposal("artistic_mediation"), max_people=0)) == []


@pytest.mark.parametrize("issues", [None, (), ("",), ("  ", "\t")])
def test_at_least_one_policy_issue(issues: tuple[str, ...] | None) -> None:
    spoilt = with_answers(a_proposal(), policy_issues=issues)
    assert told(spoilt) == [("required_field", "blocks", "answers.policy_issues", {"field": "answers.policy_issues"})]


def test_at_most_three_policy_issues_blank_ones_aside() -> None:
    assert told(with_answers(a_proposal(), policy_issues=("a", "b", "", "c"))) == []
    path = "answers.policy_issues"
    assert told(with_answers(a_proposal(), policy_issues=("a", "b", "c", "d"))) == [
        ("field_length", "blocks", path, {"field": path, "maximum": 3, "found": 4})
    ]


def test_a_title_has_180_characters_however_its_accents_are_typed() -> None:
    composed = "á" * 180
    assert told(with_answers(a_proposal(), title=composed)) == []
    assert told(with_answers(a_proposal(), title=unicodedata.normalize("NFD", composed))) == []
    too_long = {"field": "answers.title", "maximum": 180, "found": 181}
    assert told(with_answers(a_proposal(), title=composed + "z")) == [
        ("field_length", "blocks", "answers.title", too_long)
    ]


def test_a_pasted_methodology_of_6300_characters_fits() -> None:
    assert told(with_answers(a_proposal(), methodology="m" * 6300)) == []


def test_each_item_of_a_list_and_each_number_has_its_cap() -> None:
    long = with_answers(a_proposal(), policy_issues=("a", "b" * 5001), interaction_minutes=10_001)
    assert told_by("field_length", long) == [
        {"field": "answers.policy_issues", "maximum": 5000, "found": 5001},
        {"field": "answers.interaction_minutes", "maximum": 10_000, "found": 10_001},
    ]


@pytest.mark.parametrize("session_type", ["debate", "panel", "lightning_talk"])
def test_some_types_are_hybrid_only(session_type: str) -> None:
    assert told_by("modality_allowed", replace(a_proposal(session_type), modality="in_person")) == [
        {"allowed": ["hybrid"]}
    ]


@pytest.mark.parametrize(
    ("session_type", "duration", "allowed"),
    [
        ("debate", "105", ["75"]),
        ("lightning_talk", "75", ["15"]),
        ("workshop", "15", ["75", "105"]),
        ("other", "other", ["75", "105"]),
        ("artistic_mediation", "105", ["75", "other", "permanent_exhibition"]),
    ],
)
def test_each_type_has_its_durations(session_type: str, duration: str, allowed: list[str]) -> None:
    assert told_by("duration_allowed", replace(a_proposal(session_type), duration=duration)) == [{"allowed": allowed}]


ALLOWED = ["75", "other", "permanent_exhibition"]


@pytest.mark.parametrize(
    ("minutes", "detail", "field"),
    [
        (40, "Dos pases", None),
        (None, "Dos pases", "duration_minutes"),
        (0, "Dos pases", "duration_minutes"),
        (40, " ", "duration_detail"),
        (None, None, "duration_minutes"),
    ],
)
def test_another_duration_needs_minutes_and_a_text(minutes: int | None, detail: str | None, field: str | None) -> None:
    proposal = a_proposal("artistic_mediation", duration="other", duration_minutes=minutes, duration_detail=detail)
    found = [] if field is None else [("duration_specified", "blocks", field, {"allowed": ALLOWED})]
    assert told(proposal) == found


@pytest.mark.parametrize("session_type", ["artistic_mediation", "workshop", "other"])
def test_types_that_choose_a_duration_justify_it_whichever_it_is(session_type: str) -> None:
    for duration in ("75", "105"):
        proposal = with_answers(replace(a_proposal(session_type), duration=duration), duration_justification=" ")
        assert len(told_by("duration_justified", proposal)) == 1


@pytest.mark.parametrize("session_type", ["debate", "panel", "lightning_talk"])
def test_types_with_one_duration_need_not_justify_it(session_type: str) -> None:
    assert told_by("duration_justified", with_answers(a_proposal(session_type), duration_justification=None)) == []


@pytest.mark.parametrize(
    ("session_type", "given", "warned"),
    [
        ("debate", 20, False),
        ("debate", 19, True),
        ("debate", None, True),
        ("workshop", 0, True),
        ("lightning_talk", None, False),
        ("artistic_mediation", 5, False),
    ],
)
def test_twenty_minutes_with_the_public_from_75_minutes_on(session_type: str, given: int | None, warned: bool) -> None:
    warning = ("audience_interaction", "warns", "answers.interaction_minutes", {"required": 20, "found": given})
    assert told(with_answers(a_proposal(session_type), interaction_minutes=given)) == ([warning] if warned else [])


@pytest.mark.parametrize(("minutes", "warned"), [(74, False), (75, True)])
def test_another_duration_counts_by_its_minutes(minutes: int, warned: bool) -> None:
    mediation = a_proposal("artistic_mediation", duration="other", duration_minutes=minutes, duration_detail="Así")
    assert bool(told_by("audience_interaction", with_answers(mediation, interaction_minutes=None))) is warned


@pytest.mark.parametrize(("modality", "warned"), [("hybrid", True), ("in_person", False)])
def test_a_hybrid_proposal_says_how_people_online_take_part(modality: str, warned: bool) -> None:
    silent = with_answers(a_proposal("other", modality=modality), participation_strategy="\n")
    path = "answers.participation_strategy"
    warning = [item for item in told(silent) if item[0] == "online_participation"]
    assert warning == ([("online_participation", "warns", path, {"field": path})] if warned else [])
