"""What several forms share: caps, and choices made from the call."""

from __future__ import annotations

from collections.abc import Iterable

from core.call.definition import Attribute, Call, Option
from core.dialogue.forms.form import ALWAYS, Choice, Step, StepKind, When
from core.dialogue.screen import Phrase
from core.model.proposal import Attendance

NAME_CAP = 150
ORGANISATION_CAP = 200
ADDRESS_CAP = 254
"""The longest address that mail can carry (RFC 5321, 4.5.3.1.3)."""
PHONE_CAP = 40


def choices(options: Iterable[Option], shown: dict[str, When] | None = None) -> tuple[Choice, ...]:
    """Return options of the call as choices; `shown` tells, by key, when each one is there."""
    return tuple(
        Choice(
            value=option.key,
            label=Phrase(local=option.name),
            help=Phrase(local=option.help) if option.help else None,
            aliases=option.aliases,
            shown=shown.get(option.key, ALWAYS) if shown else ALWAYS,
        )
        for option in options
    )


def attendance_choices(call: Call) -> tuple[Choice, ...]:
    """Return the two ways to take part; the call's own names of its in-person modalities are understood too."""
    rooms = [item for item in call.modalities if item.key in call.in_person_modalities]
    names = tuple(name for item in rooms for name in (*item.name.by_language.values(), *item.aliases))
    return (
        Choice(value=Attendance.IN_PERSON, label=Phrase("chat.attendance.in_person"), aliases=names),
        Choice(value=Attendance.ONLINE, label=Phrase("chat.attendance.online")),
    )


def independent(call: Call) -> tuple[Choice, ...]:
    """Return the choice for people without an organisation, where the call knows such a thing (L02)."""
    if not call.independent_aliases:
        return ()
    label = Phrase("chat.ask.independent")
    names = call.independent_aliases
    return (Choice(value=names[0], label=label, aliases=names, tap="independent"),)


def name_step(path: str, words: str, *, required: bool = True) -> Step:
    """Return the question for a person's name."""
    return Step(
        path=path,
        kind=StepKind.NAME,
        label=Phrase("chat.field.name"),
        question=Phrase(f"chat.ask.{words}"),
        help=Phrase(f"chat.ask_help.{words}"),
        required=(ALWAYS,) if required else (),
        maximum=NAME_CAP,
    )


def attribute_step(call: Call, attribute: Attribute, *, required: bool, asked: bool, words: str) -> Step:
    """Return the question for an attribute of a person; `words` tells who is asked ('profile', 'participant')."""
    label = Phrase(local=attribute.label)
    free = independent(call) if attribute.key == "organisation" else ()
    return Step(
        path=f"attributes.{attribute.key}",
        kind=_attribute_kind(attribute),
        label=label,
        question=Phrase(f"chat.ask.{words}_attribute", {"attribute": label}),
        help=Phrase(local=attribute.help) if attribute.help else None,
        choices=choices(attribute.options) or free,
        required=(ALWAYS,) if required else (),
        maximum=None if attribute.options or attribute.is_country else ORGANISATION_CAP,
        asked=asked,
        decline=Phrase("chat.action.prefer_not") if attribute.private else None,
    )


def _attribute_kind(attribute: Attribute) -> StepKind:
    if attribute.is_country:
        return StepKind.COUNTRY
    return StepKind.CHOICE if attribute.options else StepKind.TEXT
