"""Findings in words: what is wrong and what would mend it, with the names that the call gives to things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from core.call import rule_kinds as kinds
from core.call.definition import Call, FieldKind, Option, Rule
from core.dialogue.reading.cleaning import one_line, shortened
from core.model.finding import Finding, Severity, Stage
from core.model.proposal import Proposal
from templates.say import listed, moment, number
from templates.words import Words

LONGEST = 80
"""Characters of a name that a sentence repeats."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in one language: what is wrong, and what would mend it."""

    message: str
    cure: str


def told(finding: Finding, call: Call, words: Words, proposal: Proposal | None = None) -> Told:
    """Say a finding of one of the call's rules; a person is named only where `proposal` knows the name."""
    rule = call.rule(finding.rule)
    if rule is None:
        raise LookupError(finding.rule)  # a finding comes from a rule of the same call: our own bug
    telling = _Telling(finding, rule, call, words, proposal)
    answer = _TOLD.get(finding.kind, _plainly)(telling)
    return Told(f"{answer.message} {words('findings.later')}", answer.cure) if _will_block(finding, rule) else answer


def _will_block(finding: Finding, rule: Rule) -> bool:
    """Whether what is a warning now stops the proposal at the screening."""
    warns = finding.severity is Severity.WARNS and not finding.facts.get("to_review")
    return warns and rule.severity.get(Stage.SCREENING) is Severity.BLOCKS


