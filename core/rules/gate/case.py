"""What a rule is asked about: one proposal, one moment, one stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.call.blank import is_blank
from core.call.definition import Call, Rule, SessionType
from core.model.finding import Finding, Severity, Stage
from core.model.proposal import Participant, Proposal
from core.rules.gate.people import counted_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`people` are the counted people, merged; `type` is None while the session type is unknown."""

    call: Call
    proposal: Proposal
    now: datetime
    stage: Stage
    people: tuple[Participant, ...]
    type: SessionType | None
    minima: Mapping[str, int]
    """Places asked of each role by type and modality, in the call's order of roles."""
    maxima: Mapping[str, int]
    """The most people that a role takes; a role that is not there takes any number."""

    def found(self, rule: Rule, path: str, /, **facts: object) -> Finding:
        """Return a finding of `rule` at `path`, as severe as the call says for this stage."""
        return Finding(rule=rule.name, kind=rule.kind, severity=rule.severity[self.stage], field=path, facts=facts)

    def for_review(self, rule: Rule, path: str, /, **facts: object) -> Finding:
        """Return a finding that a person must look at: it never blocks."""
        facts = {**facts, "to_review": True}
        return Finding(rule=rule.name, kind=rule.kind, severity=Severity.WARNS, field=path, facts=facts)


def case_of(call: Call, proposal: Proposal, now: datetime, stage: Stage) -> Case:
    """Return the case of a proposal, with what several rules need worked out once."""
    kind = call.session_type(proposal.session_type)
    return Case(
        call=call,
        proposal=proposal,
        now=now,
        stage=stage,
        people=counted_people(call, proposal.participants),
        type=kind,
        minima=_minima(call, kind, proposal.modality),
        maxima=_common_maxima(call) if kind is None else kind.maxima,
    )


def _minima(call: Call, kind: SessionType | None, modality: str | None) -> dict[str, int]:
    """R02, R05: of what the type asks and what the modality asks, the larger number counts.

    While the type is unknown its row asks nothing, but a modality asks what it asks in every type.
    """
    if kind is None:
        every = [item.minima_by_modality.get(modality or "", {}) for item in call.session_types]
        asked = {role.key: min(further.get(role.key, 0) for further in every) for role in call.roles}
    else:
        further = kind.minima_by_modality.get(modality or "", {})
        asked = {role.key: max(kind.minima.get(role.key, 0), further.get(role.key, 0)) for role in call.roles}
    return {role: number for role, number in asked.items() if number}


def _common_maxima(call: Call) -> dict[str, int]:
    """R03: while the type is unknown, what no type would take; a role without a maximum somewhere has none."""
    common = set[str].intersection(*(set(item.maxima) for item in call.session_types))
    return {role: max(item.maxima[role] for item in call.session_types) for role in common}


def blank(value: object) -> bool:
    """Whether an answer is missing: None, a text with nothing to see, or a list of such."""
    if isinstance(value, str):
        return is_blank(value)
    if isinstance(value, tuple | list):
        return all(blank(item) for item in value)
    return value is None
