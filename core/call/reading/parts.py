"""The parts of a call that people choose from and fill in: options, session types, fields, attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

from core.call.definition import Attribute, Criterion, Duration, Field, FieldKind, Option, SessionType
from core.call.document.keys import OWN_ATTRIBUTES, PARTICIPANT
from core.call.reading.table import Names, Table

_OWN_KEYS = tuple(key for key in PARTICIPANT if key not in OWN_ATTRIBUTES)
"""What a participant of a document has besides attributes."""
MAXIMUM_SEATINGS = 1000
"""Ways to have the places of a type filled, where roles combine: the gate may have to follow every one of them."""
WHOLE = 100
"""Percent that the weights of a type add up to."""


def read_options(call: Table, section: str, *, required: bool = True) -> tuple[Option, ...]:
    """Return a plain closed list (topics, roles, modalities, groups)."""
    found = []
    for key, table in call.tables(section, required=required):
        found.append(Option(**_option(key, table)))
        table.close()
    _check_aliases(call, section, found)
    return tuple(found)


def read_criteria(call: Table) -> tuple[Criterion, ...]:
    """Return the evaluation criteria; a call without evaluation has none."""
    found = []
    for key, table in call.tables("criteria"):
        found.append(Criterion(**_option(key, table)))
        table.close()
    return tuple(found)


def read_durations(call: Table) -> tuple[Duration, ...]:
    """Return the duration codes."""
    found = []
    for key, table in call.tables("durations", required=True):
        minutes, to_specify = table.optional_whole("minutes", least=1), table.flag("to_specify", default=False)
        found.append(Duration(**_option(key, table), minutes=minutes, to_specify=to_specify))
        table.close()
    return tuple(found)


def read_session_types(call: Table) -> tuple[SessionType, ...]:
    """Return the table of session types."""
    roles, modalities, durations = call.names("roles"), call.names("modalities"), call.names("durations")
    found = []
    for key, table in call.tables("session_types", required=True):
        by_modality = table.table("minima_by_modality", required=False)
        for modality in by_modality.values:
            by_modality.refer(modality, modalities, modality)
        session_type = SessionType(
            **_option(key, table),
            minima=table.numbers("minima", roles, required=True),
            minima_by_modality={modality: by_modality.numbers(modality, roles) for modality in by_modality.values},
            maxima=table.numbers("maxima", roles),
            modalities=table.references("modalities", modalities, required=True, filled=True),
            durations=table.references("durations", durations, required=True, filled=True),
            duration_justified=table.flag("duration_justified", default=False),
            weights=_weights(table, call.names("criteria")),
        )
        table.close()
        _check_maxima(table, session_type)
        found.append(session_type)
    _check_aliases(call, "session_types", found)
    return tuple(found)


def check_seatings(call: Table, session_types: Iterable[SessionType], combinable: Iterable[frozenset[str]]) -> None:
    """Note a type with more ways to fill its places than can be followed; without roles that combine any number can."""
    pairs = list(combinable)
    for kind in session_types:
        found = 1
        for further in ({}, *kind.minima_by_modality.values()):
            minima = {**kind.minima, **{role: max(least, kind.minima.get(role, 0)) for role, least in further.items()}}
            if any(minima.get(one, 0) and minima.get(other, 0) for one, other in pairs):
                found = max(found, prod(least + 1 for least in minima.values()))
        if found > MAXIMUM_SEATINGS:
            call.flaw("too_many_seatings", "session_types", kind.key, "minima", maximum=MAXIMUM_SEATINGS, found=found)


def read_fields(call: Table) -> tuple[Field, ...]:
    """Return the questions of the form, in order."""
    types, modalities, groups = call.names("session_types"), call.names("modalities"), call.names("groups")
    found = []
    for key, table in call.tables("fields", required=True):
        kind = table.choice("kind", FieldKind)
        lists = kind is FieldKind.LIST
        field = Field(
            key=key,
            kind=kind,
            group=table.reference("group", groups),
            label=table.words("label"),
            help=table.words("help", required=False, lines=True),
            maximum=table.optional_whole("maximum", least=1),
            minimum_items=table.whole("minimum_items", 0) if lists else 0,
            maximum_items=table.optional_whole("maximum_items", least=1) if lists else None,
            required=table.flag("required", default=False),
            required_for=table.references("required_for", types),
            shown_for=table.references("shown_for", types),
            shown_for_modalities=table.references("shown_for_modalities", modalities),
        )
        table.close()
        _check_field(table, field)
        found.append(field)
    return tuple(found)


def read_attributes(call: Table) -> tuple[Attribute, ...]:
    """Return what can be known about a participant."""
    found = []
    for key, table in call.tables("attributes", required=True):
        if key in _OWN_KEYS:
            call.flaw("reserved_key", "attributes", key, name=key)
        attribute = Attribute(
            key=key,
            label=table.words("label"),
            help=table.words("help", required=False, lines=True),
            options=read_options(table, "options", required=False),
            is_country=table.flag("is_country", default=False),
            only_from_person=table.flag("only_from_person", default=False),
            required_to_confirm=table.flag("required_to_confirm", default=False),
            private=table.flag("private", default=False),
        )
        table.close()
        found.append(attribute)
    return tuple(found)


def _option(key: str, table: Table) -> dict[str, Any]:
    return {
        "key": key,
        "name": table.words("name"),
        "help": table.words("help", required=False, lines=True),
        "aliases": table.texts("aliases"),
    }


def _weights(table: Table, criteria: Names) -> Mapping[str, int]:
    weights = table.numbers("weights", criteria, required=bool(criteria.keys))
    total = sum(weights.values())
    if weights and total != WHOLE:
        table.flaw("weights_total", "weights", found=total, expected=WHOLE)
    return weights


def _check_maxima(table: Table, found: SessionType) -> None:
    """Note a role of which a type takes fewer people than it needs."""
    for role, most in found.maxima.items():
        needs = [found.minima.get(role, 0), *(minima.get(role, 0) for minima in found.minima_by_modality.values())]
        if max(needs) > most:
            table.flaw("too_small", "maxima", role, least=max(needs), found=most)


def _check_field(table: Table, field: Field) -> None:
    """Note a field that must be answered where nobody is asked, and a list that cannot be long enough."""
    if field.maximum_items is not None and field.minimum_items > field.maximum_items:
        table.flaw("too_small", "maximum_items", least=field.minimum_items, found=field.maximum_items)
    for session_type in field.required_for:
        if field.shown_for and session_type not in field.shown_for:
            table.flaw("required_but_hidden", "required_for", value=session_type)


def _check_aliases(call: Table, section: str, options: list[Any]) -> None:
    """Note a name that stands for two options: nobody could tell which one is meant."""
    seen: dict[str, str] = {}
    for option in options:
        for name in {alias.casefold() for alias in option.aliases}:
            if seen.setdefault(name, option.key) != option.key:
                call.flaw("ambiguous_alias", section, option.key, "aliases", value=name, other=seen[name])
