"""The section `rules`: each rule's kind, stages and severities, and the parameters that its dataclass declares."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import MISSING, Field
from enum import StrEnum
from typing import Any, get_type_hints

from core.call.definition import Attribute, Rule
from core.call.reading.table import Names, Table
from core.call.rule_kinds import KINDS, OnExceed, ProposalLimit, RuleParameters, ValueCount
from core.model.finding import Severity, Stage

_SEVERITY_OF_LIMIT = {
    OnExceed.BLOCK: {Stage.SUBMISSION: Severity.BLOCKS},
    OnExceed.WARN: {Stage.SUBMISSION: Severity.WARNS},
}
_KINDS = Names("kind", tuple(KINDS), "unknown_kind")
_STRUCTURE = Names("always", ("session_type", "modality", "duration", "topic", "collaborators"), "unknown_choice")
_CONTACT = Names("proponent", ("name", "email", "country", "organisation", "phone"), "unknown_choice")


def read_rules(call: Table, attributes: Mapping[str, Attribute]) -> tuple[Rule, ...]:
    """Return the rules in the file's order, which is the order in which findings are told."""
    known = {
        "role": call.names("roles"),
        "attribute": call.names("attributes"),
        "answer": call.names("fields"),
        "rule": call.names("rules"),
        "structure": _STRUCTURE,
        "contact": _CONTACT,
    }
    found = (_rule(name, table, known, attributes) for name, table in call.tables("rules", required=True))
    return tuple(rule for rule in found if rule is not None)


def _rule(name: str, table: Table, known: Mapping[str, Names], attributes: Mapping[str, Attribute]) -> Rule | None:
    kind = table.text("kind", name)
    if kind not in KINDS:
        if isinstance(table.values.get("kind", name), str):
            table.refer(kind, _KINDS, *(["kind"] if table.has("kind") else []))
        return None
    enabled = table.flag("enabled", default=True)
    source = table.text("source", "")
    parameters = _parameters(table, KINDS[kind], known, attributes)
    if isinstance(parameters, ProposalLimit):
        severity: Mapping[Stage, Severity] = _SEVERITY_OF_LIMIT[parameters.on_exceed]
    else:
        severity = _severity(table)
    table.close()
    return Rule(name=name, enabled=enabled, severity=severity, parameters=parameters, source=source)


def _severity(table: Table) -> Mapping[Stage, Severity]:
    stages = table.table("severity")
    found = {stage: stages.choice(stage, Severity) for stage in Stage if stages.has(stage)}
    for stage in Stage:
        stages.raw(stage)
    stages.close()
    if table.has("severity") and not stages.values:
        table.flaw("empty_section", "severity", name="severity")
    return found


def _parameters(
    table: Table, kind: type[RuleParameters], known: Mapping[str, Names], attributes: Mapping[str, Attribute]
) -> RuleParameters:
    values: dict[str, Any] = {}
    hints = get_type_hints(kind)
    for parameter in dataclasses.fields(kind):
        optional = parameter.default is not MISSING
        if optional and not table.has(parameter.name):
            table.raw(parameter.name)
            if parameter.metadata.get("refers_to") in ("answer", "rule") and isinstance(parameter.default, str):
                table.refer(parameter.default, known[parameter.metadata["refers_to"]])
            continue
        values[parameter.name] = _parameter(table, parameter, hints[parameter.name], known, attributes)
    found = kind(**values)
    _check(table, found)
    return found


def _parameter(
    table: Table, parameter: Field[Any], hint: Any, known: Mapping[str, Names], attributes: Mapping[str, Attribute]
) -> object:
    """Return one parameter, read by its declared type."""
    key, target = parameter.name, parameter.metadata.get("refers_to")
    names = _options(table, attributes) if target == "value" else known.get(target or "", Names("", ()))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return table.choice(key, hint)
    if hint == Mapping[str, int]:
        return table.numbers(key, names, required=True)
    if hint == tuple[frozenset[str], ...]:
        return table.pairs(key, names)
    if hint == tuple[str, ...]:
        return table.references(key, names, required=True)
    if hint in (int, int | None):
        return table.whole(key)
    return table.reference(key, names)


def _options(table: Table, attributes: Mapping[str, Attribute]) -> Names:
    """Return the values that the rule's own attribute takes; none where it is free text."""
    attribute = attributes.get(str(table.values.get("attribute")))
    keys = tuple(option.key for option in attribute.options) if attribute else ()
    return Names(f"attributes.{attribute.key}.options" if attribute else "", keys)


def _check(table: Table, parameters: RuleParameters) -> None:
    """Note numbers that contradict one another."""
    required, dimensions = getattr(parameters, "required", None), getattr(parameters, "dimensions", None)
    if required is not None and dimensions and required > len(dimensions):
        table.flaw("exceeds", "required", most=len(dimensions), found=required)
    if isinstance(parameters, ValueCount):
        least, most = parameters.minimum, parameters.maximum
        if least is None and most is None:
            table.flaw("missing_key", "minimum", name="minimum")
        elif least is not None and most is not None and least > most:
            table.flaw("too_small", "maximum", least=least, found=most)
