"""The kinds of rule that a call file can switch on, with the parameters each takes.

A rule of a call has a name of its own and one of these kinds; most names of LACIGF equal their kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Scope(StrEnum):
    """Whom a count looks at."""

    ROLE_HOLDERS = "role_holders"
    SPEAKERS = "speakers"
    PROPONENTS = "proponents"
    CONFIRMED = "confirmed"


class LimitPer(StrEnum):
    """Whose proposals a limit counts."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleParameters:
    """Base of all parameters; kinds without any use `Plain...` subclasses with nothing to set."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionWindow(RuleParameters):
    """The act was stored between the opening and the close, both days whole (D02)."""

    kind: ClassVar[str] = "submission_window"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredField(RuleParameters):
    """Every required field has an answer (F01); `always` lists the structural paths besides the call's fields."""

    kind: ClassVar[str] = "required_field"
    always: tuple[str, ...] = ("session_type", "modality", "duration", "topic")
    proponent: tuple[str, ...] = ("name", "email", "country", "organisation", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLength(RuleParameters):
    """No text is longer, and no list has more items, than its cap (F04)."""

    kind: ClassVar[str] = "field_length"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityAllowed(RuleParameters):
    """The session type allows the modality (M02)."""

    kind: ClassVar[str] = "modality_allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationAllowed(RuleParameters):
    """The session type allows the duration (U02)."""

    kind: ClassVar[str] = "duration_allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationSpecified(RuleParameters):
    """A duration to specify has minutes and a text (U03)."""

    kind: ClassVar[str] = "duration_specified"


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationJustified(RuleParameters):
    """Types that choose a duration say why (U01)."""

    kind: ClassVar[str] = "duration_justified"
    answer: str = "duration_justification"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMinimum(RuleParameters):
    """Enough distinct people for every role of the type (R02, R05)."""

    kind: ClassVar[str] = "role_minimum"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMaximum(RuleParameters):
    """Not more people in a role than the type takes (R03)."""

    kind: ClassVar[str] = "role_maximum"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRolePerPerson(RuleParameters):
    """A person holds one role, unless the call lists the pair as combinable (R12)."""

    kind: ClassVar[str] = "one_role_per_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmations(RuleParameters):
    """Enough distinct role holders said yes (C02); `role` restricts to one role."""

    kind: ClassVar[str] = "confirmations"
    required: int
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversity(RuleParameters):
    """At least `required` of the dimensions have `distinct` known values (V02)."""

    kind: ClassVar[str] = "diversity"
    dimensions: tuple[str, ...]
    required: int
    distinct: int = 2
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversityMissingDimension(RuleParameters):
    """Where `of` (a diversity rule's name) is met, tell each dimension that is not (V13)."""

    kind: ClassVar[str] = "diversity_missing_dimension"
    of: str = "diversity"


@dataclass(frozen=True, slots=True, kw_only=True)
class InPersonMinimum(RuleParameters):
    """role -> how many of its holders must be on site (M10)."""

    kind: ClassVar[str] = "in_person_minimum"
    minima: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class InPersonRole(RuleParameters):
    """Whoever holds one of these roles is on site (M11, M12)."""

    kind: ClassVar[str] = "in_person_role"
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceMismatch(RuleParameters):
    """Nobody online, and no unneeded remote host, in an in-person session (Z18)."""

    kind: ClassVar[str] = "presence_mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceInteraction(RuleParameters):
    """Minutes with the public in sessions of `from_minutes` or more (F08, Z10)."""

    kind: ClassVar[str] = "audience_interaction"
    required: int
    from_minutes: int
    answer: str = "interaction_minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineParticipation(RuleParameters):
    """A hybrid proposal says how online people take part (M03)."""

    kind: ClassVar[str] = "online_participation"
    answer: str = "participation_strategy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLimit(RuleParameters):
    """Sent, not withdrawn proposals per person or organisation (L01, L02)."""

    kind: ClassVar[str] = "proposal_limit"
    per: LimitPer
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOwed(RuleParameters):
    """Nobody who owes a report of the last edition (O04)."""

    kind: ClassVar[str] = "report_owed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctMinimum(RuleParameters):
    """At least `required` distinct known values of an attribute (V04)."""

    kind: ClassVar[str] = "distinct_minimum"
    attribute: str
    required: int
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctMaximum(RuleParameters):
    """At most `maximum` distinct known values of an attribute."""

    kind: ClassVar[str] = "distinct_maximum"
    attribute: str
    maximum: int
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCount(RuleParameters):
    """Between `minimum` and `maximum` people whose attribute is one of `values` (either bound may be absent)."""

    kind: ClassVar[str] = "value_count"
    attribute: str
    values: tuple[str, ...]
    minimum: int | None = None
    maximum: int | None = None
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class CoversValues(RuleParameters):
    """Every listed value is held by at least `each` people (FIB: all four sectors)."""

    kind: ClassVar[str] = "covers_values"
    attribute: str
    values: tuple[str, ...]
    each: int = 1
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleValue(RuleParameters):
    """Not everybody has the value `value` (V05); where somebody is unknown it is for review and never blocks."""

    kind: ClassVar[str] = "single_value"
    attribute: str
    value: str
    scope: Scope = Scope.ROLE_HOLDERS


KINDS: Mapping[str, type[RuleParameters]] = {
    cls.kind: cls
    for cls in (
        SubmissionWindow, RequiredField, FieldLength, ModalityAllowed, DurationAllowed, DurationSpecified,
        DurationJustified, RoleMinimum, RoleMaximum, OneRolePerPerson, Confirmations, Diversity,
        DiversityMissingDimension, InPersonMinimum, InPersonRole, PresenceMismatch, AudienceInteraction,
        OnlineParticipation, ProposalLimit, ReportOwed, DistinctMinimum, DistinctMaximum, ValueCount,
        CoversValues, SingleValue,
    )
}  # fmt: skip
