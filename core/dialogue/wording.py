"""Values as phrases: what an answer, a person or a proposal is called on a screen."""

from __future__ import annotations

from core.call.definition import Call, Option
from core.dialogue.forms.form import Step, StepKind, Values, is_answered, is_passed
from core.dialogue.reading.cleaning import one_line, shortened
from core.dialogue.scene import Scene
from core.dialogue.screen import Country, Phrase
from core.model.proposal import Answer, ParticipationStatus
from core.model.records import Participation
from core.model.words import LocalText
from core.rules.undelivered import why_of

LABEL_CAP = 38
"""Characters of somebody's own words inside a label, so that the whole stays under 64."""
BUTTON_CAP = 60
"""Characters of a label that is nothing but an option's name."""
BRIEF_CAP = 120
"""Characters of an answer that was just given, above the next question."""
DETAIL_CAP = 280
"""Characters of a long answer in a list of answers."""


def own(text: str, maximum: int = DETAIL_CAP) -> Phrase:
    """Return somebody's own words, cut to what a list can show."""
    return Phrase(own=shortened(text, maximum))


def name_of(text: str | None) -> Phrase:
    """Return a person's name for a label, or words for somebody without one."""
    return Phrase(own=shortened(one_line(text), LABEL_CAP)) if text and one_line(text) else Phrase("chat.somebody")


def title_of(text: str | None) -> Phrase:
    """Return a proposal's title for a label, or words for one without."""
    return Phrase(own=shortened(one_line(text), LABEL_CAP)) if text and one_line(text) else Phrase("chat.untitled")


def title_at_hand(scene: Scene) -> Phrase:
    """Return the title of the proposal at hand."""
    title = scene.draft.proposal.answers.get("title") if scene.draft else None
    return title_of(title if isinstance(title, str) else None)


def short(label: Phrase, maximum: int = LABEL_CAP) -> Phrase:
    """Return a label of the call cut to fit inside a button."""
    if label.local is None:
        return label
    words = {key: shortened(one_line(text), maximum) for key, text in label.local.by_language.items()}
    return Phrase(local=LocalText(words))


def option_name(options: tuple[Option, ...], key: str | None) -> Phrase:
    """Return the name of an option of the call; a key that the call does not know is told as it stands."""
    if key is None:
        return Phrase("chat.value.open")
    found = next((item for item in options if item.key == key), None)
    return Phrase(local=found.name) if found else own(key)


def told(step: Step, values: Values) -> tuple[Phrase, ...]:
    """Return the answer to a step in words, one phrase an item; where there is none, why."""
    if not is_answered(step, values):
        if step.is_required(values):
            return (Phrase("chat.value.missing"),)
        return (Phrase("chat.value.passed" if is_passed(step, values) else "chat.value.open"),)
    return _told(step, values[step.path])


def told_briefly(step: Step, values: Values) -> tuple[Phrase, ...]:
    """Return the answer to a step on one line, for the trail of a conversation."""
    return tuple(own(one_line(item.own), BRIEF_CAP) if item.own else item for item in told(step, values))


def _told(step: Step, value: Answer) -> tuple[Phrase, ...]:
    if isinstance(value, tuple):
        if step.kind is StepKind.MULTI_CHOICE:
            return (Phrase("chat.value.told", {"value": tuple(_choice(step, item) for item in value)}),)
        return tuple(own(item) for item in value)
    if isinstance(value, int):
        return (Phrase("chat.value.told", {"value": value}),)
    if step.kind is StepKind.COUNTRY:
        return (Phrase("chat.value.told", {"value": Country(str(value))}),)
    return (_choice(step, str(value)),)


def _choice(step: Step, value: str) -> Phrase:
    found = next((choice.label for choice in step.choices if choice.value == value), None)
    return found or own(value)


def roles_of(call: Call, participation: Participation) -> Phrase:
    """Return the roles of somebody on a list."""
    if not participation.roles:
        return Phrase("chat.person.no_roles")
    names = tuple(option_name(call.roles, role) for role in participation.roles)
    return Phrase("chat.value.told", {"value": names})


def attendance_of(participation: Participation) -> Phrase:
    """Return how somebody takes part."""
    if participation.attendance is None:
        return Phrase("chat.person.no_attendance")
    return Phrase(f"chat.attendance.{participation.attendance}")


def own_status_of(participation: Participation) -> Phrase:
    """Return where one's own invitation stands, as it is told to oneself."""
    is_waiting = participation.status in (ParticipationStatus.INVITED, ParticipationStatus.LISTED)
    return Phrase("chat.status.yours") if is_waiting and not participation.accepted_at else status_of(participation)


def status_of(participation: Participation) -> Phrase:
    """Return where an invitation stands; a yes that still lacks the profile is told as such."""
    status = participation.status
    if participation.accepted_at and status in (ParticipationStatus.INVITED, ParticipationStatus.LISTED):
        return Phrase("chat.status.accepted")
    if status is ParticipationStatus.LISTED and not participation.address:
        return Phrase("chat.status.no_address")
    if status is ParticipationStatus.BOUNCED:
        return Phrase(f"undelivered.status.{why_of(participation)}")
    return Phrase(f"chat.status.{status}")
