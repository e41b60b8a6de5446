"""Forms about people: oneself, somebody on the list, and one's own profile on somebody else's list."""

from __future__ import annotations

from dataclasses import replace

from core.call.definition import Call
from core.dialogue.forms.form import ALWAYS, Choice, Form, Step, StepKind
from core.dialogue.forms.once import once_a_call
from core.dialogue.forms.parts import (
    ADDRESS_CAP,
    ORGANISATION_CAP,
    PHONE_CAP,
    attendance_choices,
    attribute_step,
    choices,
    independent,
    name_step,
)
from core.dialogue.screen import Phrase
from core.model.words import LANGUAGES


def contact_steps(call: Call, prefix: str, words: str, *, required: tuple[str, ...]) -> tuple[Step, ...]:
    """Return name, country, organisation and phone of a contact whose answers live under `prefix`."""
    name = name_step(f"{prefix}name", f"{words}_name", required="name" in required)
    return (
        name,
        _contact_step(prefix, words, "country", StepKind.COUNTRY, required),
        _contact_step(prefix, words, "organisation", StepKind.TEXT, required, ORGANISATION_CAP, independent(call)),
        _contact_step(prefix, words, "phone", StepKind.PHONE, required, PHONE_CAP),
    )


@once_a_call
def person_form(call: Call) -> Form:
    """The person's own data. Name and country come first of all (Z16); the rest is asked once it is needed."""
    name, country, organisation, phone = contact_steps(call, "", "person", required=("name", "country"))
    later = [_unasked(step) for step in (organisation, phone)]
    language = Step(
        path="language",
        kind=StepKind.CHOICE,
        label=Phrase("chat.field.language"),
        question=Phrase("chat.language.question"),
        choices=tuple(Choice(value=key, label=Phrase(f"chat.language.{key}")) for key in LANGUAGES),
        required=(ALWAYS,),
        asked=False,
    )
    return Form((name, country, *later, language))


@once_a_call
def participant_form(call: Call) -> Form:
    """What a proponent says of somebody on the list.

    The address comes last: with it the invitation leaves, and it should tell everything. What only the person may say
    (`only_from_person`) is not here.
    """
    told = [item for item in call.attributes if not item.only_from_person and not item.private]
    return Form(
        (
            name_step("name", "participant_name"),
            Step(
                path="roles",
                kind=StepKind.MULTI_CHOICE,
                label=Phrase("chat.field.roles"),
                question=Phrase("chat.ask.participant_roles"),
                help=Phrase("chat.ask_help.participant_roles"),
                choices=choices(call.roles),
            ),
            Step(
                path="attendance",
                kind=StepKind.CHOICE,
                label=Phrase("chat.field.attendance"),
                question=Phrase("chat.ask.participant_attendance"),
                help=Phrase("chat.ask_help.participant_attendance"),
                choices=attendance_choices(call),
            ),
            Step(
                path="address",
                kind=StepKind.ADDRESS,
                label=Phrase("chat.field.address"),
                question=Phrase("chat.ask.participant_address"),
                help=Phrase("chat.ask_help.participant_address"),
                maximum=ADDRESS_CAP,
            ),
            *(attribute_step(call, item, required=False, asked=False, words="participant") for item in told),
        )
    )


@once_a_call
def replacement_form(call: Call) -> Form:
    """What a proponent says of somebody who takes another's place: roles and attendance are those of the other."""
    taken_over = ("roles", "attendance")
    return Form(tuple(_unasked(step) if step.path in taken_over else step for step in participant_form(call).steps))


@once_a_call
def profile_form(call: Call) -> Form:
    """What a participant says of themselves, to count as confirmed; gender and its like stay optional."""
    return Form(
        (
            name_step("name", "profile_name"),
            Step(
                path="attendance",
                kind=StepKind.CHOICE,
                label=Phrase("chat.field.attendance"),
                question=Phrase("chat.ask.profile_attendance"),
                help=Phrase("chat.ask_help.profile_attendance"),
                choices=attendance_choices(call),
                required=(ALWAYS,),
            ),
            *(
                attribute_step(call, item, required=item.required_to_confirm, asked=True, words="profile")
                for item in call.attributes
            ),
        )
    )


def _contact_step(
    prefix: str,
    words: str,
    key: str,
    kind: StepKind,
    required: tuple[str, ...],
    maximum: int | None = None,
    offered: tuple[Choice, ...] = (),
) -> Step:
    return Step(
        path=f"{prefix}{key}",
        kind=kind,
        label=Phrase(f"chat.field.{key}"),
        question=Phrase(f"chat.ask.{words}_{key}"),
        help=Phrase(f"chat.ask_help.{words}_{key}"),
        choices=offered,
        required=(ALWAYS,) if key in required else (),
        maximum=maximum,
    )


def _unasked(step: Step) -> Step:
    return replace(step, asked=False)
