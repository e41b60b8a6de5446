"""Every place with the functions that draw it and act in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.dialogue.asking.answering import tap as tap_question
from core.dialogue.asking.drawing import draw_question
from core.dialogue.asking.sheet import Sheet, sheet_of
from core.dialogue.composing import Content
from core.dialogue.forms.form import Step
from core.dialogue.places import (
    calendar,
    data,
    entry,
    erasing,
    home,
    invitation,
    missing,
    people,
    reading_room,
    reminders,
    sending,
    summary,
)
from core.dialogue.scene import Scene
from core.dialogue.state import Outcome, Place


@dataclass(frozen=True, slots=True)
class Room:
    """How a place draws itself, and what it does with a tap of its own (ways to other places are not its business).

    `hear` takes words typed there, where they are no answer to a question; it returns None where it takes none now.
    """

    draw: Callable[[Scene], Content]
    tap: Callable[[Scene, str, str], Outcome]
    hear: Callable[[Scene, str], Outcome | None] | None = None


def question_at_hand(scene: Scene) -> tuple[Sheet, Step] | None:
    """Return the sheet and the step being asked, where one is."""
    sheet = sheet_of(scene) if scene.state.place is Place.ASK else None
    step = sheet.current(scene.state.step) if sheet else None
    return (sheet, step) if sheet and step else None


def _draw_question(scene: Scene) -> Content:
    at_hand = question_at_hand(scene)
    return draw_question(scene, *at_hand) if at_hand else home.draw(scene)


def _tap_question(scene: Scene, verb: str, argument: str) -> Outcome:
    at_hand = question_at_hand(scene)
    return tap_question(scene, *at_hand, verb, argument) if at_hand else _stay(scene, verb, argument)


def _stay(scene: Scene, verb: str, argument: str) -> Outcome:
    return Outcome(scene.state)


PLACES: Mapping[Place, Room] = {
    Place.WELCOME: Room(entry.draw_welcome, entry.tap_welcome),
    Place.LANGUAGE: Room(entry.draw_language, entry.tap_language),
    Place.HOME: Room(home.draw, home.tap),
    Place.NEWS: Room(reading_room.draw_news, _stay),
    Place.DEADLINES: Room(reading_room.draw_deadlines, _stay),
    Place.CALENDAR: Room(calendar.draw, calendar.tap),
    Place.DATA: Room(data.draw, data.tap),
    Place.REMINDERS: Room(reminders.draw, reminders.tap, reminders.hear),
    Place.ERASE: Room(erasing.draw, erasing.tap, erasing.hear),
    Place.ASK: Room(_draw_question, _tap_question),
    Place.SUMMARY: Room(summary.draw, summary.tap),
    Place.PEOPLE: Room(people.draw, people.tap),
    Place.PARTICIPANT: Room(people.draw_participant, people.tap_participant),
    Place.REMOVE: Room(people.draw_remove, people.tap_remove),
    Place.MISSING: Room(missing.draw, missing.tap),
    Place.SEND: Room(sending.draw_send, sending.tap_send),
    Place.RECEIPT: Room(sending.draw_receipt, _stay),
    Place.WITHDRAW: Room(sending.draw_withdraw, sending.tap_withdraw),
    Place.INVITATION: Room(invitation.draw, invitation.tap),
}
