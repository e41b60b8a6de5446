"""What synthetic people write: the answers of a form and what they tell of themselves, from the call alone."""

from __future__ import annotations

from collections.abc import Mapping

from convoca.rehearsal.people.cast import Planned, Someone, dice
from core.call.definition import Call, Field, FieldKind
from core.model.proposal import Answer, Attendance

SENTENCE: Mapping[str, str] = {
    "es": "Lo contamos con ejemplos de la región y con tiempo para conversar.",
    "pt": "Contamos com exemplos da região e com tempo para conversar.",
    "en": "We tell it with examples of the region and with time to talk.",
}
WHY_MORE_TIME = "Todavía esperan la respuesta de una persona invitada."
"""What the secretariat writes beside the days that it gives."""
MINUTES = 30


def first_answers(call: Call, planned: Planned) -> Mapping[str, Answer]:
    """Return what somebody answers at the first sitting: what it is, and its title."""
    kind = call.session_type(planned.session_type)
    durations = kind.durations if kind and kind.durations else tuple(item.key for item in call.durations)
    duration = next((call.duration(key) for key in durations), None)
    chance = dice("topic", planned.number)
    chosen: dict[str, Answer] = {
        "session_type": planned.session_type,
        "modality": planned.modality,
        "duration": duration.key if duration else None,
        "topic": chance.choice(call.topics).key if call.topics else None,
        "answers.title": planned.title,
    }
    if duration and duration.to_specify:
        chosen |= {"duration_minutes": MINUTES, "duration_detail": SENTENCE[planned.proponent.language]}
    return chosen


def other_answers(call: Call, planned: Planned) -> Mapping[str, Answer]:
    """Return what is still asked for after the first sitting: every question that this type of session shows."""
    language = planned.proponent.language
    return {
        entry.path: _answer(entry, language)
        for entry in call.fields
        if entry.key != "title" and (not entry.shown_for or planned.session_type in entry.shown_for)
    }


def profile_of(call: Call, someone: Someone) -> Mapping[str, str]:
    """Return what somebody tells of themselves when they are asked: all that their yes needs to count."""
    chance = dice("profile", someone.address)
    told = {"attendance": str(Attendance.IN_PERSON)}
    for item in call.attributes:
        if item.is_country:
            told[item.key] = someone.country
        elif item.options:
            told[item.key] = chance.choice(item.options).key
        elif item.required_to_confirm:
            told[item.key] = someone.organisation
    return told


def _answer(entry: Field, language: str) -> Answer:
    match entry.kind:
        case FieldKind.INTEGER:
            return MINUTES
        case FieldKind.LIST:
            return (SENTENCE[language],) * max(1, entry.minimum_items)
        case _:
            return SENTENCE[language][: entry.maximum]
