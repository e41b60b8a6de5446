"""How each kind of rule's findings are said: which words, and with which facts beside the finding's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import cast

from core.call import rule_kinds as kinds
from core.call.definition import FieldKind, Option
from core.dialogue.news import closing_on
from templates.findings.telling import Telling, Told, short
from templates.say import moment


def plainly(telling: Telling) -> Told:
    """Say a finding whose facts need no further words."""
    return telling()


def _submission_window(telling: Telling) -> Told:
    ends = {end: telling.call.moments.get(f"submission_{end}") for end in ("opens", "closes")}
    if ends["closes"] is not None and telling.facts.get("closes"):  # a proposal may have more time than others
        ends["closes"] = closing_on(telling.call, datetime.fromisoformat(str(telling.facts["closes"])))
    said = {end: moment(at, telling.words, telling.call) for end, at in ends.items() if at is not None and at.at}
    key = "message" if len(said) == 2 else "no_end" if "opens" in said else "no_start"
    return telling(key, **said)


def _field_length(telling: Telling) -> Told:
    maximum, found = telling.facts["maximum"], telling.facts["found"]
    path = str(telling.facts["field"])
    kind, items = next(
        ((item.kind, item.maximum_items) for item in telling.call.fields if item.path == path), (FieldKind.TEXT, None)
    )
    surplus = {"surplus": found - maximum}
    if kind is FieldKind.INTEGER:
        return telling("number", "lower")
    if kind is FieldKind.LIST:
        return telling("items", "fewer_items", **surplus) if maximum == items else telling("item", **surplus)
    return telling(**surplus)


def _modality_allowed(telling: Telling) -> Told:
    return telling(allowed=_allowed(telling, telling.call.modalities))


def _duration_allowed(telling: Telling) -> Told:
    return telling(allowed=_allowed(telling, telling.call.durations))


def _allowed(telling: Telling, options: Iterable[Option]) -> str:
    options = tuple(options)
    return telling.either(telling.name(options, key) for key in telling.facts["allowed"])


def _duration_specified(telling: Telling) -> Told:
    return telling(minutes=telling.field("duration_minutes"), detail=telling.field("duration_detail"))


def _at_field(telling: Telling) -> Told:
    return telling(field=telling.field(telling.finding.field))


def _role_minimum(telling: Telling) -> Told:
    answer = telling(missing=telling.facts["required"] - telling.facts["found"])
    doubling = telling.proposal is not None and any(len(item.roles) > 1 for item in telling.proposal.participants)
    if doubling and not telling.call.combinable_roles:
        return Told(answer.message, f"{answer.cure} {telling.words('findings.one_place')}")
    return answer


def _role_maximum(telling: Telling) -> Told:
    return telling(surplus=telling.facts["found"] - telling.facts["maximum"])


def _one_role_per_person(telling: Telling) -> Told:
    return telling(person=telling.person(), roles=telling.names(telling.call.roles, telling.facts["roles"]))


def _confirmations(telling: Telling) -> Told:
    missing = telling.facts["required"] - telling.facts["found"]
    if telling.parameters.role is None:
        return telling(missing=missing)
    return telling("role", missing=missing, role=telling.name(telling.call.roles, telling.parameters.role))


def _diversity(telling: Telling) -> Told:
    dimensions, met = telling.parameters.dimensions, telling.facts["dimensions_met"]
    named = {
        "dimensions": telling.list(map(telling.attribute, dimensions)),
        "met": telling.list(map(telling.attribute, met)),
        "lacking": telling.list(telling.attribute(key) for key in dimensions if key not in met),
    }
    return telling("message" if met else "none", **named)


def _diversity_missing_dimension(telling: Telling) -> Told:
    return telling(dimension=telling.attribute(telling.facts["dimension"]))


def _in_person_role(telling: Telling) -> Told:
    return telling(person=telling.person())


def _presence_mismatch(telling: Telling) -> Told:
    return telling(person=telling.person()) if "person" in telling.facts else telling("role", "no_role")


def _audience_interaction(telling: Telling) -> Told:
    place = telling.field(telling.finding.field)
    return telling("unknown" if telling.facts["found"] is None else "message", field=place)


def _proposal_limit(telling: Telling) -> Told:
    return telling(telling.parameters.per)


def _report_owed(telling: Telling) -> Told:
    sessions = telling.facts["sessions"]
    return telling(sessions=telling.list(map(short, sessions)), count=len(sessions))


def _distinct_minimum(telling: Telling) -> Told:
    return telling("message" if telling.facts["required"] > 1 else "unknown", **telling.counted())


def _counting(telling: Telling) -> Told:
    return telling(**telling.counted())


def _value_count(telling: Telling) -> Told:
    asked = cast(kinds.ValueCount, telling.parameters)
    facts = telling.counted(values=telling.either(telling.value(asked.attribute, key) for key in asked.values))
    if "required" in telling.facts:
        return telling("least", "more", missing=telling.facts["required"] - telling.facts["found"], **facts)
    return telling("most", "fewer", surplus=telling.facts["found"] - telling.facts["maximum"], **facts)


def _covers_values(telling: Telling) -> Told:
    value = telling.value(telling.parameters.attribute, telling.facts["value"])
    return telling(**telling.counted(value=value, missing=telling.facts["required"] - telling.facts["found"]))


def _single_value(telling: Telling) -> Told:
    if telling.facts.get("to_review"):  # the value is not said: of one or two people it would tell who
        return telling("review", "know_more", **telling.counted())
    return telling(**telling.counted(value=telling.value(telling.parameters.attribute, telling.parameters.value)))


SAID: Mapping[str, Callable[[Telling], Told]] = {
    "submission_window": _submission_window,
    "field_length": _field_length,
    "modality_allowed": _modality_allowed,
    "duration_allowed": _duration_allowed,
    "duration_specified": _duration_specified,
    "duration_justified": _at_field,
    "role_minimum": _role_minimum,
    "role_maximum": _role_maximum,
    "one_role_per_person": _one_role_per_person,
    "confirmations": _confirmations,
    "diversity": _diversity,
    "diversity_missing_dimension": _diversity_missing_dimension,
    "in_person_role": _in_person_role,
    "presence_mismatch": _presence_mismatch,
    "audience_interaction": _audience_interaction,
    "proposal_limit": _proposal_limit,
    "report_owed": _report_owed,
    "distinct_minimum": _distinct_minimum,
    "distinct_maximum": _counting,
    "value_count": _value_count,
    "covers_values": _covers_values,
    "single_value": _single_value,
}
"""Kind -> how it is said; a kind that is not here has words for its facts as they are."""
