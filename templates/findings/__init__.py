"""Findings in words: what is wrong and what would mend it, with the names that the call gives to things."""

from __future__ import annotations

from core.call.definition import Call, Rule
from core.model.finding import Finding, Severity, Stage
from core.model.proposal import Proposal
from templates.findings.kinds import SAID, plainly
from templates.findings.telling import Telling, Told
from templates.words import Words

__all__ = ["Told", "told"]


def told(finding: Finding, call: Call, words: Words, proposal: Proposal | None = None) -> Told:
    """Say a finding of one of the call's rules; a person is named only where `proposal` knows the name."""
    rule = call.rule(finding.rule)
    if rule is None:
        raise LookupError(finding.rule)  # a finding comes from a rule of the same call: our own bug
    telling = Telling(finding, rule, call, words, proposal)
    answer = SAID.get(finding.kind, plainly)(telling)
    return Told(f"{answer.message} {words('findings.later')}", answer.cure) if _will_block(finding, rule) else answer


def _will_block(finding: Finding, rule: Rule) -> bool:
    """Whether what is a warning now stops the proposal at the screening."""
    warns = finding.severity is Severity.WARNS and not finding.facts.get("to_review")
    return warns and rule.severity.get(Stage.SCREENING) is Severity.BLOCKS
