"""Every kind of rule can be said in a file, with every parameter that it takes."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from core.call import rule_kinds as kinds
from core.model.finding import Severity, Stage
from tests.core.call.tiny import call_of, tiny

LANGUAGE = Path(__file__).parents[3] / "docs" / "call-language.md"

SAID: list[tuple[str, kinds.RuleParameters]] = [
    ("", kinds.RoleMaximum()),
    ('always = ["topic"]\nproponent = ["email"]', kinds.RequiredField(always=("topic",), proponent=("email",))),
    ('answer = "title"', kinds.DurationJustified(answer="title")),
    ('answer = "title"', kinds.OnlineParticipation(answer="title")),
    (
        'answer = "minutes"\nrequired = 20\nfrom_minutes = 75',
        kinds.AudienceInteraction(answer="minutes", required=20, from_minutes=75),
    ),
    (
        'pairs = [["speaker", "moderator"]]',
        kinds.OneRolePerPerson(pairs=(frozenset({"speaker", "moderator"}),)),
    ),
    ('required = 3\nrole = "speaker"', kinds.Confirmations(required=3, role="speaker")),
    (
        'dimensions = ["sector"]\nrequired = 1\ndistinct = 1\nscope = "confirmed"',
        kinds.Diversity(dimensions=("sector",), required=1, distinct=1, scope=kinds.Scope.CONFIRMED),
    ),
    ("minima = { speaker = 2, moderator = 0 }", kinds.InPersonMinimum(minima={"speaker": 2, "moderator": 0})),
    ('roles = ["moderator"]', kinds.InPersonRole(roles=("moderator",))),
    (
        'per = "organisation"\nmaximum = 3\non_exceed = "warn"',
        kinds.ProposalLimit(per=kinds.LimitPer.ORGANISATION, maximum=3, on_exceed=kinds.OnExceed.WARN),
    ),
    (
        'attribute = "sector"\nrequired = 2\nscope = "proponents"',
        kinds.DistinctMinimum(attribute="sector", required=2, scope=kinds.Scope.PROPONENTS),
    ),
    ('attribute = "sector"\nmaximum = 1', kinds.DistinctMaximum(attribute="sector", maximum=1)),
    (
        'attribute = "sector"\nvalues = ["private"]\nmaximum = 2\nscope = "speakers"',
        kinds.ValueCount(attribute="sector", values=("private",), maximum=2, scope=kinds.Scope.SPEAKERS),
    ),
    (
        'attribute = "sector"\nvalues = ["private", "academia"]\neach = 2',
        kinds.CoversValues(attribute="sector", values=("private", "academia"), each=2),
    ),
    ('attribute = "sector"\nvalue = "private"', kinds.SingleValue(attribute="sector", value="private")),
]


MINUTES = '[fields.minutes]\nkind = "integer"\ngroup = "content"\nlabel.es = "Minutos"\n'


@pytest.mark.parametrize(("written", "parameters"), SAID, ids=lambda value: getattr(value, "kind", ""))
def test_a_rule_of_any_name_takes_the_parameters_of_its_kind(written: str, parameters: kinds.RuleParameters) -> None:
    limit = isinstance(parameters, kinds.ProposalLimit)
    weight = "" if limit else 'severity.submission = "warns"\nseverity.screening = "blocks"\n'
    call = call_of(tiny(more=f'{MINUTES}[rules.ours]\nkind = "{parameters.kind}"\nsource = "L9"\n{written}\n{weight}'))
    found = call.rule("ours")
    assert found is not None
    assert (found.parameters, found.kind, found.source) == (parameters, parameters.kind, "L9")
    warned = {Stage.SUBMISSION: Severity.WARNS}
    assert found.severity == (warned if limit else warned | {Stage.SCREENING: Severity.BLOCKS})


def test_a_rule_can_be_switched_off() -> None:
    call = call_of(tiny(("[rules.submission_window]", "[rules.submission_window]\nenabled = false")))
    assert [rule.enabled for rule in call.rules] == [False]


def test_the_document_for_organisers_names_every_kind_and_parameter() -> None:
    text = LANGUAGE.read_text("utf-8")
    rows = [line for line in text.split("\n") if line.startswith("| `")]
    for name, kind in kinds.KINDS.items():
        [row] = [line for line in rows if f"`{name}`" in line.split("|")[1]]
        assert [item.name for item in dataclasses.fields(kind) if f"`{item.name}`" not in row] == []
