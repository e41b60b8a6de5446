"""The shipped calls: LACIGF 2025 against an independent table of its facts, and two more as examples."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.call import rule_kinds as kinds
from core.call.definition import Call, Reminder, Reminding, Selection
from core.call.shipped import shipped_call, shipped_ids, shipped_text
from core.model.finding import Severity, Stage
from core.model.matter import MatterKind, Way
from core.model.proposal import ParticipationStatus
from core.model.words import LANGUAGES, LocalText

# The table of session types, read from the published call: speakers min and max, moderators, rapporteurs,
# online moderators always and when hybrid, minutes or code, modalities, justification, weights Q D P M R.
TYPES = {
    "debate": ((3, 5), 1, 1, 1, ["75"], ["hybrid"], False, "20 20 20 20 20"),
    "artistic_mediation": (
        (1, 5), 0, 1, 0, ["75", "other", "permanent_exhibition"], ["hybrid", "in_person"], True, "25 10 20 20 25",
    ),
    "panel": ((4, 5), 1, 1, 1, ["75"], ["hybrid"], False, "20 20 20 20 20"),
    "lightning_talk": ((1, 5), 0, 1, 1, ["15"], ["hybrid"], False, "25 10 20 20 25"),
    "workshop": ((1, 5), 0, 1, 0, ["75", "105"], ["hybrid", "in_person"], True, "25 10 20 20 25"),
    "other": ((1, 5), 0, 1, 0, ["75", "105"], ["hybrid", "in_person"], True, "20 20 20 20 20"),
}  # fmt: skip

B, W = Severity.BLOCKS, Severity.WARNS
RULES = [
    ("submission_window", "submission_window", B, None),
    ("required_field", "required_field", B, B),
    ("field_length", "field_length", B, B),
    ("modality_allowed", "modality_allowed", B, B),
    ("duration_allowed", "duration_allowed", B, B),
    ("duration_specified", "duration_specified", B, B),
    ("duration_justified", "duration_justified", B, B),
    ("role_minimum", "role_minimum", B, B),
    ("role_maximum", "role_maximum", W, W),
    ("one_role_per_person", "one_role_per_person", W, W),
    ("confirmations", "confirmations", B, B),
    ("diversity", "diversity", B, B),
    ("diversity_missing_dimension", "diversity_missing_dimension", W, W),
    ("in_person_minimum", "in_person_minimum", B, B),
    ("in_person_role", "in_person_role", B, B),
    ("presence_mismatch", "presence_mismatch", W, W),
    ("audience_interaction", "audience_interaction", W, W),
    ("online_participation", "online_participation", W, W),
    ("proposal_limit_person", "proposal_limit", B, None),
    ("proposal_limit_organisation", "proposal_limit", B, None),
    ("report_owed", "report_owed", B, B),
    ("sector_minimum", "distinct_minimum", W, B),
    ("single_gender", "single_value", W, B),
]


@pytest.fixture(scope="module")
def lacigf() -> Call:
    return shipped_call("lacigf-2025")


def test_three_calls_are_shipped_and_found_by_id() -> None:
    assert shipped_ids() == ("fib", "igf-2023", "lacigf-2025")
    assert [shipped_call(call_id).id for call_id in shipped_ids()] == list(shipped_ids())
    with pytest.raises(KeyError):
        shipped_text("../definition")


@pytest.mark.parametrize("key", TYPES)
def test_a_session_type_holds_the_facts_of_the_table(lacigf: Call, key: str) -> None:
    (least, most), moderators, rapporteurs, online, durations, modalities, justified, weights = TYPES[key]
    found = lacigf.session_type(key)
    assert found is not None
    minima = {"speaker": least, "moderator": moderators, "rapporteur": rapporteurs, "online_moderator": online}
    assert found.minima == {role: count for role, count in minima.items() if count}
    assert found.minima_by_modality == {"hybrid": {"online_moderator": 1}}
    assert found.maxima == {"speaker": most, "moderator": 1, "rapporteur": 1, "online_moderator": 1}
    assert list(found.durations) == durations
    assert sorted(found.modalities) == modalities
    assert found.duration_justified is justified
    criteria = ("quality", "diversity", "policy", "methodology", "relevance")
    assert found.weights == dict(zip(criteria, map(int, weights.split()), strict=True))


def test_the_types_and_vocabularies_are_those_of_the_contract(lacigf: Call) -> None:
    def keys(options: tuple[object, ...]) -> str:
        return ",".join(str(option.key) for option in options)  # type: ignore[attr-defined] # options and attributes

    assert [item.key for item in lacigf.session_types] == list(TYPES)
    assert keys(lacigf.topics) == (
        "universal_access,cybersecurity,human_rights,diversity,ai_data,digital_cooperation,environment"
    )
    assert keys(lacigf.modalities) == "hybrid,in_person"
    assert keys(lacigf.durations) == "15,75,105,other,permanent_exhibition"
    assert keys(lacigf.roles) == "speaker,moderator,online_moderator,rapporteur"
    assert keys(lacigf.criteria) == "quality,diversity,policy,methodology,relevance"
    assert {item.key: keys(item.options) for item in lacigf.attributes} == {
        "sector": "government,private,civil_society,technical,academia",
        "country": "",
        "organisation": "",
        "gender": "female,male,non_binary,other",
    }


def test_durations_have_minutes_or_none(lacigf: Call) -> None:
    assert {item.key: (item.minutes, item.to_specify) for item in lacigf.durations} == {
        "15": (15, False),
        "75": (75, False),
        "105": (105, False),
        "other": (None, True),
        "permanent_exhibition": (None, False),
    }


def test_the_calendar_is_that_of_the_published_call(lacigf: Call) -> None:
    def utc(month: int, day: int) -> datetime:
        return datetime(2025, month, day, 3, tzinfo=UTC)

    assert lacigf.zone == "America/Argentina/Cordoba"
    assert {key: item.at for key, item in lacigf.moments.items()} == {
        "submission_opens": utc(7, 29),
        "webinar": utc(8, 6),
        "submission_closes": utc(8, 25),
        "evaluation_opens": utc(8, 25),
        "scoring_closes": utc(9, 18),
        "results": utc(9, 18),
        "confirmation_deadline": utc(9, 25),
        "evaluation_closes": utc(9, 25),
        "event_starts": None,
        "event_ends": None,
    }
    assert lacigf.report_days == 5


def test_the_rules_stand_in_the_order_of_the_contract_with_their_weight(lacigf: Call) -> None:
    found = [
        (rule.name, rule.kind, rule.severity.get(Stage.SUBMISSION), rule.severity.get(Stage.SCREENING))
        for rule in lacigf.rules
    ]
    assert found == RULES
    assert all(rule.enabled for rule in lacigf.rules)


def test_the_numbers_of_the_rules_are_those_of_the_published_call(lacigf: Call) -> None:
    expected: dict[str, kinds.RuleParameters] = {
        "required_field": kinds.RequiredField(),
        "confirmations": kinds.Confirmations(required=2),
        "diversity": kinds.Diversity(dimensions=("sector", "country", "gender"), required=2, distinct=2),
        "diversity_missing_dimension": kinds.DiversityMissingDimension(of="diversity"),
        "in_person_minimum": kinds.InPersonMinimum(minima={"speaker": 1}),
        "in_person_role": kinds.InPersonRole(roles=("moderator", "online_moderator")),
        "audience_interaction": kinds.AudienceInteraction(required=20, from_minutes=75),
        "proposal_limit_person": kinds.ProposalLimit(per=kinds.LimitPer.PERSON, maximum=4),
        "proposal_limit_organisation": kinds.ProposalLimit(per=kinds.LimitPer.ORGANISATION, maximum=4),
        "sector_minimum": kinds.DistinctMinimum(attribute="sector", required=2),
        "single_gender": kinds.SingleValue(attribute="gender", value="male"),
    }
    assert {rule.name: rule.parameters for rule in lacigf.rules if rule.name in expected} == expected


def test_the_form_asks_what_annex_b_lists(lacigf: Call) -> None:
    artistic = ("artistic_mediation",)
    required = ["title", "description", "objectives", "relevance", "policy_issues", "expected_results", "methodology"]
    assert [field.key for field in lacigf.fields if field.required] == required
    assert {field.key: field.required_for for field in lacigf.fields if field.required_for} == {
        "space_requirements": artistic,
        "max_people": artistic,
        "resources": artistic,
    }
    assert {field.key: field.shown_for for field in lacigf.fields if field.shown_for} == {
        "duration_justification": ("artistic_mediation", "workshop", "other"),
        "space_requirements": artistic,
        "max_people": artistic,
        "resources": artistic,
        "flexible_schedule": artistic,
    }
    caps = {field.key: field.maximum for field in lacigf.fields}
    assert caps.pop("title") == 180
    assert caps["methodology"] == 10_000
    assert min(cap or 0 for cap in caps.values()) >= 5_000
    issues = next(field for field in lacigf.fields if field.key == "policy_issues")
    assert (issues.kind, issues.minimum_items, issues.maximum_items) == ("list", 1, 3)
    assert {field.key for field in lacigf.fields} == {
        *required, "participation_strategy", "interaction_minutes", "duration_justification", "nri_origin",
        "marginalised_groups", "space_requirements", "max_people", "resources", "flexible_schedule",
    }  # fmt: skip


def test_only_the_person_says_sector_and_gender_and_gender_stays_optional_and_private(lacigf: Call) -> None:
    found = {
        item.key: (item.only_from_person, item.required_to_confirm, item.private, item.is_country)
        for item in lacigf.attributes
    }
    assert found == {
        "sector": (True, True, False, False),
        "country": (False, True, False, True),
        "organisation": (False, True, False, False),
        "gender": (True, False, True, False),
    }


def test_what_follows_after_sending(lacigf: Call) -> None:
    assert lacigf.selection == Selection(per_proponent=2, per_organisation=2, per_participant=2)
    assert lacigf.scale is None
    ways = (Way.CHAT, Way.MAIL, Way.SECRETARIAT)
    assert Reminder(key="invitation", anchor="invited", days=(3, 7, 10), ways=ways) in lacigf.reminders
    assert Reminder(key="draft", anchor="submission_closes", days=(-7, -3, -1), ways=ways[:2]) in lacigf.reminders
    assert [reminder.key for reminder in lacigf.reminders] == list(MatterKind)
    assert lacigf.reminding == Reminding()
    assert "independiente" in lacigf.independent_aliases
    assert lacigf.combinable_roles == ()
    assert ParticipationStatus.DECLINED not in lacigf.counted_statuses
    assert len(lacigf.counted_statuses) == 4


def test_every_open_reading_has_a_switch_and_a_question(lacigf: Call) -> None:
    text = shipped_text("lacigf-2025")
    asked = [line.partition("#")[2].split(":")[0].strip() for line in text.split("\n") if line.startswith("[[to_conf")]
    assert {"Z02", "Z03", "Z04", "Z06", "Z08", "Z09", "Z12", "Z13", "Z20", "Z21", "Z22", "Z23", "Z24", "Z26", "Z27",
            "Z28", "Z29", "Z34", "Z38"} <= set(asked)  # fmt: skip
    assert len(asked) == len(lacigf.to_confirm)
    readings = {item.key: item.reading for item in lacigf.to_confirm}
    assert readings["zone"] == "America/Argentina/Cordoba"
    assert readings["policies.lapse_unconfirmed"] == "false"
    assert readings["fields"] == ""


@pytest.mark.parametrize("call_id", shipped_ids())
def test_every_word_of_a_shipped_call_is_there_in_three_languages(call_id: str) -> None:
    def texts(value: object) -> list[LocalText]:
        if isinstance(value, LocalText):
            return [value] if value else []
        if hasattr(value, "__dataclass_fields__"):
            return [text for name in value.__dataclass_fields__ for text in texts(getattr(value, name))]
        if isinstance(value, dict):
            return [text for item in value.values() for text in texts(item)]
        return [text for item in value for text in texts(item)] if isinstance(value, tuple) else []

    found = texts(shipped_call(call_id))
    assert len(found) > 50
    assert [text for text in found if set(text.by_language) != set(LANGUAGES)] == []


def test_fib_is_data_only() -> None:
    call = shipped_call("fib")
    sectors = ("government", "business", "third_sector", "science_technology")
    every, names = call.rule("all_sectors"), call.moments["team_deadline"]
    assert every is not None
    assert every.parameters == kinds.CoversValues(attribute="sector", values=sectors, scope=kinds.Scope.SPEAKERS)
    assert (names.at, names.written) == (None, "results + 15d")
    assert call.session_types[0].weights["novelty"] == 0
    assert call.combinable_roles == (frozenset({"moderator", "rapporteur"}),)
    assert call.policies.anonymise_proponents
    assert {attribute.key for attribute in call.attributes} == {"sector", "region", "organisation", "gender", "race"}


def test_igf_is_data_only() -> None:
    call = shipped_call("igf-2023")
    parameters = {rule.name: rule.parameters for rule in call.rules}
    assert parameters["confirmations"] == kinds.Confirmations(required=3, role="speaker")
    assert parameters["in_person_minimum"] == kinds.InPersonMinimum(minima={"moderator": 1, "speaker": 2})
    assert parameters["another_gender"] == kinds.DistinctMinimum(
        attribute="gender", required=2, scope=kinds.Scope.SPEAKERS
    )
    assert parameters["proponent_countries"] == kinds.DistinctMinimum(
        attribute="country", required=2, scope=kinds.Scope.PROPONENTS
    )
    limit = call.rule("proposal_limit_organisation")
    assert limit is not None
    assert limit.severity == {Stage.SUBMISSION: Severity.WARNS}
    assert call.moments["results"].at == datetime(2023, 7, 14, 23, 59, 59, tzinfo=UTC)
    assert call.moments["submission_opens"].at is None
    assert len(call.session_types) == 7