class _Telling:
    """One finding with everything that its words may need."""

    def __init__(self, finding: Finding, rule: Rule, call: Call, words: Words, proposal: Proposal | None) -> None:
        self.finding, self.rule, self.call, self.words, self.proposal = finding, rule, call, words, proposal

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.finding.facts

    @property
    def parameters(self) -> Any:
        """The rule's own, of the class that its kind names."""
        return self.rule.parameters

    def __call__(self, message: str = "message", cure: str = "cure", /, **further: object) -> Told:
        """Say two entries of the kind, with the finding's facts under their names."""
        facts = self._said(further)
        return Told(*(self.words(f"findings.{self.finding.kind}.{key}", **facts) for key in (message, cure)))

    def _said(self, further: Mapping[str, object]) -> dict[str, object]:
        facts: dict[str, object] = {"contact": self.call.contact, **self.facts}
        if isinstance(role := facts.get("role"), str):
            facts["role"] = self.name(self.call.roles, role)
        if isinstance(path := facts.get("field"), str):
            facts["field"] = self.field(path)
        facts |= further
        return {key: self._number(value) for key, value in facts.items()}

    def _number(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        return number(value, self.words.language)

    def list(self, names: Iterable[str]) -> str:
        return listed(list(names), self.words.language)

    def name(self, options: Iterable[Option], key: str) -> str:
        return next((item.name.said_in(self.words.language) for item in options if item.key == key), key)

    def names(self, options: Iterable[Option], keys: Iterable[str]) -> str:
        return self.list(self.name(options, key) for key in keys)

    def attribute(self, key: str) -> str:
        found = self.call.attribute(key)
        return found.label.said_in(self.words.language) if found else key

    def value(self, attribute: str, key: str) -> str:
        found = self.call.attribute(attribute)
        return self.name(found.options, key) if found else key

    def field(self, path: str) -> str:
        """Return what people call a place of the proposal."""
        section, _, key = path.rpartition(".")
        if section == "answers":
            return next((item.label.said_in(self.words.language) for item in self.call.fields if item.key == key), key)
        label = self.words(f"chat.field.{'address' if key == 'email' else key}")
        return self.words(f"findings.field.{section}", field=label) if section else label

    def person(self) -> str:
        """Return the name of whom the finding is about, where it is known."""
        people = self.proposal.participants if self.proposal else ()
        names = (_short(item.name) for item in people if item.id == self.facts["person"] and item.name)
        return next((name for name in names if name), self.words("findings.somebody"))

    def counted(self, **further: object) -> dict[str, object]:
        """Return the words of the attribute and the people that a counting rule looks at."""
        scope = self.words(f"call.scope.{self.parameters.scope}")
        return {"attribute": self.attribute(self.parameters.attribute), "scope": scope, **further}


def _short(text: str) -> str:
    """Return somebody's own words so that they fit inside a sentence."""
    return shortened(one_line(text), LONGEST)


def _plainly(telling: _Telling) -> Told:
    return telling()


def _submission_window(telling: _Telling) -> Told:
    ends = {end: telling.call.moments.get(f"submission_{end}") for end in ("opens", "closes")}
    said = {end: moment(at, telling.words, telling.call) for end, at in ends.items() if at is not None and at.at}
    key = "message" if len(said) == 2 else "no_end" if "opens" in said else "no_start"
    return telling(key, **said)


def _field_length(telling: _Telling) -> Told:
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


def _modality_allowed(telling: _Telling) -> Told:
    return telling(allowed=telling.names(telling.call.modalities, telling.facts["allowed"]))


def _duration_allowed(telling: _Telling) -> Told:
    return telling(allowed=telling.names(telling.call.durations, telling.facts["allowed"]))


def _duration_specified(telling: _Telling) -> Told:
    return telling(minutes=telling.field("duration_minutes"), detail=telling.field("duration_detail"))


def _at_field(telling: _Telling) -> Told:
    return telling(field=telling.field(telling.finding.field))


def _role_minimum(telling: _Telling) -> Told:
    answer = telling(missing=telling.facts["required"] - telling.facts["found"])
    doubling = telling.proposal is not None and any(len(item.roles) > 1 for item in telling.proposal.participants)
    if doubling and not telling.call.combinable_roles:
        return Told(answer.message, f"{answer.cure} {telling.words('findings.one_place')}")
    return answer


def _role_maximum(telling: _Telling) -> Told:
    return telling(surplus=telling.facts["found"] - telling.facts["maximum"])


def _one_role_per_person(telling: _Telling) -> Told:
    return telling(person=telling.person(), roles=telling.names(telling.call.roles, telling.facts["roles"]))


def _confirmations(telling: _Telling) -> Told:
    missing = telling.facts["required"] - telling.facts["found"]
    if telling.parameters.role is None:
        return telling(missing=missing)
    return telling("role", missing=missing, role=telling.name(telling.call.roles, telling.parameters.role))


def _diversity(telling: _Telling) -> Told:
    dimensions, met = telling.parameters.dimensions, telling.facts["dimensions_met"]
    named = {
        "dimensions": telling.list(map(telling.attribute, dimensions)),
        "met": telling.list(map(telling.attribute, met)),
        "lacking": telling.list(telling.attribute(key) for key in dimensions if key not in met),
    }
    return telling("message" if met else "none", **named)


def _diversity_missing_dimension(telling: _Telling) -> Told:
    return telling(dimension=telling.attribute(telling.facts["dimension"]))


def _in_person_role(telling: _Telling) -> Told:
    return telling(person=telling.person())


def _presence_mismatch(telling: _Telling) -> Told:
    return telling(person=telling.person()) if "person" in telling.facts else telling("role", "no_role")


def _audience_interaction(telling: _Telling) -> Told:
    place = telling.field(telling.finding.field)
    return telling("unknown" if telling.facts["found"] is None else "message", field=place)


def _proposal_limit(telling: _Telling) -> Told:
    return telling(telling.parameters.per)


def _report_owed(telling: _Telling) -> Told:
    return telling(sessions=telling.list(map(_short, telling.facts["sessions"])))


def _counting(telling: _Telling) -> Told:
    return telling(**telling.counted())


def _value_count(telling: _Telling) -> Told:
    asked = cast(kinds.ValueCount, telling.parameters)
    facts = telling.counted(values=telling.list(telling.value(asked.attribute, key) for key in asked.values))
    if "required" in telling.facts:
        return telling("least", "more", missing=telling.facts["required"] - telling.facts["found"], **facts)
    return telling("most", "fewer", surplus=telling.facts["found"] - telling.facts["maximum"], **facts)


def _covers_values(telling: _Telling) -> Told:
    value = telling.value(telling.parameters.attribute, telling.facts["value"])
    return telling(**telling.counted(value=value, missing=telling.facts["required"] - telling.facts["found"]))


def _single_value(telling: _Telling) -> Told:
    facts = telling.counted(value=telling.value(telling.parameters.attribute, telling.parameters.value))
    return telling("review", "know_more", **facts) if telling.facts.get("to_review") else telling(**facts)


_TOLD: Mapping[str, Callable[[_Telling], Told]] = {
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
    "distinct_minimum": _counting,
    "distinct_maximum": _counting,
    "value_count": _value_count,
    "covers_values": _covers_values,
    "single_value": _single_value,
}
"""Kind -> how it is said; a kind that is not here has words for its facts as they are."""
