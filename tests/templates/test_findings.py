"""Every kind of finding said in every language, with nothing left out and nothing left over."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from core.call.definition import Call, FieldKind, Rule
from core.call.document import Problem
from core.call.rule_kinds import KINDS, DistinctMaximum, LimitPer, ProposalLimit, Scope
from core.call.shipped import shipped_call, shipped_ids
from core.model.finding import Finding, Severity, Stage
from core.model.proposal import Proposal
from core.rules.gate import check
from templates.call import as_text
from templates.documents import problem_told
from templates.findings import Told, told
from templates.words import LANGUAGES, Words, catalogue
from tests.core.call.tiny import call_of, tiny
from tests.core.rules.gate.proposals import LACIGF, a_proposal, findings, somebody, with_answers, with_people
from tests.support.records import NOON

FIB, IGF = shipped_call("fib"), shipped_call("igf-2023")
AT_MOST = Rule(
    name="at_most",
    enabled=True,
    severity={Stage.SUBMISSION: Severity.WARNS},
    parameters=DistinctMaximum(attribute="country", maximum=1, scope=Scope.SPEAKERS),
)
WITH_MAXIMUM = replace(LACIGF, rules=(*LACIGF.rules, AT_MOST))


def every_finding() -> Iterator[tuple[Call, Finding]]:
    """A finding of every rule of every shipped call, with every set of facts that the gate can give it."""
    for call in (*map(shipped_call, shipped_ids()), WITH_MAXIMUM):
        for rule in call.rules:
            for severity in Severity:
                for field, facts in facts_of(call, rule):
                    yield call, Finding(rule=rule.name, kind=rule.kind, severity=severity, field=field, facts=facts)


def facts_of(call: Call, rule: Rule) -> list[tuple[str, dict[str, Any]]]:
    asked = cast(Any, rule.parameters)
    role, number = call.roles[0].key, {"required": 3, "found": 1}
    team: dict[str, list[dict[str, Any]]] = {
        "submission_window": [{"opens": "2025-07-29T00:00:00-03:00", "closes": None}],
        "modality_allowed": [{"allowed": [item.key for item in call.modalities]}],
        "role_minimum": [{"role": role, "required": 1, "found": 0}, {"role": role, **number}],
        "role_maximum": [{"role": role, "maximum": 1, "found": 2}, {"role": role, "maximum": 1, "found": 3}],
        "one_role_per_person": [{"person": "p1", "roles": [item.key for item in call.roles]}],
        "confirmations": [{"required": 3, "found": found} for found in (0, 1, 2)],
        "in_person_minimum": [{"role": role, "required": 1, "found": 0}, {"role": role, **number}],
        "in_person_role": [{"person": "p1", "role": role}],
        "presence_mismatch": [{"person": "p1"}, {"role": role}],
        "proposal_limit": [{"maximum": 4, "sent": 4}, {"maximum": 1, "sent": 1}],
        "report_owed": [{"sessions": ["Taller"]}, {"sessions": ["Taller", "Panel"]}],
        "distinct_minimum": [{"required": required, "found": found} for required, found in ((1, 0), (2, 0), (2, 1))],
        "distinct_maximum": [{"maximum": 1, "found": 2}],
        "value_count": [{"required": 2, "found": 1}, {"maximum": 4, "found": 5}],
    }
    durations = [{"allowed": [item.key for item in call.durations]}]
    if rule.kind in ("duration_allowed", "duration_specified"):
        return [("duration_minutes", facts) for facts in durations]
    if rule.kind in ("duration_justified", "audience_interaction", "online_participation"):
        path = f"answers.{asked.answer}"
        if rule.kind == "audience_interaction":
            return [(path, {"required": 20, "found": found}) for found in (None, 0, 1, 5)]
        return [(path, {"field": path} if rule.kind == "online_participation" else durations[0])]
    if rule.kind == "required_field":
        paths = [*asked.always, *(item.path for item in call.fields), *(f"proponent.{key}" for key in asked.proponent)]
        return [(path, {"field": path}) for path in paths]
    if rule.kind == "field_length":
        return [(item.path, facts) for item in call.fields for facts in _excesses(item.path, item.maximum, item)]
    if rule.kind == "diversity":
        some = asked.dimensions[:1]
        return [("participants", {"dimensions_met": list(met), "required": 2}) for met in ((), some)]
    if rule.kind == "diversity_missing_dimension":
        return [("participants", {"dimension": "country"})]
    if rule.kind == "covers_values":
        return [("participants", {"value": value, "required": 2, "found": 1}) for value in asked.values]
    if rule.kind == "single_value":
        return [("participants", {"gender": "male"}), ("participants", {"gender": "male", "to_review": True})]
    return [("participants", facts) for facts in team[rule.kind]]


def _excesses(path: str, maximum: int | None, field: Any) -> list[dict[str, Any]]:
    caps = [cap for cap in (maximum, field.maximum_items if field.kind is FieldKind.LIST else None) if cap is not None]
    return [{"field": path, "maximum": cap, "found": cap + more} for cap in caps for more in (1, 1000)]


def test_every_kind_is_tried() -> None:
    assert {finding.kind for _, finding in every_finding()} == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_message_and_a_cure(language: str) -> None:
    words = Words(language)
    for call, finding in every_finding():
        answer = told(finding, call, words)
        for text in (answer.message, answer.cure):
            assert text[-1] == ".", (finding, text)
            assert text[0].isupper() or text[0] in "«“" or text[0].isdigit(), (finding, text)
            assert not set(text) & set("{}_"), (finding, text)
            assert "None" not in text, (finding, text)
            assert "  " not in text, (finding, text)


@pytest.mark.parametrize("language", ["pt", "en"])
def test_no_finding_is_said_in_spanish_elsewhere(language: str) -> None:
    """Names of things may be the same in two languages, whole findings are not."""
    same = [
        finding.kind
        for call, finding in every_finding()
        if told(finding, call, Words(language)) == told(finding, call, Words("es"))
    ]
    assert same == []


def test_every_word_of_the_room_is_said_by_some_finding() -> None:
    """A key that no finding uses would be left over."""
    asked: set[str] = set()

    class Listening(Words):
        def __call__(self, key: str, /, **facts: object) -> str:
            asked.add(key)
            return super().__call__(key, **facts)

    listening = Listening("es")
    for call, finding in every_finding():
        told(finding, call, listening, a_proposal(participants=(somebody("q", "speaker", "moderator"),)))
    opening = LACIGF.moments["submission_opens"]
    unknown = {**LACIGF.moments, "submission_closes": replace(opening, at=None)}
    window = Finding(rule="submission_window", kind="submission_window", severity=Severity.BLOCKS, field="", facts={})
    told(window, replace(LACIGF, moments=unknown), listening)
    left = {key for key in catalogue("es") if key.startswith("findings.")} - asked
    assert left == set()


def says(*rules: str, of: Any, language: str = "es") -> list[Told]:
    return [told(item, LACIGF, Words(language), of) for item in findings(of) if item.rule in rules]


def test_a_person_is_named_only_where_the_name_is_known() -> None:
    ana = somebody("q", "moderator", "speaker", name=" Ana\nGómez ")
    known, unknown = (with_people(a_proposal("workshop"), person) for person in (ana, replace(ana, name=None)))
    assert says("one_role_per_person", of=known)[0].message.startswith("Ana Gómez tiene los roles Ponente y Moderación")
    assert says("one_role_per_person", of=unknown)[0].message.startswith("Alguien de la lista tiene los roles")


def test_a_warning_that_blocks_later_says_so() -> None:
    man = somebody("a", "speaker", gender="male")
    only = a_proposal("workshop", participants=(man, somebody("b", "rapporteur", gender="male")))
    later = Words("en")("findings.later")
    assert [answer.message.endswith(later) for answer in says("single_gender", of=only, language="en")] == [True]
    some = a_proposal("workshop", participants=(man, somebody("b", "rapporteur")))
    assert [answer.message.endswith(later) for answer in says("single_gender", of=some, language="en")] == [False]


def test_numbers_are_written_as_the_language_does() -> None:
    long = with_answers(a_proposal(), title="t" * 6300)
    assert says("field_length", of=long) == [
        Told("«Título de la sesión» tiene 6.300 caracteres y admite hasta 180.", "Quite al menos 6.120 caracteres.")
    ]
    assert says("field_length", of=long, language="en") == [
        Told("“Title of the session” has 6,300 characters and takes up to 180.", "Take out at least 6,120 characters.")
    ]


def test_the_window_is_told_in_days_that_people_know() -> None:
    finding = Finding(rule="submission_window", kind="submission_window", severity=Severity.BLOCKS, field="")
    message = told(finding, LACIGF, Words("es")).message
    assert message.startswith("Las propuestas se envían desde el 29 de julio de 2025")
    assert "24 de agosto de 2025, 23:59" in message


@pytest.mark.parametrize(
    ("at", "last", "said"),
    [
        ("2025-08-24T18:30:00", "2025-08-24T18:30:00-03:00", "until 24 August 2025, 18:30 (Argentina"),
        ("2025-08-24T23:59:59Z", "2025-08-24T20:59:59-03:00", "until 24 August 2025, 20:59 (Argentina"),
        ("2025-08-24\nend_of_day = false", "2025-08-23T23:59:59-03:00", "until 23 August 2025, 23:59 (Argentina"),
    ],
)
def test_the_words_and_the_facts_of_a_close_agree_to_the_minute(at: str, last: str, said: str) -> None:
    call = call_of(tiny(("at = 2025-08-24", f"at = {at}"), ("at = 2025-07-29", 'at = "unknown"')))
    [found] = check(call, Proposal(call="tiny"), now=datetime(2025, 9, 1, tzinfo=UTC))
    assert found.facts["closes"] == last
    assert said in told(found, call, Words("en")).message
    day, hour = said.removeprefix("until ").split(" (")[0].split(", ")
    assert f"{hour} inclusive" in as_text(call, "es", NOON)
    assert day.split()[0] in as_text(call, "es", NOON)


@pytest.mark.parametrize(
    ("language", "duration", "modality", "values"),
    [
        ("es", "1 hora y 15 minutos o 1 hora y 45 minutos.", "Híbrida o Presencial.", "Negra, Parda o Indígena"),
        ("pt", "1 hora e 15 minutos ou 1 hora e 45 minutos.", "Híbrida ou Presencial.", "Preta, Parda ou Indígena"),
        ("en", "1 hour and 15 minutes or 1 hour and 45 minutes.", "Hybrid or In person.", "Black, Brown or Indigenous"),
    ],
)
def test_of_several_things_one_is_to_be_chosen(language: str, duration: str, modality: str, values: str) -> None:
    words = Words(language)

    def said(call: Call, rule: str, **facts: object) -> Told:
        found = call.rule(rule)
        assert found is not None
        return told(Finding(rule=rule, kind=found.kind, severity=Severity.BLOCKS, field="", facts=facts), call, words)

    assert duration in said(LACIGF, "duration_allowed", allowed=["75", "105"]).cure
    assert modality in said(LACIGF, "modality_allowed", allowed=["hybrid", "in_person"]).cure
    assert values in said(FIB, "black_brown_or_indigenous", required=1, found=0).message


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_of_something_is_not_said_as_many(language: str) -> None:
    many = ("propuestas", "propostas", "proposals", "informes", "relatórios", "reports", "minutos", "minutes")
    many += ("valores", "values")
    words = Words(language)
    rules = ("proposal_limit_person", "proposal_limit_organisation", "report_owed", "another_gender")
    facts = {"sent": 1, "maximum": 1, "sessions": ["X"], "required": 1, "found": 0}
    for name in rules:
        rule = IGF.rule(name)
        assert rule is not None
        answer = told(Finding(rule=name, kind=rule.kind, severity=Severity.BLOCKS, field="", facts=facts), IGF, words)
        assert [word for word in many if word in answer.message] == []
    path = "answers.interaction_minutes"
    few = {"required": 1, "found": 0}
    short = Finding(
        rule="audience_interaction", kind="audience_interaction", severity=Severity.WARNS, field=path, facts=few
    )
    cure = told(short, LACIGF, words).cure
    assert "1 minuto " in cure or "1 minute " in cure


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ["Cada persona propone hasta 1 sesión.", "Cada organización propone hasta 3 sesiones."]),
        ("pt", ["Cada pessoa propõe até 1 sessão.", "Cada organização propõe até 3 sessões."]),
        ("en", ["Each person proposes at most 1 session.", "Each organisation proposes at most 3 sessions."]),
    ],
)
def test_a_call_tells_limits_in_the_number_that_they_have(language: str, said: list[str]) -> None:
    one = replace(IGF, rules=tuple(replace(rule, parameters=_one_each(rule)) for rule in IGF.rules))
    text = as_text(one, language, NOON)
    assert [sentence for sentence in said if sentence not in text] == []


def _one_each(rule: Rule) -> Any:
    limits = isinstance(rule.parameters, ProposalLimit) and rule.parameters.per is LimitPer.PERSON
    return replace(cast(ProposalLimit, rule.parameters), maximum=1) if limits else rule.parameters


@pytest.mark.parametrize("per", LimitPer)
def test_a_limit_says_whose(per: LimitPer) -> None:
    whose = {LimitPer.PERSON: "por usted", LimitPer.ORGANISATION: "por su organización"}
    facts = {"maximum": 4, "sent": 4}
    rule = f"proposal_limit_{per.value}"
    finding = Finding(rule=rule, kind="proposal_limit", severity=Severity.BLOCKS, field="proponent", facts=facts)
    assert whose[per] in told(finding, LACIGF, Words("es")).message


PROBLEMS = [
    Problem("wrong_type", "answers", {"wanted": wanted, "found": found})
    for wanted in ("object", "list", "text", "whole")
    for found in ("flag", "decimal", "null")
] + [
    Problem("unknown_key", "", {"name": "x", "known": "a, b"}),
    Problem("unknown_option", "topic", {"value": "x", "known": "a, b", "suggestion": "a"}),
    Problem("out_of_range", "answers.max_people", {"least": 0, "most": 9}),
    Problem("too_many", "participants", {"maximum": 500, "found": 501}),
    Problem("attribute_of_no_use", "participants[0].country", {"name": "country"}),
    Problem("not_a_country", "participants[0].country", {"value": "Argentina"}),
    Problem("too_large", "", {"maximum": 4096}),
    Problem("not_utf8", "", {"line": 1, "column": 2}),
    Problem("empty", ""),
    Problem("not_json", "", {"line": 1, "column": 2}),
    Problem("several", "", {"line": 2, "column": 1}),
    Problem("too_deep", "", {"line": 1, "column": 101}),
    Problem("number_too_long", "", {"line": 1, "column": 2}),
    Problem("duplicate_key", "", {"name": "a", "line": 1, "column": 2}),
    Problem("not_a_number", "", {"name": "NaN", "line": 1, "column": 2}),
    Problem("half_character", "", {"code": "\\ud800", "line": 1, "column": 2}),
    Problem("no_call", "", {"names": "fib"}),
    Problem("unknown_call", "call", {"name": "x", "names": "fib"}),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.kind)
def test_every_problem_of_a_document_is_said_with_its_place(problem: Problem, language: str) -> None:
    said = problem_told(problem, Words(language))
    assert said.endswith((".", "?"))
    assert problem.place in said
    assert {name for _, name, _, _ in string.Formatter().parse(said.replace("{…}", "")) if name} == set()


def test_no_problem_of_a_document_goes_unsaid() -> None:
    further = {"at", "spot", "in_line", "in_line_spot", "suggestion", "known"}
    kinds = {key.split(".")[2] for key in catalogue("es") if key.startswith("check.problem.")} - further
    assert kinds == {problem.kind for problem in PROBLEMS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_known_no_empty_list_is_told(language: str) -> None:
    problem = Problem("unknown_key", "participants[0].attributes", {"name": "x", "known": ""})
    assert problem_told(problem, Words(language)).count(":") == 1
