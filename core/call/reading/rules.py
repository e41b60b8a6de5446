"""The section `rules`: each rule's kind, stages and severities, and the parameters that its dataclass declares."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import MISSING, Field, dataclass
from enum import StrEnum
from typing import Any, get_type_hints

from core.call.definition import Attribute, FieldKind, Rule
from core.call.document.reading import MAXIMUM_PARTICIPANTS
from core.call.reading.table import Names, Table
from core.call.rule_kinds import (
    KINDS,
    DistinctMinimum,
    Diversity,
    OnExceed,
    ProposalLimit,
    RuleParameters,
    Scope,
    ValueCount,
)
from core.model.finding import Severity, Stage

_SEVERITY_OF_LIMIT = {
    OnExceed.BLOCK: {Stage.SUBMISSION: Severity.BLOCKS},
    OnExceed.WARN: {Stage.SUBMISSION: Severity.WARNS},
}
_KINDS = Names("kind", tuple(KINDS), "unknown_kind")
_STRUCTURE = Names("always", ("session_type", "modality", "duration", "topic", "collaborators"), "unknown_choice")
_CONTACT = Names("proponent", ("name", "email", "country", "organisation", "phone"), "unknown_choice")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the file holds that rules may refer to, whatever its own faults are."""

    names: Mapping[str, Names]
    kinds: Mapping[str, Mapping[str, str]]
    """'answer' and 'rule' -> key -> kind; a kind that does not exist is told where it stands, and left out here."""
    attributes: Mapping[str, Attribute]


def read_rules(call: Table, attributes: Mapping[str, Attribute]) -> tuple[Rule, ...]:
    """Return the rules in the file's order, which is the order in which findings are told."""
    names = {
        "role": call.names("roles"),
        "attribute": call.names("attributes"),
        "answer": call.names("fields"),
        "rule": call.names("rules"),
        "structure": _STRUCTURE,
        "contact": _CONTACT,
    }
    kinds = {"answer": _kinds(call, "fields", tuple(FieldKind)), "rule": _kinds(call, "rules", tuple(KINDS))}
    known = _Known(names, kinds, attributes)
    found = (_rule(name, table, known) for name, table in call.tables("rules", required=True))
    return tuple(rule for rule in found if rule is not None)


def _kinds(call: Table, section: str, every: Collection[str]) -> Mapping[str, str]:
    """Return the kind of each entry of a section: what it says, else its name."""
    entries = call.values.get(section)
    tables = entries.items() if isinstance(entries, dict) else ()
    found = {key: str(table.get("kind", key)) for key, table in tables if isinstance(table, dict)}
    return {key: kind for key, kind in found.items() if kind in every}


def _rule(name: str, table: Table, known: _Known) -> Rule | None:
    kind = table.text("kind", name)
    if kind not in KINDS:
        if isinstance(table.values.get("kind", name), str):
            table.refer(kind, _KINDS, *(["kind"] if table.has("kind") else []))
        return None
    enabled = table.flag("enabled", default=True)
    source = table.text("source", "")
    parameters = _parameters(table, KINDS[kind], known)
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


def _parameters(table: Table, kind: type[RuleParameters], known: _Known) -> RuleParameters:
    values: dict[str, Any] = {}
    hints = get_type_hints(kind)
    for parameter in dataclasses.fields(kind):
        optional = parameter.default is not MISSING
        if optional and not table.has(parameter.name):
            table.raw(parameter.name)
            if parameter.metadata.get("kinds"):
                table.refer(str(parameter.default), known.names[parameter.metadata["refers_to"]])
                _check_kind(table, parameter, str(parameter.default), known)
            continue
        values[parameter.name] = _parameter(table, parameter, hints[parameter.name], known)
    found = kind(**values)
    _check(table, found, known.attributes)
    return found


def _parameter(table: Table, parameter: Field[Any], hint: Any, known: _Known) -> object:
    """Return one parameter, read by its declared type."""
    key, target = parameter.name, parameter.metadata.get("refers_to")
    names = _options(table, known.attributes) if target == "value" else known.names.get(target or "", Names("", ()))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return table.choice(key, hint)
    if hint == Mapping[str, int]:
        return table.numbers(key, names, required=True)
    if hint == tuple[frozenset[str], ...]:
        return table.pairs(key, names)
    if hint == tuple[str, ...]:
        return table.references(key, names, required=True, filled=parameter.default is MISSING)
    if hint in (int, int | None):
        return table.whole(key, least=parameter.metadata.get("least", 0))
    value = table.reference(key, names)
    _check_kind(table, parameter, value, known, key)
    return value


def _check_kind(table: Table, parameter: Field[Any], value: str, known: _Known, *path: str) -> None:
    """Note a field or a rule of a kind with which this rule can do nothing."""
    wanted = parameter.metadata.get("kinds")
    kinds = known.kinds[parameter.metadata["refers_to"]] if wanted else {}
    if wanted and value in kinds and kinds[value] not in wanted:
        fitting = ", ".join(key for key, kind in kinds.items() if kind in wanted)
        facts = {"value": value, "found": kinds[value], "wanted": ", ".join(wanted)}
        table.flaw("wrong_kind", *path, **facts, **({"known": fitting} if fitting else {}))


def _options(table: Table, attributes: Mapping[str, Attribute]) -> Names:
    """Return the values that the rule's own attribute takes; none where it is free text."""
    attribute = attributes.get(str(table.values.get("attribute")))
    keys = tuple(option.key for option in attribute.options) if attribute else ()
    return Names(f"attributes.{attribute.key}.options" if attribute else "", keys)


def _check(table: Table, parameters: RuleParameters, attributes: Mapping[str, Attribute]) -> None:
    """Note numbers that contradict one another, or more different values than there can be."""
    match parameters:
        case Diversity(dimensions=dimensions, required=required) if required > len(dimensions) > 0:
            table.flaw("exceeds", "required", most=len(dimensions), found=required)
        case Diversity(dimensions=dimensions, required=required, distinct=distinct) if required > 0 and dimensions:
            reach = sorted((_different(attributes.get(key), parameters.scope) for key in dimensions), reverse=True)
            if distinct > reach[required - 1]:
                table.flaw("exceeds", "distinct", most=reach[required - 1], found=distinct)
        case DistinctMinimum(attribute=key, required=required, scope=scope):
            if required > _different(attributes.get(key), scope):
                table.flaw("exceeds", "required", most=_different(attributes.get(key), scope), found=required)
        case ValueCount(minimum=None, maximum=None):
            table.flaw("missing_key", "minimum", name="minimum")
        case ValueCount(minimum=int(least), maximum=int(most)) if least > most:
            table.flaw("too_small", "maximum", least=least, found=most)


def _different(attribute: Attribute | None, scope: Scope) -> int:
    """Return how many different values there can be among the people of a scope."""
    options = len(attribute.options) if attribute and attribute.options else MAXIMUM_PARTICIPANTS
    return min(options, 2) if scope is Scope.PROPONENTS else options
