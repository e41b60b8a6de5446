"""The conversation as a pure, total function.

How a use case drives it, inside one transaction:

    state = State.from_json(record.state)            # State() for somebody new
    outcome = reduce(world, state, event)            # no event in any state raises
    state = outcome.state
    for effect in outcome.effects:                   # carried out in order
        ...
        NewProposal     -> state = entered(state, proposal_id=new_id)
        NewParticipant  -> state = entered(state, participation_id=new_id)
        refused         -> state = told(state, "chat.refused.<why>", **facts)
    save(state.to_json(), revision=state.revision)
    screen = draw(world_gathered_anew, state)

The effects of one outcome belong to the proposal `outcome.state.proposal_id` (before `entered`). Looking, without an
event, is `draw` alone. A tap acts only where its revision is the state's and its action stands on the screen; anything
else redraws and says so.
"""

from __future__ import annotations

from dataclasses import replace

from core.dialogue import chasing
from core.dialogue.asking import answering
from core.dialogue.composing import compose_screen
from core.dialogue.events import Amend, Command, Event, Tap, Text
from core.dialogue.hearing import amend, hear
from core.dialogue.offering import told_first
from core.dialogue.places.table import PLACES
from core.dialogue.scene import Scene
from core.dialogue.screen import Screen
from core.dialogue.settling import settled
from core.dialogue.state import Outcome, Said, State
from core.dialogue.steering import act, command
from core.dialogue.world import World


def reduce(world: World, state: State, event: Event, screen: Screen | None = None) -> Outcome:
    """Return where `event` leads and what is to be done. Pure and total; what acts raises the revision by one.

    `screen` is what `draw` says of the same world and state, for who has drawn it already.
    """
    scene = Scene(world, settled(world, state))
    match event:
        case Tap():
            return _tapped(scene, screen or draw(world, scene.state), event)
        case Command():
            return _counted(scene, command(scene, screen or draw(world, scene.state), event))
        case Amend():
            return _counted(scene, amend(scene, event))
        case Text():
            is_repeated = answering.is_repeated(Scene(world, state), event.text)
            return _heard(scene, screen or draw(world, scene.state), event, is_repeated=is_repeated)


def draw(world: World, state: State) -> Screen:
    """Return the screen of this moment. Pure, total, the same for the same facts."""
    scene = Scene(world, settled(world, state))
    content = PLACES[scene.state.place].draw(scene)
    return compose_screen(scene, content, told_first(world))


def entered(state: State, *, proposal_id: str | None = None, participation_id: str | None = None) -> State:
    """Return the state inside what an effect has just created."""
    return replace(
        state,
        proposal_id=proposal_id or state.proposal_id,
        participation_id=participation_id or state.participation_id,
    )


def told(state: State, key: str, **facts: str | int) -> State:
    """Return the state with a passing word of the use case (an effect refused or done otherwise than asked)."""
    return replace(state, toast=Said(key, facts))


def _tapped(scene: Scene, screen: Screen, tap: Tap) -> Outcome:
    """Act on a tap of this very screen; an old or unknown one changes nothing but the passing word."""
    on_screen = any(item.verb == tap.verb and item.argument == tap.argument for item in screen.actions)
    if tap.revision != scene.state.revision or not on_screen:
        settled_since = chasing.outdated(scene.world, tap.verb, tap.argument)
        return Outcome(replace(scene.state, toast=settled_since or Said("chat.toast.old_tap")))
    return _counted(scene, act(scene, tap.verb, tap.argument))


def _heard(scene: Scene, screen: Screen, text: Text, *, is_repeated: bool) -> Outcome:
    """Take typed words; the answer just saved, sent once more from its old screen, is quietly let pass."""
    is_old = text.revision is not None and text.revision != scene.state.revision
    fresh = replace(scene, state=replace(scene.state, toast=None, problem=None))
    if is_old and is_repeated:
        return _counted(scene, Outcome(replace(fresh.state, toast=answering.SAVED)))
    return _counted(scene, hear(fresh, screen, text.text, is_old=is_old))


def _counted(scene: Scene, outcome: Outcome) -> Outcome:
    return replace(outcome, state=replace(outcome.state, revision=scene.state.revision + 1))
