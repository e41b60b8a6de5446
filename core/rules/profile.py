"""What is known about a participant, and what is missing for their yes to count."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from core.call.definition import Attribute, Call
from core.model.proposal import Attendance
from core.model.records import Participation

LONGEST = 200
"""Characters of a name or an organisation that are kept."""


def missing_to_confirm(call: Call, participation: Participation) -> tuple[str, ...]:
    """Return what keeps a yes from counting: 'name', 'attendance' and attribute keys, in the call's order (C04)."""
    wanted = [
        item.key for item in call.attributes if item.required_to_confirm and not participation.attributes.get(item.key)
    ]
    return (
        *([] if participation.name else ["name"]),
        *wanted,
        *([] if participation.attendance else ["attendance"]),
    )


def optional_unknown(call: Call, participation: Participation) -> tuple[str, ...]:
    """Return the attributes that a person may add and has not (gender)."""
    return tuple(
        item.key
        for item in call.attributes
        if not item.required_to_confirm and item.key not in participation.attributes
    )


def understood(call: Call, given: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Split what was given into values that can be kept and keys whose value is not one of the call's.

    Keys are 'name', 'attendance' and attribute keys; an empty value is neither.
    """
    good: dict[str, str] = {}
    wrong: list[str] = []
    for key, raw in given.items():
        value = _one_line(raw)
        if not value:
            continue
        if _fits(call, key, value):
            good[key] = value
        else:
            wrong.append(key)
    return good, tuple(wrong)


def with_values(participation: Participation, values: Mapping[str, str]) -> Participation:
    """Return the participation with understood values put in."""
    attributes = {key: value for key, value in values.items() if key not in {"name", "attendance"}}
    return replace(
        participation,
        name=values.get("name", participation.name),
        attendance=Attendance(values["attendance"]) if "attendance" in values else participation.attendance,
        attributes={**participation.attributes, **attributes},
    )


def without(participation: Participation, keys: tuple[str, ...]) -> Participation:
    """Return the participation without some of its attributes."""
    attributes = {key: value for key, value in participation.attributes.items() if key not in keys}
    return replace(participation, attributes=attributes)


def without_own_words(call: Call, participation: Participation) -> dict[str, str]:
    """Return the attributes that may stay when somebody else takes the place: not what only the person may say."""
    own = {item.key for item in call.attributes if item.only_from_person}
    return {key: value for key, value in participation.attributes.items() if key not in own}


def _fits(call: Call, key: str, value: str) -> bool:
    if key == "name":
        return len(value) <= LONGEST
    if key == "attendance":
        return value in set(Attendance)
    attribute = call.attribute(key)
    return attribute is not None and _fits_attribute(attribute, value)


def _fits_attribute(attribute: Attribute, value: str) -> bool:
    if attribute.options:
        return any(option.key == value for option in attribute.options)
    if attribute.is_country:
        return len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()
    return len(value) <= LONGEST


def _one_line(raw: str) -> str:
    return " ".join("".join(" " if unicodedata.category(mark) in {"Cc", "Zl", "Zp"} else mark for mark in raw).split())
