"""A call told in people's words, in an order that reads well aloud; and the same facts as a JSON document."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from babel.dates import format_date, format_datetime

from core.call import rule_kinds as kinds
from core.call.definition import Call, Field, Moment, Option, Rule, SessionType, ToConfirm
from core.model.words import LocalText
from templates import calendar
from templates.say import listed
from templates.words import Words


def as_text(call: Call, language: str, now: datetime) -> str:
    """Return the whole call as plain text."""
    return "\n".join(_Telling(call, Words(language), now).lines())


def as_document(call: Call, language: str, now: datetime) -> dict[str, Any]:
    """Return the call as JSON: keys and numbers as in the file, words in one language, dates in both zones."""
    document: dict[str, Any] = _plain(call, language)
    document["moments"] = {key: _moment(item, language) for key, item in call.moments.items()}
    document["calendar"] = calendar.as_document(call, now)
    document["rules"] = [
        {"name": item.name, "kind": item.kind, **_plain(dataclasses.replace(item), language)} for item in call.rules
    ]
    return document


def _moment(item: Moment, language: str) -> dict[str, Any]:
    return {
        "name": item.name.said_in(language),
        "written": item.written,
        "day": item.day.isoformat() if item.day else None,
        "whole_day": item.whole_day,
        "at": item.at.isoformat() if item.at else None,
        "utc": item.at.astimezone(UTC).isoformat() if item.at else None,
    }


def _plain(value: Any, language: str) -> Any:
    if isinstance(value, LocalText):
        return value.said_in(language)
    if dataclasses.is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name), language) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item, language) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item, language) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


class _Telling:
    """One call in one language."""

    def __init__(self, call: Call, words: Words, now: datetime) -> None:
        self._call = call
        self._words = words
        self._now = now
        self._language = words.language
        self._roles = self._named(call.roles)
        self._attributes = {item.key: item.label.said_in(self._language) for item in call.attributes}

    def lines(self) -> Iterable[str]:
        call = self._call
        yield call.name.said_in(self._language)
        yield self._say("edition", edition=call.edition)
        if call.place:
            yield self._say("place", place=call.place.said_in(self._language))
        yield self._say("contact", contact=call.contact)
        yield from self._section(
            "dates", [self._say("zone", zone=call.zone), *map(self._moment, call.moments.values())]
        )
        yield from self._duties()
        yield from self._section("topics", self._named(call.topics).values())
        yield from self._section("roles", self._roles.values())
        yield from self._section("types", (line for item in call.session_types for line in self._session_type(item)))
        yield from self._section("fields", map(self._field, call.fields))
        yield from self._section("gate", self._gate())
        if call.criteria:
            yield ""
            yield self._scale()
        yield from self._section("mail", self._mail())
        yield from self._section("reminding", self._reminding())
        yield from self._section("to_confirm", map(self._open_reading, call.to_confirm))

    def _say(self, key: str, /, **facts: object) -> str:
        return self._words(f"call.show.{key}", **facts)

    def _named(self, options: Iterable[Option]) -> dict[str, str]:
        return {item.key: item.name.said_in(self._language) for item in options}

    def _section(self, title: str, lines: Iterable[str]) -> Iterable[str]:
        found = list(lines)
        if found:
            yield from ("", self._say(title), *(f"  {line}" for line in found))

    def _duties(self) -> Iterable[str]:
        yield from ("", self._words("calendar.show.title"))
        yield from (f"  {line}" for line in calendar.duties_said(self._call, self._words, self._now))

    def _list(self, names: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        return listed(list(names), self._language, style)

    def _moment(self, item: Moment) -> str:
        name = item.name.said_in(self._language)
        told = item.last_second
        if told is None or item.day is None:
            key = "unknown_date" if item.written == "unknown" else "unknown_relative"
            return self._say(key, name=name, written=item.written)
        day = format_date(item.day, "full", locale=self._language)
        if item.ends:
            return self._say("day_until", name=name, day=day, **self._hour(told))
        if not item.whole_day:
            return self._say("at_hour", name=name, day=day, **self._hour(told))
        if item.key.endswith(("_opens", "_starts")):
            return self._say("day_from", name=name, day=day, **self._hour(told))
        return self._say("day_only", name=name, day=day)

    def _hour(self, at: datetime) -> dict[str, str]:
        utc = format_datetime(at.astimezone(UTC), "d MMM, HH:mm", locale=self._language)
        return {"hour": at.strftime("%H:%M"), "offset": _offset(at), "utc": utc}

    def _session_type(self, item: SessionType) -> Iterable[str]:
        modalities, durations = self._named(self._call.modalities), self._named(self._call.durations)
        yield item.name.said_in(self._language)
        yield "  " + self._say("minima", people=self._people(item.minima))
        for modality, people in item.minima_by_modality.items():
            further = {role: count for role, count in people.items() if count > item.minima.get(role, 0)}
            if further:
                yield "  " + self._say("minima_in", modality=modalities[modality], people=self._people(further))
        if item.maxima:
            yield "  " + self._say("maxima", people=self._people(item.maxima))
        yield "  " + self._say("modalities", names=self._list((modalities[key] for key in item.modalities), "or"))
        names = self._list((durations[key] for key in item.durations), "or")
        yield "  " + self._say("justified" if item.duration_justified else "durations", names=names)
        if item.weights:
            yield "  " + self._say("weights", weights=self._weights(item.weights))

    def _weights(self, weights: Mapping[str, int]) -> str:
        names = self._named(self._call.criteria)
        return self._list(self._say("weight", name=names[key], weight=weight) for key, weight in weights.items())

    def _people(self, people: Mapping[str, int]) -> str:
        return self._list(
            self._say("people", count=count, role=self._roles[role]) for role, count in people.items() if count
        )

    def _field(self, field: Field) -> str:
        label = field.label.said_in(self._language)
        if field.required:
            return self._say("field_required", label=label)
        if field.required_for:
            types = self._named(self._call.session_types)
            names = self._list(types[key] for key in field.required_for)
            return self._say("field_required_for", label=label, types=names)
        return self._say("field_optional", label=label)

    def _scale(self) -> str:
        scale = self._call.scale
        return self._say("scale", lowest=scale[0], highest=scale[1]) if scale else self._say("scale_unknown")

    def _mail(self) -> Iterable[str]:
        caps = self._call.mail
        yield self._say("mail_person", count=caps.invitations_per_day_person)
        yield self._say("mail_proposal", count=caps.invitations_per_proposal)
        yield self._say("mail_address", count=caps.letters_per_day_address)
        yield self._say("mail_reminders", count=caps.hours_between_reminders)

    def _reminding(self) -> Iterable[str]:
        """Yield what bounds reminders; on which days they come is told with the call's calendar."""
        rules = self._call.reminding
        if rules.quiet_from != rules.quiet_until:
            yield self._say("reminding_quiet", begins=f"{rules.quiet_from:%H:%M}", ends=f"{rules.quiet_until:%H:%M}")
        yield self._say("reminding_week", count=rules.messages_per_week)
        if rules.hours_before_deadline:
            yield self._say("reminding_help", count=rules.hours_before_deadline)

    def _open_reading(self, item: ToConfirm) -> str:
        question = item.question.said_in(self._language)
        key = "reading" if item.reading else "reading_of_section"
        return self._say(key, question=question, key=item.key, value=item.reading)

    def _gate(self) -> Iterable[str]:
        """Yield the rules, those of the same weight together."""
        by_weight: dict[str, list[Rule]] = {}
        for rule in self._call.rules:
            by_weight.setdefault(self._weight_of(rule), []).append(rule)
        for weight, rules in by_weight.items():
            yield f"{weight[0].upper()}{weight[1:]}:"
            yield from (f"  {self._sentence(rule.parameters)} [{rule.name}]" for rule in rules)

    def _weight_of(self, rule: Rule) -> str:
        if not rule.enabled:
            return self._words("call.severity.off")
        return "; ".join(self._words(f"call.severity.{stage}_{severity}") for stage, severity in rule.severity.items())

    def _sentence(self, rule: kinds.RuleParameters) -> str:
        """Say what a rule asks, with its numbers and names."""
        facts = {item.name: getattr(rule, item.name) for item in dataclasses.fields(rule)}
        key = rule.kind
        match rule:
            case kinds.OneRolePerPerson(pairs=pairs) if pairs:
                key = "one_role_per_person_pairs"
                facts["pairs"] = self._list(" + ".join(self._roles[role] for role in sorted(pair)) for pair in pairs)
            case kinds.Confirmations(role=str(role)):
                key, facts["role"] = "confirmations_role", self._roles[role]
            case kinds.Diversity(dimensions=dimensions):
                facts["dimensions"] = self._list(self._attributes[key] for key in dimensions)
            case kinds.InPersonMinimum(minima=minima):
                facts["minima"] = self._people(minima)
            case kinds.InPersonRole(roles=roles):
                facts["roles"] = self._list(self._roles[role] for role in roles)
            case kinds.ProposalLimit(per=per):
                key = f"proposal_limit_{per}"
            case kinds.ValueCount():
                key = f"value_count_{_bounds(rule)}"
        return self._words(f"call.gate.{key}", **facts | self._counted(facts))

    def _counted(self, facts: Mapping[str, Any]) -> dict[str, str]:
        """Return the words of an attribute, its values and a scope, for the rules that count people."""
        attribute = self._call.attribute(str(facts.get("attribute")))
        if attribute is None:
            return {}
        names = self._named(attribute.options)
        found = {"attribute": self._attributes[attribute.key], "scope": self._words(f"call.scope.{facts['scope']}")}
        if "values" in facts:
            said = [names.get(value, value) for value in facts["values"]]
            found["values"] = self._list(said) if "each" in facts else self._list(said, "or")
        if "value" in facts:
            found["value"] = names.get(facts["value"], facts["value"])
        return found


def _bounds(rule: kinds.ValueCount) -> str:
    if rule.maximum is None:
        return "least"
    return "most" if rule.minimum is None else "between"


def _offset(at: datetime) -> str:
    """Return 'UTC−03:00'."""
    sign, digits = at.strftime("%z")[0], at.strftime("%z")[1:5]
    return f"UTC{'−' if sign == '-' else '+'}{digits[:2]}:{digits[2:]}"
