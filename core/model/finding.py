"""What a rule answers: findings, as data."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    BLOCKS = "blocks"
    WARNS = "warns"


class Stage(StrEnum):
    """When a rule is asked."""

    SUBMISSION = "submission"
    SCREENING = "screening"


@dataclass(frozen=True, slots=True)
class Finding:
    """One failure of one rule.

    `rule` is the name in the call file, `kind` the kind of rule behind it (the words hang on it),
    `field` the dotted path of the place to mend, `facts` JSON-able values that the words need.
    """

    rule: str
    kind: str
    severity: Severity
    field: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        """Whether this finding alone keeps the proposal from passing."""
        return self.severity is Severity.BLOCKS
