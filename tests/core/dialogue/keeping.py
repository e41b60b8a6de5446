"""What a conversation has saved, and which of it one event of the person may touch: everything else must stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.dialogue.events import Amend, Command, Event, Tap, Text
from core.dialogue.forms.form import Step
from core.dialogue.forms.people import participant_form, person_form, profile_form
from core.dialogue.forms.proposal import PROPONENT, proposal_form
from core.dialogue.places.table import question_at_hand
from core.dialogue.scene import Scene
from core.dialogue.screen import Screen
from core.dialogue.settling import settled
from core.dialogue.state import FormName, Place
from core.model.records import Participation
from tests.core.dialogue.stage import Stage

Key = tuple[str, str, str]
"""Whose it is ('person', 'proposal', 'place'), of which one, and the path of the answer."""
Kept = Mapping[Key, object]

_OWN = ("name", "country", "organisation", "phone", "language")
_FORMS = {
    FormName.PERSON: person_form,
    FormName.PROPOSAL: proposal_form,
    FormName.PARTICIPANT: participant_form,
    FormName.PROFILE: profile_form,
}


def kept(stage: Stage) -> Kept:
    """Return every saved value; what is blank counts for nothing."""
    return {key: value for key, value in _all(stage) if value not in (None, "", ())}


def _all(stage: Stage) -> Iterator[tuple[Key, object]]:
    for path in _OWN:
        yield ("person", "", path), getattr(stage.person, path)
    for record in stage.records.values():
        for path, value in record.values.items():
            yield ("proposal", record.id, path), value
    for item in (*stage.people.values(), *(seen.participation for seen in stage.foreign)):
        yield from _of_place(item)


def _of_place(item: Participation) -> Iterator[tuple[Key, object]]:
    for path in ("name", "roles", "attendance", "address"):
        yield ("place", item.id, path), getattr(item, path)
    for key, value in item.attributes.items():
        yield ("place", item.id, f"attributes.{key}"), value


def changed(before: Kept, after: Kept) -> set[Key]:
    """Return what reads otherwise now, was added or is gone."""
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


class Touchable:
    """Which keys an event may change: those named, and all of one proposal or of one place on a list."""

    def __init__(self, keys: set[Key] | None = None, owners: set[str] | None = None) -> None:
        self.keys, self.owners = keys or set(), owners or set()

    def __contains__(self, key: Key) -> bool:
        return key in self.keys or key[1] in self.owners or (key[0], "", key[2]) in self.keys

    def __or__(self, other: Touchable) -> Touchable:
        return Touchable(self.keys | other.keys, self.owners | other.owners)


def touchable(stage: Stage, screen: Screen, event: Event) -> Touchable:
    """Return what an event on this screen may change, by what a person would say it is about."""
    key = asked_now(stage)
    asked = _with_followers(stage, stage.state.form, key) if key else Touchable()
    match event:
        case Tap(verb):
            return _by_verb(stage, verb, asked)
        case Command(name):
            return _by_verb(stage, name, asked)
        case Amend():
            changed = _key(FormName(event.form), event.path, event.proposal_id, event.participation_id)
            return _with_followers(stage, FormName(event.form), changed) | _ticked(stage, asked)
        case Text():
            typed = asked | _place_taken(stage)
            for verb in {item.verb for item in screen.actions}:
                typed |= _by_verb(stage, verb, asked)
            return typed


def _by_verb(stage: Stage, verb: str, asked: Touchable) -> Touchable:
    state = stage.state
    match verb:
        case "speak":
            return Touchable({("person", "", "language")})
        case "withdraw_now" if state.proposal_id:
            return Touchable(owners={state.proposal_id})
        case "remove_now" if state.participation_id:
            return Touchable(owners={state.participation_id})
        case "choose" | "done" | "skip" | "clear":
            return asked | _place_taken(stage)
        case _:
            return _ticked(stage, asked)


def _place_taken(stage: Stage) -> Touchable:
    """Return both whose place is taken and who takes it, once an address is given."""
    newcomer = stage.state.participation_id or ""
    old = stage.replacing.get(newcomer)
    key = asked_now(stage) if old else None
    is_address = key is not None and key[1:] == (newcomer, "address")
    return Touchable(owners={newcomer, old}) if old and is_address else Touchable()


def _ticked(stage: Stage, asked: Touchable) -> Touchable:
    """Return what ticks are saved to by whatever leads away from their question."""
    return asked if stage.state.picked is not None else Touchable()


def asked_now(stage: Stage) -> Key | None:
    """Return where the answer is saved to the question on the screen, or under the choice of a language; else None."""
    state = stage.state
    if state.place is Place.LANGUAGE:
        state = replace(state, place=state.beneath or Place.HOME)
    if state.place is not Place.ASK:  # nothing settles into a question
        return None
    world = stage.world
    scene = Scene(world, settled(world, state))
    at_hand = question_at_hand(scene)
    if at_hand is None:
        return None
    sheet, step = at_hand
    return _key(sheet.name, step.path, scene.state.proposal_id, sheet.subject)


def _key(form: FormName, path: str, proposal_id: str | None, participation_id: str | None) -> Key:
    if form is FormName.PERSON or path.startswith(PROPONENT):
        return ("person", "", path.removeprefix(PROPONENT))
    if form is FormName.PROPOSAL:
        return ("proposal", proposal_id or "", path)
    return ("place", participation_id or "", path)


def _with_followers(stage: Stage, form: FormName, key: Key) -> Touchable:
    """Return a key, and those whose answers can go along with its own: a form tells which hang on which."""
    paths, steps = {key[2]}, _FORMS[form](stage.call).steps
    while more := {step.path for step in steps if step.path not in paths and _follows(step, paths)}:
        paths |= more
    return Touchable({(key[0], key[1], path) for path in paths})


def _follows(step: Step, paths: set[str]) -> bool:
    """Whether another answer can take this one along: it hangs on it, or leaves one single choice of it."""
    settles = {path for choice in step.choices for path, _ in choice.shown.one_of} if step.derived else set()
    return not paths.isdisjoint(settles.union(step.shown.answered))
