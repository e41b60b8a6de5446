"""The forms: every field of Annex B, shown and required by session type and modality."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.call.shipped import shipped_call, shipped_ids
from core.dialogue.forms.form import Form, Values, consequences
from core.dialogue.forms.people import participant_form, person_form, profile_form
from core.dialogue.forms.proposal import proposal_form
from core.model.words import LANGUAGES
from tests.core.dialogue.stage import CALL

FORM = proposal_form(CALL)

STRUCTURE = ["session_type", "modality", "duration", "topic"]
ALWAYS_REQUIRED = [
    "proponent.name", "proponent.country", "proponent.organisation", "proponent.phone", *STRUCTURE, "answers.title",
    "answers.description", "answers.objectives", "answers.relevance", "answers.policy_issues",
    "answers.expected_results", "answers.methodology",
]  # fmt: skip


def required(form: Form, values: Values) -> set[str]:
    return {step.path for step in form.steps if step.shown.holds(values) and step.is_required(values)}


def shown(form: Form, values: Values) -> set[str]:
    return {step.path for step in form.steps if step.shown.holds(values)}


def options(path: str, values: Values) -> list[str]:
    step = FORM.step(path)
    assert step is not None
    return [choice.value for choice in step.options(values)]


@pytest.mark.parametrize(
    ("session_type", "more"),
    [
        ("debate", []),
        ("panel", []),
        ("lightning_talk", []),
        ("workshop", ["answers.duration_justification"]),
        ("other", ["answers.duration_justification"]),
        (
            "artistic_mediation",
            ["answers.duration_justification", "answers.space_requirements", "answers.max_people", "answers.resources"],
        ),
    ],
)
def test_each_session_type_requires_its_fields(session_type: str, more: list[str]) -> None:
    assert required(FORM, {"session_type": session_type}) == {*ALWAYS_REQUIRED, *more}


@pytest.mark.parametrize(
    ("session_type", "modalities", "durations"),
    [
        ("debate", ["hybrid"], ["75"]),
        ("panel", ["hybrid"], ["75"]),
        ("lightning_talk", ["hybrid"], ["15"]),
        ("workshop", ["hybrid", "in_person"], ["75", "105"]),
        ("other", ["hybrid", "in_person"], ["75", "105"]),
        ("artistic_mediation", ["hybrid", "in_person"], ["75", "other", "permanent_exhibition"]),
    ],
)
def test_each_session_type_leaves_its_choices(session_type: str, modalities: list[str], durations: list[str]) -> None:
    values = {"session_type": session_type}
    assert options("modality", values) == modalities
    assert options("duration", values) == durations


def test_every_answer_of_the_contract_has_its_question() -> None:
    answers = (
        "title description objectives relevance policy_issues expected_results methodology participation_strategy "
        "interaction_minutes duration_justification nri_origin marginalised_groups space_requirements max_people "
        "resources flexible_schedule"
    )
    paths = {step.path for step in FORM.steps}
    assert paths == {
        *(f"proponent.{key}" for key in ("name", "country", "organisation", "phone")),
        *(f"co_proponent.{key}" for key in ("name", "email", "country", "organisation", "phone")),
        *(f"answers.{key}" for key in answers.split()),
        *STRUCTURE, "duration_minutes", "duration_detail", "collaborators",
    }  # fmt: skip


def test_minutes_and_detail_are_asked_only_of_a_duration_to_specify() -> None:
    asked = {"duration_minutes", "duration_detail"}
    other = {"session_type": "artistic_mediation", "duration": "other"}
    assert asked <= shown(FORM, other)
    assert asked <= required(FORM, other)
    assert not asked & shown(FORM, {**other, "duration": "75"})


def test_the_co_proponent_is_asked_for_only_once_named() -> None:
    rest = {f"co_proponent.{key}" for key in ("email", "country", "organisation", "phone")}
    assert not rest & shown(FORM, {"co_proponent.name": None})
    assert rest <= shown(FORM, {"co_proponent.name": "Beto"})
    assert not rest & required(FORM, {"co_proponent.name": "Beto"})


def test_a_type_with_one_modality_and_duration_settles_them() -> None:
    assert consequences(FORM, {}, "session_type", "debate") == (("modality", "hybrid"), ("duration", "75"))
    values = {"session_type": "debate", "modality": "hybrid", "duration": "75"}
    assert not {"modality", "duration"} & {step.path for step in FORM.visible(values)}


def test_what_a_type_settled_is_asked_again_once_the_type_leaves_a_choice() -> None:
    values = {"session_type": "debate", "modality": "hybrid", "duration": "75"}
    assert consequences(FORM, values, "session_type", "workshop") == (("modality", None), ("duration", None))
    after = {**values, "session_type": "workshop", "modality": None, "duration": None}
    step = FORM.next_open({**after, **{path: "x" for path in ALWAYS_REQUIRED if path.startswith("proponent")}})
    assert step is not None
    assert step.path == "modality"


def test_a_choice_that_the_new_type_allows_too_stands() -> None:
    values = {"session_type": "workshop", "modality": "in_person", "duration": "105"}
    assert consequences(FORM, values, "session_type", "other") == ()
    assert consequences(FORM, values, "session_type", "artistic_mediation") == (("duration", None),)


def test_taking_the_co_proponent_back_takes_their_data_along() -> None:
    values = {"co_proponent.name": "Beto", "co_proponent.email": "b@example.org", "co_proponent.phone": None}
    assert consequences(FORM, values, "co_proponent.name", None) == (("co_proponent.email", None),)


def test_a_rule_turned_off_asks_for_no_justification() -> None:
    rules = tuple(replace(rule, enabled=rule.enabled and rule.name != "duration_justified") for rule in CALL.rules)
    fields = tuple(replace(item, required_for=()) for item in CALL.fields)
    form = proposal_form(replace(CALL, rules=rules, fields=fields))
    assert "answers.duration_justification" not in required(form, {"session_type": "workshop"})


def test_a_proponent_says_nothing_that_only_the_person_may_say() -> None:
    paths = [step.path for step in participant_form(CALL).steps]
    assert paths == ["name", "roles", "attendance", "address", "attributes.country", "attributes.organisation"]


def test_a_profile_asks_everything_and_requires_all_but_gender() -> None:
    form = profile_form(CALL)
    every = {step.path for step in form.steps}
    assert every == {"name", "attendance", *(f"attributes.{item.key}" for item in CALL.attributes)}
    assert every - required(form, {}) == {"attributes.gender"}


def test_a_newcomer_is_asked_name_and_country_only() -> None:
    form = person_form(CALL)
    assert [step.path for step in form.steps if step.asked] == ["name", "country"]
    language = form.step("language")
    assert language is not None
    assert [choice.value for choice in language.choices] == list(LANGUAGES)


@pytest.mark.parametrize("call_id", shipped_ids())
def test_every_shipped_call_makes_forms_with_distinct_paths(call_id: str) -> None:
    call = shipped_call(call_id)
    for form in (proposal_form(call), participant_form(call), profile_form(call), person_form(call)):
        paths = [step.path for step in form.steps]
        assert len(paths) == len(set(paths))
        assert all(len(path) <= 50 for path in paths), "a path travels in a button's 64 bytes"
