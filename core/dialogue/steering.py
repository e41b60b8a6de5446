"""Ways between places, the same everywhere, and commands by name."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue import chasing
from core.dialogue.asking.answering import departing, leaving
from core.dialogue.effects import Effect, MarkRead
from core.dialogue.events import Command
from core.dialogue.places.table import PLACES, question_at_hand
from core.dialogue.scene import Scene, is_closed, move
from core.dialogue.screen import Screen
from core.dialogue.state import Outcome, Place, Said, State

_WAYS = {
    "home": Place.HOME,
    "summary": Place.SUMMARY,
    "people": Place.PEOPLE,
    "missing": Place.MISSING,
    "deadlines": Place.DEADLINES,
    "calendar": Place.CALENDAR,
    "data": Place.DATA,
    "reminders": Place.REMINDERS,
    "erase": Place.ERASE,
    "news": Place.NEWS,
}
_BACK = {Place.REMOVE: Place.PARTICIPANT}
_COMMANDS = {"menu": "home", "settings": "data", "save": "leave", "exit": "leave"}
_OF_A_PROPOSAL = frozenset({"summary", "people", "missing"})


def act(scene: Scene, verb: str, argument: str) -> Outcome:
    """Do what was tapped, which stands on the screen: a way to another place, or something of this one."""
    if verb == "help":
        return Outcome(replace(scene.state, helping=not scene.state.helping, toast=None))
    state = replace(scene.state, toast=None, problem=None)
    scene = replace(scene, state=state)
    if verb == "language":
        return Outcome(replace(state, place=Place.LANGUAGE, beneath=_under(state), helping=False))
    if verb in chasing.VERBS:
        return chasing.act(scene, verb, argument)
    if verb == "page":
        return Outcome(replace(state, page=int(argument), helping=False))
    if verb in _WAYS:
        return _walk(scene, _WAYS[verb])
    return PLACES[state.place].tap(scene, verb, argument)


def command(scene: Scene, screen: Screen, asked: Command) -> Outcome:
    """Do what a command asks for; one that the moment does not know gets help."""
    verb = _COMMANDS.get(asked.name, asked.name)
    if any(item.verb == verb and not item.argument for item in screen.actions):
        return act(scene, verb, "")
    if verb == "start":
        return Outcome(replace(scene.state, toast=None))
    if verb == "cancel":
        return _cancel(scene)
    if verb == "leave":
        return _walk(scene, Place.HOME)
    if verb == "new" and scene.world.person.name is not None and not is_closed(scene.world):
        return _begin(scene)
    if verb == "invitation" and asked.argument:
        there = move(scene.state, Place.INVITATION, participation_id=asked.argument)
        return Outcome(there, saved_on_leaving(scene))
    if verb == "language" or (verb in _WAYS and (verb not in _OF_A_PROPOSAL or scene.draft is not None)):
        return act(scene, verb, "")
    return Outcome(replace(scene.state, helping=True, toast=None if verb == "help" else Said("chat.toast.unknown")))


def _begin(scene: Scene) -> Outcome:
    """Begin a proposal from anywhere, as the button at home does; what was typed and not sent is kept."""
    at_home = replace(scene, state=move(scene.state, Place.HOME))
    begun = PLACES[Place.HOME].tap(at_home, "new", "")
    return replace(begun, effects=(*saved_on_leaving(scene), *begun.effects))


def _walk(scene: Scene, place: Place) -> Outcome:
    read: tuple[Effect, ...] = (MarkRead(),) if place is Place.NEWS else ()
    return Outcome(move(scene.state, place), (*saved_on_leaving(scene), *read))


def _cancel(scene: Scene) -> Outcome:
    """Leave what is being done without losing an answer: cancelling never deletes."""
    toast = Said("chat.toast.cancelled")
    if scene.state.place is Place.ASK:
        return Outcome(replace(leaving(scene), toast=toast), saved_on_leaving(scene))
    away = move(scene.state, _BACK.get(scene.state.place, Place.HOME), toast=toast)
    return Outcome(away, saved_on_leaving(scene))


def saved_on_leaving(scene: Scene) -> tuple[Effect, ...]:
    """Return what is still to be saved of the question on the screen, or of the one under the choice of a language."""
    state = scene.state
    if state.place is Place.LANGUAGE and state.beneath is not None:
        scene = replace(scene, state=replace(state, place=state.beneath))
    at_hand = question_at_hand(scene)
    return departing(scene, *at_hand) if at_hand else ()


def _under(state: State) -> Place | None:
    """Return what lies under the language screen, also when it is asked for twice."""
    return state.beneath if state.place is Place.LANGUAGE else state.place
