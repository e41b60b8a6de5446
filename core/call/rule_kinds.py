"""The kinds of rule that a call file can switch on, with the parameters each takes.

A rule of a call has a name of its own and one of these kinds; most names of LACIGF equal their kind. A kind may serve
several rules of one call under different names. Each docstring is the kind's whole meaning: the loader reads the
parameters off the dataclass (a field's type, default and `refers_to`), the gate answers by it.

Common to all: people who declined or were withdrawn and people without a role never count; unknown values are never
a value. The merging of entries that are one person, and the statuses that count, are `Call.counted_statuses`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from enum import StrEnum
from typing import Any, ClassVar


class Scope(StrEnum):
    """Whom a count looks at.

    `role_holders`: everybody with a role whose status counts; `speakers`: those of them who hold the call's
    `speaker_role`; `confirmed`: those of them who said yes; `proponents`: proponent and co-proponent (their country
    and organisation are known by the form; other attributes only where they also stand among the participants).
    """

    ROLE_HOLDERS = "role_holders"
    SPEAKERS = "speakers"
    PROPONENTS = "proponents"
    CONFIRMED = "confirmed"


class LimitPer(StrEnum):
    """Whose proposals a limit counts: the main proponent's, or those of the main proponent's organisation (Z13)."""

    PERSON = "person"
    ORGANISATION = "organisation"


class OnExceed(StrEnum):
    """What one proposal too many meets: a closed gate, or a warning that people read."""

    BLOCK = "block"
    WARN = "warn"


PROSE = ("text", "long_text")
"""Kinds of field whose answer is a text."""


def refers_to(what: str, default: Any = MISSING, *, kinds: tuple[str, ...] = ()) -> Any:
    """Declare a parameter whose texts must be keys of the call.

    `what` is 'role', 'attribute', 'answer', 'rule', 'value' (an option of the rule's own `attribute`), 'structure'
    (a key of the proposal document itself) or 'contact' (a key of its proponent). `kinds` are the kinds that the field
    ('answer') or the rule ('rule') may have; empty means any.
    """
    return field(default=default, metadata={"refers_to": what, "kinds": kinds})


def at_least(least: int, default: Any = MISSING) -> Any:
    """Declare a number with which a rule means something only from `least` on (others may be 0)."""
    return field(default=default, metadata={"least": least})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleParameters:
    """Base of all parameters; a kind with nothing to set adds only its name."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionWindow(RuleParameters):
    """The act was stored between the opening and the close, both days whole (D02).

    Where it only warns, what comes late can be sent: to everything that asks, such a call never closes.
    """

    kind: ClassVar[str] = "submission_window"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredField(RuleParameters):
    """Every required field has an answer (F01): one finding a field, a blank text is missing.

    `always` lists the structural keys and `proponent` the proponent's keys that are asked besides the call's fields.
    """

    kind: ClassVar[str] = "required_field"
    always: tuple[str, ...] = refers_to("structure", ("session_type", "modality", "duration", "topic"))
    proponent: tuple[str, ...] = refers_to("contact", ("name", "email", "country", "organisation", "phone"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLength(RuleParameters):
    """No text (or item of a list) is longer, no list has more items, no number is larger than its cap (F04)."""

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
    answer: str = refers_to("answer", "duration_justification", kinds=PROSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMinimum(RuleParameters):
    """Enough distinct people for every role of the type (R02, R05).

    A person fills one place; the assignment of people to places that fills most places counts, unless the call lists
    the pair of roles as combinable.
    """

    kind: ClassVar[str] = "role_minimum"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMaximum(RuleParameters):
    """Not more people in a role than the type takes (R03); every role that a person holds counts here."""

    kind: ClassVar[str] = "role_maximum"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRolePerPerson(RuleParameters):
    """A person holds one role, unless the call lists the pair as combinable (R12).

    With `pairs`, only these pairs are told (a call that forbids some pairs and lets the others be); such a pair is
    told even where it is combinable. Empty means every pair that is not combinable.
    """

    kind: ClassVar[str] = "one_role_per_person"
    pairs: tuple[frozenset[str], ...] = refers_to("role", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmations(RuleParameters):
    """Enough distinct role holders said yes (C02); with `role`, enough holders of that role (IGF: three speakers)."""

    kind: ClassVar[str] = "confirmations"
    required: int
    role: str | None = refers_to("role", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversity(RuleParameters):
    """At least `required` of the `dimensions` (attributes) have `distinct` known values in the scope (V02)."""

    kind: ClassVar[str] = "diversity"
    dimensions: tuple[str, ...] = refers_to("attribute")
    required: int
    distinct: int = at_least(1, 2)
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversityMissingDimension(RuleParameters):
    """Where `of` (a diversity rule's name) is met, tell each dimension that is not (V13)."""

    kind: ClassVar[str] = "diversity_missing_dimension"
    of: str = refers_to("rule", "diversity", kinds=("diversity",))


@dataclass(frozen=True, slots=True, kw_only=True)
class InPersonMinimum(RuleParameters):
    """role -> how many of its holders must be on site (M10); an unknown attendance is not on site."""

    kind: ClassVar[str] = "in_person_minimum"
    minima: Mapping[str, int] = refers_to("role")


@dataclass(frozen=True, slots=True, kw_only=True)
class InPersonRole(RuleParameters):
    """Whoever holds one of these roles is on site (M11, M12); an unknown attendance fails, one finding per role."""

    kind: ClassVar[str] = "in_person_role"
    roles: tuple[str, ...] = refers_to("role")


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceMismatch(RuleParameters):
    """Nobody online, and no remote host that the minima do not ask for, in an in-person session (Z18)."""

    kind: ClassVar[str] = "presence_mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceInteraction(RuleParameters):
    """At least `required` minutes with the public in sessions of `from_minutes` or more (F08, Z10).

    A missing number is a finding too; a duration without minutes (an exhibition) is exempt.
    """

    kind: ClassVar[str] = "audience_interaction"
    required: int
    from_minutes: int
    answer: str = refers_to("answer", "interaction_minutes", kinds=("integer",))


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineParticipation(RuleParameters):
    """A hybrid proposal says how online people take part (M03)."""

    kind: ClassVar[str] = "online_participation"
    answer: str = refers_to("answer", "participation_strategy", kinds=PROSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLimit(RuleParameters):
    """At most `maximum` sent proposals per person or organisation, this one included (L01, L02).

    The proposal's `History` holds the numbers of the others: sent, not withdrawn, as main proponent (Z14).
    Organisations among the call's `independent_aliases`, or none, have no limit. `on_exceed` is how the file says the
    severity at submission (the loader sets the rule's severity from it); limits are not asked again later.
    """

    kind: ClassVar[str] = "proposal_limit"
    per: LimitPer
    maximum: int = at_least(1)
    on_exceed: OnExceed = OnExceed.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOwed(RuleParameters):
    """The proponent owes no report of the last edition (O04)."""

    kind: ClassVar[str] = "report_owed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctMinimum(RuleParameters):
    """At least `required` distinct known values of an attribute (V04; IGF: a speaker of another gender is 2)."""

    kind: ClassVar[str] = "distinct_minimum"
    attribute: str = refers_to("attribute")
    required: int
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctMaximum(RuleParameters):
    """At most `maximum` distinct known values of an attribute (for a forum of one country; in no shipped call)."""

    kind: ClassVar[str] = "distinct_maximum"
    attribute: str = refers_to("attribute")
    maximum: int = at_least(1)
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCount(RuleParameters):
    """Between `minimum` and `maximum` people whose attribute is one of `values`; either bound may be absent (FIB)."""

    kind: ClassVar[str] = "value_count"
    attribute: str = refers_to("attribute")
    values: tuple[str, ...] = refers_to("value")
    minimum: int | None = None
    maximum: int | None = None
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class CoversValues(RuleParameters):
    """Every listed value is held by at least `each` people (FIB: all four sectors)."""

    kind: ClassVar[str] = "covers_values"
    attribute: str = refers_to("attribute")
    values: tuple[str, ...] = refers_to("value")
    each: int = at_least(1, 1)
    scope: Scope = Scope.ROLE_HOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleValue(RuleParameters):
    """Not everybody has the value `value` (V05); where somebody is unknown it is for review and never blocks."""

    kind: ClassVar[str] = "single_value"
    attribute: str = refers_to("attribute")
    value: str = refers_to("value")
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
