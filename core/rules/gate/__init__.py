"""The gate: is this proposal complete and lawful, at this moment and stage?

`check` answers every failure at once, as data, in the order of the call's rules; `sendable` says whether none of them
blocks. The meaning of each kind of rule is in `core.call.rule_kinds`, its source in the docstring of its function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from core.call.definition import Call, Rule
from core.model.finding import Finding, Stage
from core.model.proposal import Proposal
from core.rules.gate import diversity, form, limits, team
from core.rules.gate.case import Case, case_of

RuleFunction = Callable[[Case, Rule, Any], Iterator[Finding]]
"""(what is asked about, the rule of the call, the parameters of its kind) -> its failures."""

RULES: Mapping[str, RuleFunction] = {
    "submission_window": form.submission_window,
    "required_field": form.required_field,
    "field_length": form.field_length,
    "modality_allowed": form.modality_allowed,
    "duration_allowed": form.duration_allowed,
    "duration_specified": form.duration_specified,
    "duration_justified": form.duration_justified,
    "audience_interaction": form.audience_interaction,
    "online_participation": form.online_participation,
    "role_minimum": team.role_minimum,
    "role_maximum": team.role_maximum,
    "one_role_per_person": team.one_role_per_person,
    "confirmations": team.confirmations,
    "in_person_minimum": team.in_person_minimum,
    "in_person_role": team.in_person_role,
    "presence_mismatch": team.presence_mismatch,
    "diversity": diversity.diversity,
    "diversity_missing_dimension": diversity.diversity_missing_dimension,
    "distinct_minimum": diversity.distinct_minimum,
    "distinct_maximum": diversity.distinct_maximum,
    "value_count": diversity.value_count,
    "covers_values": diversity.covers_values,
    "single_value": diversity.single_value,
    "proposal_limit": limits.proposal_limit,
    "report_owed": limits.report_owed,
}
"""Kind -> the function that answers it."""


def check(call: Call, proposal: Proposal, *, now: datetime, stage: Stage = Stage.SUBMISSION) -> tuple[Finding, ...]:
    """Return everything that is wrong with the proposal; `now` is when the act that counts was stored (aware)."""
    case = case_of(call, proposal, now, stage)
    asked = (rule for rule in call.rules if rule.enabled and stage in rule.severity)
    return tuple(finding for rule in asked for finding in RULES[rule.kind](case, rule, rule.parameters))


def sendable(findings: Iterable[Finding]) -> bool:
    """Whether nothing blocks: at screening this reads as eligible."""
    return not any(finding.blocks for finding in findings)
