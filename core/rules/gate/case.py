"""What a rule is asked about: one proposal, one moment, one stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.call.definition import Call, Rule, SessionType
from core.model.finding import Finding, Severity, Stage
from core.model.proposal import Participant, Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`people` are the counted people, merged; `type` is None while the session type is unknown."""

    call: Call
    proposal: Proposal
    now: datetime
    stage: Stage
    people: tuple[Participant, ...]
    type: SessionType | None

    @property
    def minima(self) -> dict[str, int]:
        """Places asked of each role by type and modality, in the call's order of roles; empty without a type."""
        if self.type is None:
            return {}
        by_modality = self.type.minima_by_modality.get(self.proposal.modality or "", {})
        asked = {
            role.key: max(self.type.minima.get(role.key, 0), by_modality.get(role.key, 0)) for role in self.call.roles
        }
        return {role: number for role, number in asked.items() if number}

    def found(self, rule: Rule, path: str, /, **facts: object) -> Finding:
        """Return a finding of `rule` at `path`, as severe as the call says for this stage."""
        return Finding(rule=rule.name, kind=rule.kind, severity=rule.severity[self.stage], field=path, facts=facts)

    def for_review(self, rule: Rule, path: str, /, **facts: object) -> Finding:
        """Return a finding that a person must look at: it never blocks."""
        facts = {**facts, "to_review": True}
        return Finding(rule=rule.name, kind=rule.kind, severity=Severity.WARNS, field=path, facts=facts)


_UNSEEN = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + "\u200b\u200c\u200d\u2060\ufeff"
"""White space, and the signs of no width that come along with pasted text."""


def blank(value: object) -> bool:
    """Whether an answer is missing: None, a text with nothing to see, or a list of such."""
    if isinstance(value, str):
        return not value.strip(_UNSEEN)
    if isinstance(value, tuple | list):
        return all(blank(item) for item in value)
    return value is None
