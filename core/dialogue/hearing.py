"""Words typed: an answer, a number or name of something on the screen, or something that the moment does not expect."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.asking import answering
from core.dialogue.events import Amend
from core.dialogue.places.table import PLACES, question_at_hand
from core.dialogue.reading.reading import FLOOD
from core.dialogue.scene import Scene, move
from core.dialogue.screen import Action, Expects, Phrase, Screen
from core.dialogue.state import KEPT_TEXT, FormName, Outcome, Place, Said, State
from core.dialogue.steering import act, saved_on_leaving
from core.model.folding import folded

_LISTED = 3
"""Digits of the largest number by which something on a screen can be chosen."""


def hear(scene: Scene, screen: Screen, text: str, *, is_old: bool) -> Outcome:
    """Take typed words. Words meant for an older screen never answer a newer question: they wait for a second look."""
    at_hand = question_at_hand(scene)
    if is_old:
        return _old(scene, text) if at_hand else Outcome(replace(scene.state, toast=Said("chat.toast.old_text")))
    if screen.input.expects is not Expects.NOTHING and at_hand:
        return answering.hear(scene, *at_hand, text)
    takes = PLACES[scene.state.place].hear
    if takes and (taken := takes(scene, text)) is not None:
        return taken
    if at_hand and answering.is_answer(*at_hand, text):
        return answering.hear(scene, *at_hand, text)
    if (meant := by_number(screen, text)) is not None:
        return act(scene, meant.verb, meant.argument)
    if at_hand:
        return answering.hear(scene, *at_hand, text)
    if (meant := _by_name(screen, text)) is not None:
        return act(scene, meant.verb, meant.argument)
    return _unexpected(scene, scene.state.typed if screen.input.expects is Expects.NOTHING else text)


def amend(scene: Scene, changed: Amend) -> Outcome:
    """Take an answer that was changed where it was written, as if its question stood there again.

    Once it is saved the conversation goes on where it was; where it can't be, its question asks for a better one, and
    ticks that were set here are saved on the way. Those of another proposal would not be: then nothing is changed.
    """
    here = scene.state
    form = next((name for name in FormName if name == changed.form), None)
    if form is not None:
        subject = {"proposal_id": changed.proposal_id, "participation_id": changed.participation_id}
        there = replace(scene, state=move(here, Place.ASK, form=form, step=changed.path, **subject))
        at_hand = question_at_hand(there)
        if at_hand is not None and at_hand[1].path == changed.path:
            outcome = answering.hear(there, *at_hand, changed.text)
            is_same = here.proposal_id == changed.proposal_id
            if outcome.state.problem is None and is_same:
                return replace(outcome, state=replace(here, toast=answering.SAVED, answered=changed.path))
            ticked = saved_on_leaving(scene)
            if is_same or not ticked:
                return replace(outcome, effects=(*ticked, *outcome.effects))
    return Outcome(replace(here, toast=Said("chat.toast.not_changed")))


def answer_kept(state: State) -> dict[str, str] | None:
    """Return which answer was saved just now, as `Amend` names it; None where none was."""
    if state.toast != answering.SAVED or state.problem is not None or not state.answered:
        return None
    subject = {"proposal_id": state.proposal_id, "participation_id": state.participation_id}
    return {"form": str(state.form), "path": state.answered} | {key: value for key, value in subject.items() if value}


def by_number(screen: Screen, text: str) -> Action | None:
    """Return what a typed number chooses on a screen; None where it is no number of anything there."""
    typed = text.strip().rstrip(".") if len(text) < 20 else ""
    if not (typed.isdecimal() and len(typed) <= _LISTED and 1 <= int(typed) <= len(screen.actions)):
        return None
    return screen.actions[int(typed) - 1]


def _by_name(screen: Screen, text: str) -> Action | None:
    """Return what is meant by a name of the call or somebody's own words on it; our own words are the channel's."""
    typed = folded(text) if len(text) <= FLOOD else ""
    return next((item for item in screen.actions if typed and typed in _names(item.label)), None)


def _names(label: Phrase) -> set[str]:
    inner = [fact for fact in label.facts.values() if isinstance(fact, Phrase)]
    names = set().union(*(_names(fact) for fact in inner)) if inner else set()
    local = label.local.by_language.values() if label.local else ()
    return names | {folded(name) for name in (*local, *((label.own,) if label.own else ()))}


def _old(scene: Scene, text: str) -> Outcome:
    kept = text if len(text) <= KEPT_TEXT else ""
    return Outcome(replace(scene.state, problem=Said("chat.problem.old_text"), typed=kept))


def _unexpected(scene: Scene, typed: str) -> Outcome:
    """Say what can be done here instead; where words are taken, a number of nothing is kept like any other."""
    kept = typed if len(typed) <= KEPT_TEXT else ""
    return Outcome(replace(scene.state, problem=Said("chat.problem.no_text"), typed=kept, helping=True, toast=None))
