"""The form of a proposal, made from the call: all fields of the call, conditional by session type and modality."""

from __future__ import annotations

from dataclasses import replace

from core.call.definition import Call, Field, FieldKind, Option
from core.call.rule_kinds import DurationJustified, RequiredField
from core.dialogue.forms.form import ALWAYS, Form, Step, StepKind, When
from core.dialogue.forms.once import once_a_call
from core.dialogue.forms.parts import ADDRESS_CAP, choices
from core.dialogue.forms.people import contact_steps
from core.dialogue.screen import Phrase

PROPONENT = "proponent."
CO_PROPONENT = "co_proponent."
COLLABORATORS_CAP = 3_000
DETAIL_CAP = 500
MINUTES_CAP = 1_440

_KINDS = {
    FieldKind.TEXT: StepKind.TEXT,
    FieldKind.LONG_TEXT: StepKind.LONG_TEXT,
    FieldKind.LIST: StepKind.LIST,
    FieldKind.INTEGER: StepKind.INTEGER,
}


@once_a_call
def proposal_form(call: Call) -> Form:
    """Return the whole form: the proponent's data first, then the session, then who else is behind it."""
    return Form(
        (
            *_proponent(call),
            *_structure(call),
            *(_field(call, item) for item in call.fields),
            *_co_proponent(call),
            Step(
                path="collaborators",
                kind=StepKind.LONG_TEXT,
                label=Phrase("chat.field.collaborators"),
                question=Phrase("chat.ask.collaborators"),
                help=Phrase("chat.ask_help.collaborators"),
                maximum=COLLABORATORS_CAP,
                decline=Phrase("chat.action.nobody_else"),
            ),
        )
    )


def _proponent(call: Call) -> tuple[Step, ...]:
    return contact_steps(call, PROPONENT, "person", required=_required(call).proponent)


def _required(call: Call) -> RequiredField:
    found = next((rule.parameters for rule in call.rules if isinstance(rule.parameters, RequiredField)), None)
    return found or RequiredField()


def _structure(call: Call) -> tuple[Step, ...]:
    by_modality = {item.key: _types_with(call, "modalities", item) for item in call.modalities}
    by_duration = {item.key: _types_with(call, "durations", item) for item in call.durations}
    steps = (
        _choice(call, "session_type", call.session_types),
        replace(_choice(call, "modality", call.modalities, by_modality), derived=True),
        replace(_choice(call, "duration", call.durations, by_duration), derived=True),
        *_specified(call),
        _choice(call, "topic", call.topics),
    )
    return tuple(step for step in steps if step.choices or step.kind is not StepKind.CHOICE)


def _types_with(call: Call, field: str, option: Option) -> When:
    types = tuple(item.key for item in call.session_types if option.key in getattr(item, field))
    return When(one_of=(("session_type", types),))


def _choice(call: Call, path: str, options: tuple[Option, ...], shown: dict[str, When] | None = None) -> Step:
    return Step(
        path=path,
        kind=StepKind.CHOICE,
        label=Phrase(f"chat.field.{path}"),
        question=Phrase(f"chat.ask.{path}"),
        help=Phrase(f"chat.ask_help.{path}"),
        choices=choices(options, shown),
        required=(ALWAYS,) if path in _required(call).always else (),
    )


def _specified(call: Call) -> tuple[Step, ...]:
    """Return minutes and text of a duration that has to be told (U03)."""
    keys = tuple(item.key for item in call.durations if item.to_specify)
    if not keys:
        return ()
    where = When(one_of=(("duration", keys),))
    minutes = Step(
        path="duration_minutes",
        kind=StepKind.INTEGER,
        label=Phrase("chat.field.duration_minutes"),
        question=Phrase("chat.ask.duration_minutes"),
        shown=where,
        required=(where,),
        minimum=1,
        maximum=MINUTES_CAP,
    )
    detail = Step(
        path="duration_detail",
        kind=StepKind.LONG_TEXT,
        label=Phrase("chat.field.duration_detail"),
        question=Phrase("chat.ask.duration_detail"),
        shown=where,
        required=(where,),
        maximum=DETAIL_CAP,
    )
    return (minutes, detail)


def _field(call: Call, field: Field) -> Step:
    label = Phrase(local=field.label)
    return Step(
        path=field.path,
        kind=_KINDS[field.kind],
        label=label,
        question=label,
        help=Phrase(local=field.help) if field.help else None,
        shown=_shown(field),
        required=_required_when(call, field),
        maximum=field.maximum,
        minimum_items=field.minimum_items,
        maximum_items=field.maximum_items,
    )


def _shown(field: Field) -> When:
    types = (("session_type", field.shown_for),) if field.shown_for else ()
    modalities = (("modality", field.shown_for_modalities),) if field.shown_for_modalities else ()
    return When(one_of=types + modalities)


def _required_when(call: Call, field: Field) -> tuple[When, ...]:
    if field.required:
        return (ALWAYS,)
    justified = tuple(item.key for item in call.session_types if item.duration_justified)
    types = field.required_for + (justified if field.key in _justifications(call) else ())
    return (When(one_of=(("session_type", types),)),) if types else ()


def _justifications(call: Call) -> set[str]:
    """Return the answers in which a chosen duration is justified (U01)."""
    return {
        rule.parameters.answer for rule in call.rules if rule.enabled and isinstance(rule.parameters, DurationJustified)
    }


def _co_proponent(call: Call) -> tuple[Step, ...]:
    """Return the optional second contact (P02); all of it may stay open, and nothing is asked without a name."""
    name, *rest = contact_steps(call, CO_PROPONENT, "co_proponent", required=())
    address = Step(
        path=f"{CO_PROPONENT}email",
        kind=StepKind.ADDRESS,
        label=Phrase("chat.field.address"),
        question=Phrase("chat.ask.co_proponent_email"),
        help=Phrase("chat.ask_help.co_proponent_email"),
        maximum=ADDRESS_CAP,
    )
    given = When(answered=(name.path,))
    return (
        replace(_of_co_proponent(name, "name"), decline=Phrase("chat.action.no_co_proponent")),
        *(
            replace(_of_co_proponent(step, step.path.removeprefix(CO_PROPONENT)), shown=given)
            for step in (address, *rest)
        ),
    )


def _of_co_proponent(step: Step, key: str) -> Step:
    return replace(step, label=Phrase(f"chat.field.co_proponent_{key}"))
