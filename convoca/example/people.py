"""The example people of the demo and the tour: who they are and what they would answer about themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.call.definition import Attribute, Call
from core.model.proposal import Attendance
from templates.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamplePerson:
    """Somebody invented. `profile` holds what they say of themselves: attribute key -> value key."""

    name: str
    address: str
    language: str = "es"
    role: str = ""
    """The role that Ana has in mind for them; empty for those outside the session."""
    attendance: Attendance = Attendance.IN_PERSON
    profile: Mapping[str, str] = field(default_factory=dict)


ANA = ExamplePerson(
    name="Ana Pereyra",
    address="ana@valleclaro.example",
    profile={"country": "AR", "organisation": "Universidad del Valle Claro", "phone": "+54 351 555 0147"},
)

SECRETARIAT = ExamplePerson(name="Secretaría", address="secretaria@foro.example")

INVITED = (
    ExamplePerson(
        name="Luis Quispe",
        address="luis@redandina.example",
        role="speaker",
        profile={"sector": "civil_society", "country": "BO", "gender": "male", "organisation": "Red Andina Digital"},
    ),
    ExamplePerson(
        name="Marina Duarte",
        address="marina@nuvem.example",
        language="pt",
        role="speaker",
        attendance=Attendance.ONLINE,
        profile={"sector": "private", "country": "BR", "gender": "female", "organisation": "Nuvem Aberta"},
    ),
    ExamplePerson(
        name="Grace Baptiste",
        address="grace@caribops.example",
        language="en",
        role="speaker",
        profile={"sector": "technical", "country": "TT", "organisation": "Caribbean Network Operators"},
    ),
    ExamplePerson(
        name="Tomás Ríos",
        address="tomas@faro.example",
        role="moderator",
        profile={"sector": "academia", "country": "CL", "gender": "male", "organisation": "Instituto Faro"},
    ),
    ExamplePerson(
        name="Yamilé Ochoa",
        address="yamile@minred.example",
        role="online_moderator",
        profile={"sector": "government", "country": "CO", "gender": "female", "organisation": "Ministerio de Redes"},
    ),
    ExamplePerson(
        name="Julia Sosa",
        address="julia@memoria.example",
        role="rapporteur",
        attendance=Attendance.ONLINE,
        profile={"sector": "civil_society", "country": "UY", "gender": "female", "organisation": "Memoria Abierta"},
    ),
)

EVERYBODY = (ANA, *INVITED, SECRETARIAT)


def person_at(address: str) -> ExamplePerson | None:
    """Return the example person of that address."""
    return next((person for person in EVERYBODY if person.address == address), None)


def profile_lines(person: ExamplePerson, call: Call, words: Words, country: Mapping[str, str]) -> list[str]:
    """Return the person's profile as lines of a letter, 'Label: value', in their language; `country` names codes."""
    lines = [
        _line(attribute, person.profile[attribute.key], words.language, country)
        for attribute in call.attributes
        if attribute.key in person.profile
    ]
    if person.role:
        lines.append(words(f"demo.reply.{person.attendance}"))
    return lines


def _line(attribute: Attribute, value: str, language: str, country: Mapping[str, str]) -> str:
    named = next((option.name.said_in(language) for option in attribute.options if option.key == value), value)
    return f"{attribute.label.said_in(language)}: {country.get(value, value) if attribute.is_country else named}"
