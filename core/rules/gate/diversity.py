"""Rules that count values of an attribute among people: the two-of-three rule and its relatives of other calls.

Which attribute and whom a rule looks at stand in the call's rule; the facts hold only what was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from core.call.definition import Rule
from core.call.rule_kinds import (
    CoversValues,
    DistinctMaximum,
    DistinctMinimum,
    Diversity,
    DiversityMissingDimension,
    Scope,
    SingleValue,
    ValueCount,
)
from core.model.finding import Finding
from core.rules.gate.case import Case
from core.rules.gate.people import known_values

TEAM = "participants"


def diversity(case: Case, rule: Rule, asked: Diversity) -> Iterator[Finding]:
    """V02, Z01: enough dimensions with enough distinct known values."""
    met = dimensions_met(case, asked)
    if len(met) < asked.required:
        yield case.found(rule, TEAM, dimensions_met=list(met), required=asked.required)


def diversity_missing_dimension(case: Case, rule: Rule, asked: DiversityMissingDimension) -> Iterator[Finding]:
    """V13: where the diversity rule is met but not in every dimension, tell which is lacking."""
    of = case.call.rule(asked.of)
    if of is None:
        return
    dimensions = cast(Diversity, of.parameters)
    met = dimensions_met(case, dimensions)
    if len(met) >= dimensions.required:
        for dimension in dimensions.dimensions:
            if dimension not in met:
                yield case.found(rule, TEAM, dimension=dimension)


def dimensions_met(case: Case, asked: Diversity) -> tuple[str, ...]:
    """Return the dimensions that are met; unknown values never count (Z24)."""
    return tuple(key for key in asked.dimensions if _distinct(case, asked.scope, key) >= asked.distinct)


def distinct_minimum(case: Case, rule: Rule, asked: DistinctMinimum) -> Iterator[Finding]:
    """V04, Z02: at least so many distinct known values."""
    found = _distinct(case, asked.scope, asked.attribute)
    if found < asked.required:
        yield case.found(rule, TEAM, required=asked.required, found=found)


def distinct_maximum(case: Case, rule: Rule, asked: DistinctMaximum) -> Iterator[Finding]:
    """At most so many distinct known values: for forums of one country or region (no rule of LACIGF, FIB or IGF)."""
    found = _distinct(case, asked.scope, asked.attribute)
    if found > asked.maximum:
        yield case.found(rule, TEAM, maximum=asked.maximum, found=found)


def value_count(case: Case, rule: Rule, asked: ValueCount) -> Iterator[Finding]:
    """FIB's `southeast_at_most_half` and `black_brown_or_indigenous`: between a least and a most number of people."""
    found = sum(value in asked.values for value in _values(case, asked.scope, asked.attribute))
    if asked.minimum is not None and found < asked.minimum:
        yield case.found(rule, TEAM, required=asked.minimum, found=found)
    if asked.maximum is not None and found > asked.maximum:
        yield case.found(rule, TEAM, maximum=asked.maximum, found=found)


def covers_values(case: Case, rule: Rule, asked: CoversValues) -> Iterator[Finding]:
    """FIB's `all_sectors`: one finding for each listed value that too few people hold."""
    values = _values(case, asked.scope, asked.attribute)
    for value in asked.values:
        found = values.count(value)
        if found < asked.each:
            yield case.found(rule, TEAM, value=value, required=asked.each, found=found)


def single_value(case: Case, rule: Rule, asked: SingleValue) -> Iterator[Finding]:
    """V05, Z03: everybody is known to have the one value; where somebody is unknown a person looks, nothing blocks."""
    values = _values(case, asked.scope, asked.attribute)
    if {value for value in values if value is not None} != {asked.value}:
        return
    told = case.for_review if None in values else case.found
    yield told(rule, TEAM, **{asked.attribute: asked.value})


def _values(case: Case, scope: Scope, attribute: str) -> list[str | None]:
    return known_values(case.call, case.proposal, case.people, scope, attribute)


def _distinct(case: Case, scope: Scope, attribute: str) -> int:
    return len({value for value in _values(case, scope, attribute) if value is not None})
